using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class TradeLogFilterTests
{
    [Theory]
    [InlineData("trades", true)]
    [InlineData("trading.signals", false)]
    [InlineData("trades.fills", false)]
    [InlineData("Trades", false)]
    [InlineData("root", false)]
    public void Exactly_the_trades_logger_passes(string logger, bool passes) =>
        Assert.Equal(passes, new TradeLogFilter().Filter(new LogRecord(Loggers.Moment, LogLevel.Info, logger, "test")));
}
