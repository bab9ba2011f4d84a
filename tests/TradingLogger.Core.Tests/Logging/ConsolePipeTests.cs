using System.Diagnostics;
using System.IO.Pipes;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class ConsolePipeTests
{
    [Fact]
    public void A_pipe_that_nobody_reads_makes_the_first_line_wait_and_no_other()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not tell.");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        var console = new ConsolePipe((int)pipe.SafePipeHandle.DangerousGetHandle());
        int written = 0;
        for (; console.WaitUntilReady(); written += ConsolePipe.LongestWrite)
            pipe.Write(new byte[ConsolePipe.LongestWrite]);
        long start = Stopwatch.GetTimestamp();
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.False(console.WaitUntilReady()));

        Assert.True(
            Stopwatch.GetElapsedTime(start).TotalSeconds < ConsolePipe.Patience.TotalSeconds * 100,
            "Each line waited.");
        reader.ReadExactly(new byte[written]);
        Assert.True(console.WaitUntilReady());
    }
}
