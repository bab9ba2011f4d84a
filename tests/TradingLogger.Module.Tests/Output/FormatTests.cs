using TradingLogging.Configuration.Settings;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Output;

public sealed class FormatTests
{
    [Fact]
    public void The_state_is_a_header_and_a_line_for_each_handler()
    {
        var lines = Shown("Initialize-TradingLogger -LogLevel Debug -NoConsole; Write-TradeEvent X; Get-TradingLogger");

        Assert.Matches("^Logging at DEBUG to .*logs$", lines[0]);
        Assert.Equal("Handler  Level        Events Rotations Failures        Bytes  File", lines[1]);
        Assert.Matches(@"^file     DEBUG             1         0        0 +\d+  trading\.log$", lines[2]);
        Assert.Matches(@"^trades   INFO              1         0        0 +\d+  trades\.log$", lines[3]);
    }

    [Fact]
    public void The_state_says_when_nothing_is_initialised() =>
        Assert.Equal(["Not initialised. Call Initialize-TradingLogger."], Shown("Get-TradingLogger"));

    [Fact]
    public void The_state_ends_with_the_last_error()
    {
        var lines = Shown("""
            Initialize-TradingLogger -NoConsole
            $null = [System.IO.Directory]::CreateDirectory("$PWD/logs/trades.log")
            Write-TradeEvent X -ErrorAction SilentlyContinue
            Get-TradingLogger
            """);

        Assert.StartsWith("Last error: ", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Events_are_a_table()
    {
        var lines = Shown("""
            Initialize-TradingLogger -NoConsole
            Write-TradeEvent ORDER_FILLED ([ordered]@{ symbol = 'BTCUSDT'; quantity = 0.10d; legs = 1, 2; note = $null }) -PassThru | Out-String -Width 120
            """);

        Assert.Matches("^Timestamp +Action +Symbol +Members$", lines[0]);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} ORDER_FILLED       BTCUSDT    quantity=0\.10 legs=\.\.\. note=$", lines[2]);
    }

    [Fact]
    public void Handlers_and_loggers_are_tables()
    {
        Assert.Matches("^Name +Level +Events +Rotations +Failures +Bytes +Path$", Shown("Initialize-TradingLogger; (Get-TradingLogger).Handlers")[0]);
        Assert.Matches("^Name +Level +EffectiveLevel +Propagate$", Shown("New-TradingLogger x -WarningAction Ignore")[0]);
    }

    [Fact]
    public void Every_setting_is_in_the_list_of_the_configuration()
    {
        var labels = Shown("Get-TradingLoggerConfig").Select(line => line.Split(':')[0].Trim());

        Assert.Equal(LoggingSettings.All.Select(setting => setting.PropertyName), labels);
    }

    private static string[] Shown(string script)
    {
        using var directory = new TemporaryDirectory();
        var result = HostProcess.RunScript(script, workingDirectory: directory.FullName);
        Assert.Equal(("", 0), (result.StandardError, result.ExitCode));
        return [.. result.OutputLines.Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }
}
