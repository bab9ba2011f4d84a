using System.Runtime.Versioning;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>An administrator withdraws permissions while a user's process writes without a pause, and gives them
/// back.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PermissionTests(ITestOutputHelper output)
{
    private const string TradeLog = "trades.log";
    private const int EventsAtATime = 500;

    private static readonly User Anna = new(Id: 64_301, Group: 64_300);

    // Root asks for no permission, so the writer is another user.
    [Theory]
    [InlineData("the directory may not be entered", "", UnixFileMode.None)]
    [InlineData(
        "the directory may be entered and read", "",
        UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute)]
    [InlineData("the log may not be opened", TradeLog, UnixFileMode.None)]
    [InlineData("the lock may not be opened", "." + TradeLog + ".lock", UnixFileMode.None)]
    public void Whatever_is_acknowledged_while_permissions_come_and_go_is_in_the_log(
        string what,
        string name,
        UnixFileMode withdrawn)
    {
        User.Require();
        using var directory = new TestDirectory();
        Anna.Share(directory);
        using var writer = new WriterProcess(FaultJobs.Trades(directory.FullName), Anna.Launcher);
        Run run = new(writer);
        run.Write();
        Assert.Empty(run.Failures);
        string path = directory.File(name);
        UnixFileMode given = File.GetUnixFileMode(path);
        for (int change = 0; change < 3; change++)
        {
            File.SetUnixFileMode(path, withdrawn);
            Pause(run);
            File.SetUnixFileMode(path, given);
            Pause(run);
        }

        int failures = run.Failures.Count;
        run.Write();
        Assert.Equal(failures, run.Failures.Count);
        Assert.Equal(0, writer.Finish());
        Assert.All(
            run.Failures.Values,
            failure => Assert.Contains(directory.FullName, failure, StringComparison.Ordinal));
        LogContents log = LogContents.Read(directory.FullName, TradeLog, FaultJobs.TextLength);
        Assert.Empty(log.DamagedLines);
        int[] written = [.. log.Events.Select(found => found.Event.Number)];
        Assert.Equal(written.Distinct(), written);
        Assert.Empty(run.Acknowledged.Except(written));
        output.WriteLine(
            $"While {what}: {run.Acknowledged.Count} events acknowledged, 0 missing; {failures} were errors.");
    }

    // In full swing a writer looks at its file ten times a second; after a pause with the next event.
    private static void Pause(Run run)
    {
        run.Write();
        Thread.Sleep(20);
        run.Write();
    }

    private sealed class Run(WriterProcess writer)
    {
        public List<int> Acknowledged { get; } = [];

        public Dictionary<int, string> Failures { get; } = [];

        public void Write()
        {
            WriterOutcome outcome = WriterOutcome.Of(writer, Acknowledged.Count + Failures.Count, EventsAtATime);
            Acknowledged.AddRange(outcome.Acknowledged);
            foreach ((int number, string failure) in outcome.Failures)
                Failures.Add(number, failure);
        }
    }
}
