using TradingLogging.Configuration;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Specification;

/// <summary>5.1: the three handlers and their levels.</summary>
public sealed class HandlerSetupTests : IDisposable
{
    private readonly LogFolder _folder = new();

    [Fact]
    public void Console_file_and_trade_handler_are_in_place_with_their_levels()
    {
        using TestSession session = Start(LogLevel.Debug);

        Assert.Collection(
            session.Handlers,
            handler => Assert.Equal(LogLevel.Info, Assert.IsType<ConsoleHandler>(handler).Level),
            handler => Assert.Equal(LogLevel.Debug, Assert.IsType<RotatingFileHandler>(handler).Level),
            handler => Assert.Equal(LogLevel.Info, Assert.IsType<TimedRotatingFileHandler>(handler).Level));
    }

    [Fact]
    public void The_handlers_write_to_the_files_of_the_specification()
    {
        using TestSession session = Start(LogLevel.Debug);

        Assert.Equal(
            [_folder.PathOf("trading.log"), _folder.PathOf("trades.log")],
            session.Handlers.OfType<FileHandler>().Select(handler => handler.Path));
    }

    [Theory]
    [InlineData(LogLevel.Debug, new[] { "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL" })]
    [InlineData(LogLevel.Info, new[] { "INFO", "WARNING", "ERROR", "CRITICAL" })]
    [InlineData(LogLevel.Warning, new[] { "WARNING", "ERROR", "CRITICAL" })]
    [InlineData(LogLevel.Error, new[] { "ERROR", "CRITICAL" })]
    [InlineData(LogLevel.Critical, new[] { "CRITICAL" })]
    public void The_level_of_the_configuration_is_that_of_the_root_logger(LogLevel level, string[] written)
    {
        using TestSession session = Start(level);

        LogAtEveryLevel(session.GetLogger("trading.signals"));

        Assert.Equal(written, session.Lines("trading.log").Select(line => line.Split('|')[1].Trim()));
    }

    [Fact]
    public void The_console_shows_INFO_and_above_though_the_file_has_all()
    {
        using TestSession session = Start(LogLevel.Debug);
        using var console = new CapturedConsole();

        LogAtEveryLevel(session.GetLogger("trading.signals"));

        Assert.Equal(["INFO", "WARNING", "ERROR", "CRITICAL"], console.Lines.Select(line => line.Split('|')[1].Trim()));
        Assert.Equal(5, session.Lines("trading.log").Length);
    }

    [Fact]
    public void The_lines_are_those_of_the_specification()
    {
        using TestSession session = Start(LogLevel.Debug);
        using var console = new CapturedConsole();

        session.GetLogger("trading.indicators").Debug("Calculating SMA for period=20", lineNumber: 142);
        session.GetLogger("trading.signals").Info("LONG signal generated for BTCUSDT", lineNumber: 87);
        session.GetLogger("trading.risk").Warning("Position size exceeds 5% of portfolio", lineNumber: 9);

        Assert.Equal(
            [
                "2025-12-18 10:30:45 | INFO     | trading.signals      | LONG signal generated for BTCUSDT",
                "2025-12-18 10:30:45 | WARNING  | trading.risk         | Position size exceeds 5% of portfolio",
            ],
            console.Lines);
        Assert.Equal(
            [
                "2025-12-18 10:30:45 | DEBUG    | trading.indicators:142 | Calculating SMA for period=20",
                "2025-12-18 10:30:45 | INFO     | trading.signals:87 | LONG signal generated for BTCUSDT",
                "2025-12-18 10:30:45 | WARNING  | trading.risk:9 | Position size exceeds 5% of portfolio",
            ],
            session.Lines("trading.log"));
    }

    [Fact]
    public void An_error_is_logged_with_the_exception_below_it()
    {
        using TestSession session = Start(LogLevel.Info);

        session.GetLogger("trading.signals")
            .Error("Failed to fetch market data", new TimeoutException("no answer"), lineNumber: 4);

        Assert.Equal(
            [
                "2025-12-18 10:30:45 | ERROR    | trading.signals:4 | Failed to fetch market data",
                "    System.TimeoutException: no answer",
            ],
            session.Lines("trading.log"));
    }

    public void Dispose() => _folder.Dispose();

    private static void LogAtEveryLevel(Logger logger)
    {
        logger.Debug("m");
        logger.Info("m");
        logger.Warning("m");
        logger.Error("m");
        logger.Critical("m");
    }

    private TestSession Start(LogLevel level) =>
        new(new LoggingConfig { LogDirectory = _folder.FullName, LogLevel = level });
}
