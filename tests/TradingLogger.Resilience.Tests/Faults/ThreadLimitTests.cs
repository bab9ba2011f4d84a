using System.Diagnostics;
using System.Globalization;
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

    [Theory]
    [InlineData("sync")]
    [InlineData("async")]
    public void Without_a_thread_the_day_that_is_over_is_sealed_at_the_end(string mode)
    {
        User.Require();
        using var directory = new TestDirectory();
        Anna.Share(directory);
        WriteYesterday(directory);
        using var writer = new WriterProcess(
            FaultJobs.Trades(directory.FullName, ("mode", mode), ("integrity", "chain")), Anna.Launcher);
        writer.WaitUntilReady();
        writer.Write(0);
        writer.WaitForReport();
        Assert.Equal(0, Run([.. Anna.Launcher, "prlimit", $"--pid={writer.Id}", "--nproc=1:1"]));

        Assert.Empty(WriterOutcome.Of(writer, first: 0, Events).Failures);

        Assert.Equal(0, writer.Finish());
        LogContents log = LogContents.Read(directory.FullName, TradeLog, FaultJobs.TextLength);
        Assert.Equal(Events, log.NumbersByWriter["writer"].Count);
        Assert.Single(Directory.GetFiles(directory.FullName, TradeLog + ".*.seal"));
    }

    [Fact]
    public void Without_a_thread_Protect_TradeLog_seals_and_Test_TradeLog_verifies()
    {
        User.Require();
        using var directory = new TestDirectory();
        Anna.Share(directory);
        string script = directory.File("script.ps1");
        File.WriteAllText(
            script,
            """
            param([string] $Directory)
            $null = Get-Command -Module TradingLogger
            Initialize-TradingLogger -LogDirectory $Directory -NoConsole -Integrity Chain
            [Console]::Out.WriteLine('ready')
            [void] [Console]::In.ReadLine()
            Write-TradeEvent NEW
            $null = Protect-TradeLog $Directory -Current
            $proof = Test-TradeLog $Directory
            Close-TradingLogger
            $seals = [System.IO.Directory]::GetFiles($Directory, '*.seal')
            $intact = @($proof | Where-Object IsIntact)
            [Console]::Out.WriteLine("sealed $($seals.Count) intact $($intact.Count) of $($proof.Count)")
            """);
        WriteYesterday(directory);
        using var host = new ScriptProcess(script, [directory.FullName], Anna.Launcher);
        host.WaitForLine("ready");
        Assert.Equal(0, Run([.. Anna.Launcher, "prlimit", $"--pid={host.Id}", "--nproc=1:1"]));

        host.Command("go");

        Assert.Equal("2 intact 2 of 2", host.WaitForLine("sealed"));
        Assert.Equal(0, host.Finish());
    }

    // The group may write it, as what its users make.
    private static void WriteYesterday(TestDirectory directory)
    {
        string path = directory.File(TradeLog);
        const string form = "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz";
        string time = DateTimeOffset.Now.AddDays(-1).ToString(form, CultureInfo.InvariantCulture);
        File.WriteAllText(
            path,
            $$"""{"timestamp": "{{time}}", "action": "OLD", "seq": 1, "prev": "{{new string('0', 64)}}"}""" + "\n");
        Assert.Equal(0, Run(["chmod", "660", path]));
    }

    private static int Run(string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.EndInTime();
        return process.ExitCode;
    }
}
