using System.Diagnostics;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>The processes of a user are at their limit, so no thread can be had (<c>RLIMIT_NPROC</c>).</summary>
public sealed class ThreadLimitTests
{
    private const string TradeLog = "trades.log";
    private const int Events = 500;

    private static readonly User Anna = new(Id: 64_301, Group: 64_300);

    [Theory]
    [InlineData("sync")]
    [InlineData("async")]
    public void Without_a_thread_every_acknowledged_event_is_written_and_no_lock_is_kept(string mode)
    {
        User.Require();
        using var directory = new TestDirectory();
        Anna.Share(directory);
        using var writer = new WriterProcess(FaultJobs.Trades(directory.FullName, ("mode", mode)), Anna.Launcher);
        writer.WaitUntilReady();
        // Its own threads are running then.
        writer.Write(0);
        writer.WaitForReport();
        Assert.Equal(0, Run([.. Anna.Launcher, "prlimit", $"--pid={writer.Id}", "--nproc=1:1"]));

        WriterOutcome outcome = WriterOutcome.Of(writer, first: 0, Events);
        Assert.Empty(outcome.Failures);

        // The first writer lives, and holds nothing that would keep another one waiting.
        using var other = new WriterProcess(
            FaultJobs.Trades(directory.FullName, ("lock_timeout", "5")) with { Writer = "other" });
        other.WaitUntilReady();
        Assert.Empty(WriterOutcome.Of(other, first: 0, count: 1).Failures);
        Assert.Equal(0, other.Finish());
        Assert.Equal(0, writer.Finish());
        LogContents log = LogContents.Read(directory.FullName, TradeLog, FaultJobs.TextLength);
        Assert.Equal(Enumerable.Range(0, Events), log.NumbersByWriter["writer"]);
        Assert.Equal([0], log.NumbersByWriter["other"]);
    }

    private static int Run(string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        return process.ExitCode;
    }
}
