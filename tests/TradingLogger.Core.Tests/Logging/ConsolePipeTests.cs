using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class ConsolePipeTests : IDisposable
{
    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.Out);
    private readonly int _inherited;

    public ConsolePipeTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not tell.");
        // Without the flag that .NET gives to what it opens: as a program gets its standard streams.
        _inherited = Duplicate((int)_pipe.SafePipeHandle.DangerousGetHandle());
    }

    public void Dispose()
    {
        _pipe.Dispose();
        if (!OperatingSystem.IsWindows())
            _ = Close(_inherited);
    }

    [Fact]
    public void A_pipe_that_nobody_reads_makes_the_first_line_wait_and_no_other()
    {
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, _pipe.ClientSafePipeHandle);
        var console = new ConsolePipe(_inherited);
        int written = 0;
        for (; console.FindObstacle() is null; written += ConsolePipe.LongestWrite)
            _pipe.Write(new byte[ConsolePipe.LongestWrite]);
        long start = Stopwatch.GetTimestamp();
        Assert.All(
            Enumerable.Range(0, 1000),
            _ => Assert.StartsWith("Nobody reads the pipe", console.FindObstacle(), StringComparison.Ordinal));

        Assert.True(
            Stopwatch.GetElapsedTime(start).TotalSeconds < ConsolePipe.Patience.TotalSeconds * 100,
            "Each line waited.");
        reader.ReadExactly(new byte[written]);
        Assert.Null(console.FindObstacle());
    }

    [Fact]
    public void A_pipe_whose_reader_has_ended_is_told_as_broken()
    {
        _pipe.DisposeLocalCopyOfClientHandle();

        var console = new ConsolePipe(_inherited);
        Assert.StartsWith("The console is broken", console.FindObstacle(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_is_not_open_is_told_as_closed()
    {
        int closed = Duplicate(_inherited);
        var console = new ConsolePipe(closed);
        Assert.Null(console.FindObstacle());
        _ = Close(closed);

        Assert.StartsWith("The console is closed", console.FindObstacle(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_the_process_itself_has_opened_is_no_console()
    {
        var console = new ConsolePipe((int)_pipe.SafePipeHandle.DangerousGetHandle());

        Assert.StartsWith("The console is closed", console.FindObstacle(), StringComparison.Ordinal);
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
