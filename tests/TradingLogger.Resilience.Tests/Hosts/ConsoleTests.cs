using System.Diagnostics;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>The console never decides about an event: whatever it is, the events are in the file, each once, and the
/// script ends.</summary>
public sealed class ConsoleTests : IDisposable
{
    // With their text more than a pipe holds.
    private const int Events = 60;

    private const string Script =
        """
        param([string] $Directory)
        $ErrorActionPreference = 'Continue'
        Initialize-TradingLogger -LogDirectory $Directory
        $terminated = 0
        foreach ($number in 1..60) {
            try { Write-TradeEvent X @{ number = $number; text = 'x' * 2000 } -ErrorVariable errors 2>$null }
            catch { $terminated++ }
            if ($errors) { $id = $errors[0].FullyQualifiedErrorId }
        }
        $state = Get-TradingLogger
        Set-Content (Join-Path $Directory result.txt) "$terminated $($state.Failures -gt 0) $($state.Events) $id"
        Set-Content (Join-Path $Directory cause.txt) $state.LastError
        """;

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("> /dev/full", "No space left on device")]
    [InlineData(">&-", "The console is closed")]
    [InlineData("| true", "The console is broken")]
    [InlineData("", "Nobody reads the pipe")]
    public void An_event_that_the_console_refuses_is_written_once_and_is_told_with_its_cause(
        string redirection,
        string cause)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The shell and /dev/full are those of Linux.");
        File.WriteAllText(_directory.File("script.ps1"), Script);
        string host = Path.Combine(AppContext.BaseDirectory, "TradingLogger.Host.dll");
        string command =
            $"exec dotnet '{host}' -NoProfile -File '{_directory.File("script.ps1")}' "
                + $"'{_directory.File("logs")}' {redirection}";
        var start = new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;

        // Nobody reads its standard output.
        Assert.True(process.WaitForExit(ChildProcess.Patience), "The script did not end.");

        Assert.Equal(
            $"0 True {Events} TradeEventCopyNotWritten,TradingLogging.PowerShell.Commands.WriteTradeEventCommand",
            File.ReadAllText(_directory.File("logs/result.txt")).Trim());
        Assert.StartsWith(cause, File.ReadAllText(_directory.File("logs/cause.txt")), StringComparison.Ordinal);
        Assert.Equal(Events, File.ReadLines(_directory.File("logs/trades.log")).Distinct().Count());
    }
}
