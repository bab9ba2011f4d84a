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

    [Fact]
    public void A_batch_for_which_the_disk_has_no_room_is_never_visible()
    {
        using var log = new LogFile();
        log.Append("before");
        log.Files.Fail(FileOperation.Reserve);
        int writes = log.Files.Count(FileOperation.Write);

        Assert.Throws<FileOperationException>(() => AppendBatch(log));

        Assert.Equal(writes, log.Files.Count(FileOperation.Write));
        Assert.Equal("before\n", log.Text);
    }

    [Fact]
    public void A_batch_is_written_when_the_disk_has_room_for_it_alone()
    {
        using var log = new LogFile();
        log.Files.Before = (operation, _) =>
        {
            if (operation == FileOperation.Reserve && log.Files.Count(FileOperation.Reserve) == 1)
                throw new FileOperationException("No space left on device");
        };

        int length = AppendBatch(log);

        Assert.Equal([(0L, (long)length)], log.Files.Reservations);
        Assert.Equal(length, log.Text.Length);
    }

    [Fact]
    public void Room_is_reserved_ahead_by_a_quarter_of_the_file_and_by_a_mebibyte_at_most()
    {
        const int batches = 500;
        using var log = new LogFile();

        for (int number = 0; number < batches; number++)
            AppendBatch(log);

        Assert.All(
            log.Files.Reservations,
            one => Assert.InRange(one.Count, 64 * 1024, Math.Max(64 * 1024, Math.Min(one.Offset / 4, 1024 * 1024))));
        Assert.Contains(log.Files.Reservations, one => one.Count == 1024 * 1024);
        Assert.InRange(log.Files.Reservations.Count, 1, batches / 10);
    }

    private static int AppendBatch(LogFile log)
    {
        byte[] lines = Encoding.ASCII.GetBytes("a\n" + new string('x', 12 * 1024) + "\n");
        log.Engine.Append(lines, LogFile.Today, records: 2);
        return lines.Length;
    }

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
