using System.Text;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage;

public sealed class AtomicAppendTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly FaultyFiles _files = new();
    private readonly AppendHandle _handle;

    public AtomicAppendTests()
    {
        _handle = _files.OpenForAppend(_folder.PathOf("a.log"));
        _handle.Write("before\n"u8);
    }

    public void Dispose()
    {
        _handle.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_one_call_does_not_take_is_written_by_the_next()
    {
        _files.LongestWrite = 3;

        Append("0123456789\n");

        Assert.Equal("before\n0123456789\n", _folder.Text("a.log"));
    }

    [Fact]
    public void What_does_not_fit_leaves_nothing_behind()
    {
        FillUpAfterOneWrite();

        var error = Assert.Throws<FileOperationException>(() => Append("0123456789\n"));

        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Equal("before\n", _folder.Text("a.log"));
    }

    [Fact]
    public void What_a_stranger_wrote_behind_is_not_cut_off()
    {
        FillUpAfterOneWrite(() => SharedFile.AppendAllText(_folder.PathOf("a.log"), "stranger\n"));

        Assert.Throws<FileOperationException>(() => Append("0123456789\n"));

        Assert.Equal("before\n012stranger\n", _folder.Text("a.log"));
    }

    [Fact]
    public void The_reason_told_is_that_of_the_write_also_when_cutting_fails()
    {
        int writes = 0;
        _files.LongestWrite = 3;
        _files.Before = (operation, path) =>
        {
            if (operation == FileOperation.Write && writes++ > 0)
                throw FaultyFiles.Failure(operation, path, "No space left on device");
            if (operation == FileOperation.Truncate)
                throw FaultyFiles.Failure(operation, path, "Input/output error");
        };

        var error = Assert.Throws<FileOperationException>(() => Append("0123456789\n"));

        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
    }

    private void Append(string text) => AtomicAppend.Append(_handle, Encoding.UTF8.GetBytes(text), _handle.GetLength());

    private void FillUpAfterOneWrite(Action? meanwhile = null)
    {
        int writes = 0;
        _files.LongestWrite = 3;
        _files.Before = (operation, path) =>
        {
            if (operation != FileOperation.Write || writes++ == 0)
                return;
            meanwhile?.Invoke();
            throw FaultyFiles.Failure(operation, path, "No space left on device");
        };
    }
}
