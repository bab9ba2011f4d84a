using System.Globalization;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests;

/// <summary>Several PowerShell processes write the same files, each from several runspaces.</summary>
[Trait("Category", "Long")]
public sealed class PowerShellHostsTests(ITestOutputHelper output)
{
    private const int HostCount = 4;
    private const int RunspaceCount = 4;
    private const int EventsPerRunspace = 1_000;
    private const int TextLength = 110;

    // The trade event goes on to the text log, so one run attacks both.
    private const string Script =
        $$"""
        param([string] $Name, [string] $Directory, [int] $Runspaces, [int] $Count, [int] $Length)
        $ErrorActionPreference = 'Stop'
        $rotation = @{ MaxBytes = 100000; BackupCount = 100000 }
        Initialize-TradingLogger -LogDirectory $Directory -NoConsole @rotation -LockTimeout 120
        $module = (Get-Module TradingLogger).Path
        [Console]::Out.WriteLine('ready')
        [void] [Console]::In.ReadLine()
        1..$Runspaces | ForEach-Object -ThrottleLimit $Runspaces -Parallel {
            $ErrorActionPreference = 'Stop'
            Import-Module $using:module
            {{ScriptProcess.TextFunction}}
            for ($number = 0; $number -lt $using:Count; $number++) {
                Write-TradeEvent TEST_EVENT @{ event = Get-EventText "$($using:Name)r$_" $number $using:Length }
            }
        }
        $rotations = 0
        foreach ($handler in (Get-TradingLogger).Handlers) { $rotations += $handler.Rotations }
        [Console]::Out.WriteLine("rotations $rotations")
        """;

    [Fact]
    public void Events_from_all_runspaces_of_all_hosts_are_in_both_logs_once_and_whole()
    {
        using var directory = new TestDirectory();
        using var scripts = new TestDirectory();
        string script = scripts.File("load.ps1");
        File.WriteAllText(script, Script);
        ScriptProcess[] hosts = [.. Enumerable.Range(0, HostCount).Select(index => new ScriptProcess(
            script, $"h{index}", directory.FullName, Text(RunspaceCount), Text(EventsPerRunspace), Text(TextLength)))];
        try
        {
            Array.ForEach(hosts, host => host.WaitForLine("ready"));
            Array.ForEach(hosts, host => host.Command("go"));
            long rotations = hosts.Sum(host => long.Parse(host.WaitForLine("rotations"), CultureInfo.InvariantCulture));
            Assert.All(hosts, host => Assert.Equal(0, host.WaitForEnd()));

            Check(directory, "trades.log");
            LogContents log = Check(directory, "trading.log");
            LogAssert.HasArchiveOfEveryRotation(log, "trading.log", rotations);
            output.WriteLine(
                $"{HostCount} hosts with {RunspaceCount} runspaces: "
                    + $"{log.Events.Count} events, lost 0, torn 0, doubled 0; {rotations} rotations.");
        }
        finally
        {
            Array.ForEach(hosts, host => host.Dispose());
        }
    }

    private static LogContents Check(TestDirectory directory, string name)
    {
        IEnumerable<string> writers =
            from host in Enumerable.Range(0, HostCount)
            from runspace in Enumerable.Range(1, RunspaceCount)
            select $"h{host}r{runspace}";
        var log = LogContents.Read(directory.FullName, name, TextLength);
        LogAssert.HoldsExactly(log, writers, EventsPerRunspace);
        return log;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
