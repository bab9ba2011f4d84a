using TradingLogging.Configuration;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class GetTradingLoggerConfigTests
{
    [Fact]
    public void Without_a_file_it_gives_the_defaults()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("Get-TradingLoggerConfig -Verbose").Succeeded();

        Assert.Equal([new LoggingConfig()], result.Values);
        Assert.Contains("does not exist", Assert.Single(result.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void It_reads_the_file_of_the_application_under_the_current_location()
    {
        using var session = new PowerShellSession();
        Directory.CreateDirectory(session.File("configs"));
        File.WriteAllText(session.File("configs/trading_config.ini"), "[logging]\nlog_level = WARNING\nlog_dir = 100%logs\n");

        var result = session.Invoke("Get-TradingLoggerConfig -Verbose").Succeeded();

        Assert.Equal([new LoggingConfig { LogLevel = LogLevel.Warning, LogDirectory = "100%logs" }], result.Values);
        Assert.Equal([$"Read '{session.File("configs/trading_config.ini")}'."], result.Verbose);
    }

    [Fact]
    public void A_named_file_that_is_missing_is_warned_of()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("Get-TradingLoggerConfig '[my] own.ini'").Succeeded();

        Assert.Equal([new LoggingConfig()], result.Values);
        Assert.Contains(session.File("[my] own.ini"), Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_value_is_an_error_that_names_file_line_and_valid_values()
    {
        using var session = new PowerShellSession();
        File.WriteAllText(session.File("my.ini"), "[logging]\nlog_level = LOUD\n");

        var error = Assert.Single(session.Invoke("Get-TradingLoggerConfig my.ini").Errors);

        Assert.Equal("InvalidConfiguration,TradingLogging.PowerShell.GetTradingLoggerConfigCommand", error.FullyQualifiedErrorId);
        Assert.Contains("my.ini, line 2", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("DEBUG, INFO, WARNING, ERROR, CRITICAL", error.ToString(), StringComparison.Ordinal);
    }
}
