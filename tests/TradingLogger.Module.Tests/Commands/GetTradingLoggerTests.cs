using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class GetTradingLoggerTests
{
    [Fact]
    public void It_tells_what_has_been_written_and_what_failed()
    {
        using var session = LogFiles.LoggingSession();
        Directory.CreateDirectory(session.File("logs/trading.log"));

        session.Invoke("Write-TradeEvent X");

        var state = (TradingLoggerState)session.Invoke("Get-TradingLogger").Succeeded().Values.Single();
        Assert.Equal((true, session.File("logs"), LogLevel.Debug), (state.IsInitialized, state.LogDirectory, state.Level));
        Assert.Equal((1, 1), (state.Events, state.Failures));
        Assert.Contains("trading.log", state.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void It_works_before_initialising()
    {
        using var session = new PowerShellSession();

        Assert.Equal([false], session.Invoke("(Get-TradingLogger).IsInitialized").Succeeded().Values);
    }
}
