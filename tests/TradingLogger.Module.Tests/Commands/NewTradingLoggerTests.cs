using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class NewTradingLoggerTests
{
    [Fact]
    public void It_works_and_warns()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("""
            $logger = New-TradingLogger tests.new WARNING
            $logger.Info('below the level')
            $logger.Warning('from the script')
            """).Succeeded();

        Assert.Contains("deprecated", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.EndsWith("tests.new:0 | from the script", Assert.Single(session.TextLines()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_gives_the_same_logger_each_time()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke(
            "[object]::ReferenceEquals((New-TradingLogger tests.same -WarningAction Ignore), (New-TradingLogger tests.same -WarningAction Ignore))");

        Assert.Equal([true], result.Succeeded().Values);
    }
}
