using System.Management.Automation;
using TradingLogging.PowerShell.Tests.Hosting;
using TradingLogging.Tests;
using Xunit;
using Engine = System.Management.Automation.PowerShell;

namespace TradingLogging.PowerShell.Tests.Reading;

public sealed class LogReadingCmdletTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_rotation_in_the_middle_of_a_pipeline_hides_and_doubles_nothing()
    {
        WriteLog(5_000);

        var result = _session.Invoke("""
            $log = "$PWD/logs/trades.log"
            $actions = Get-TradeEvent logs | ForEach-Object {
                if ($_.n -eq 100) {
                    [IO.File]::Move($log, "$log.2025-12-18")
                    $next = '{"timestamp": "2025-12-19T00:00:00Z", "action": "NEXT_DAY", "n": 5000}'
                    [IO.File]::WriteAllText($log, "$next`n")
                }
                $_.n
            }
            $actions.Count; $actions[0]; $actions[-1]
            """).Succeeded();

        // Those that stood in the log when the reading began.
        Assert.Equal([5_000, 0L, 4_999L], result.Values);
    }

    [Theory]
    [InlineData("Get-TradeEvent logs")]
    [InlineData("Get-TradeEvent logs -Where @{ n = { $false } }")]
    [InlineData("Measure-TradeActivity logs")]
    [InlineData("Watch-TradeEvent logs")]
    [InlineData("Watch-TradeEvent logs -Since '2025-12-18'")]
    public void A_pipeline_that_is_stopped_ends(string command)
    {
        // Nothing that ends by itself: a line of terabytes takes hours.
        WriteLog(10);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files with holes are not everywhere.");
        using (FileStream stream = File.OpenWrite(_session.File("logs/trades.log")))
            stream.SetLength(1L << 42);

        Assert.Equal(PSInvocationState.Stopped, StateAfterStop($"param($Reached) $Reached.Set(); {command}"));
    }

    [Fact]
    public void A_pipeline_is_stopped_between_two_events_too()
    {
        WriteLog(10);

        Assert.Equal(PSInvocationState.Stopped, StateAfterStop("""
            param($Reached)
            $log = "$PWD/logs/trades.log"
            $line = [IO.File]::ReadAllLines($log)[0]
            Watch-TradeEvent logs -Since '2025-12-18' | ForEach-Object {
                [IO.File]::AppendAllText($log, "$line`n")
                $Reached.Set()
            }
            """));
    }

    [Theory]
    [InlineData("")]
    [InlineData("if ($_.n -eq 900) { break }")]
    public void Long_reading_shows_its_progress_and_takes_it_back(string end)
    {
        WriteLog(1_000);
        using var engine = Engine.Create(_session.Runspace);

        // Reading that has taken half a second is long.
        engine.AddScript(
            "foreach ($once in 1) { Get-TradeEvent logs | ForEach-Object { if ($_.n -eq 10) { "
                + $"[Threading.Thread]::Sleep(500) }}; {end} }} }}")
            .Invoke();

        ProgressRecord[] progress = [.. engine.Streams.Progress];
        Assert.Equal("Reading trade events", progress[0].Activity);
        Assert.EndsWith("trades.log (1 of 1)", progress[0].StatusDescription, StringComparison.Ordinal);
        Assert.InRange(progress[0].PercentComplete, 1, 99);
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
        Assert.Single(progress, record => record.RecordType == ProgressRecordType.Completed);
    }

    private PSInvocationState StateAfterStop(string script)
    {
        using var engine = Engine.Create(_session.Runspace);
        using var reached = new ManualResetEventSlim();
        engine.AddScript(script).AddParameter("Reached", reached);
        var stopper = new Thread(() =>
        {
            reached.WaitInTime();
            engine.Stop();
        });
        stopper.Start();
        _ = Record.Exception(() => engine.Invoke());
        stopper.EndInTime();
        return engine.InvocationStateInfo.State;
    }

    private void WriteLog(int count)
    {
        Directory.CreateDirectory(_session.File("logs"));
        File.WriteAllText(
            _session.File("logs/trades.log"),
            string.Concat(Enumerable.Range(0, count)
                .Select(
                    number =>
                        $"{{\"timestamp\": \"2025-12-18T10:30:00+01:00\", \"action\": \"A\", \"n\": {number}}}\n")));
    }
}
