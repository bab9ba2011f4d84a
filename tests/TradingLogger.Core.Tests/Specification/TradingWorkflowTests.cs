using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Specification;

/// <summary>5.2: a whole trade, from signal to close, in the right files and formats.</summary>
[Collection(FacadeCollection.Name)]
public sealed class TradingWorkflowTests : IDisposable
{
    private readonly LogFolder _folder = new();

    [Fact]
    public void Signal_order_fill_and_close_are_logged_in_the_right_files_and_formats()
    {
        using var session = new TestSession(
            new LoggingConfig
            {
                LogDirectory = _folder.FullName,
                LogLevel = LogLevel.Debug,
                TradesOnConsole = TradesOnConsole.Json,
            });
        using var console = new CapturedConsole();

        using (session.MeasureTime("SMA calculation", line: 10))
            session.GetLogger("trading.indicators").Debug("Calculating SMA for period=20", lineNumber: 11);
        session.GetLogger("trading.signals").Info("LONG signal generated for BTCUSDT", lineNumber: 12);
        session.LogTrade(
            "SIGNAL_GENERATED",
            Members(("symbol", "BTCUSDT"), ("entry", 50000.0), ("tp", 51000.0), ("sl", 49500.0)),
            line: 13);
        session.LogTrade(
            "ORDER_PLACED",
            Members(("symbol", "BTCUSDT"), ("order_id", "temp_12345"), ("side", "BUY"), ("quantity", 0.1m)),
            line: 14);
        session.UtcNow = session.UtcNow.AddSeconds(2);
        session.LogTrade(
            "ORDER_FILLED",
            Members(("symbol", "BTCUSDT"), ("order_id", "12345"), ("price", 50010.0)),
            line: 15);
        session.UtcNow = session.UtcNow.AddHours(15);
        session.LogTrade(
            "POSITION_CLOSED",
            Members(("symbol", "BTCUSDT"), ("pnl", 99.0), ("reason", "TAKE_PROFIT")),
            line: 16);
        session.GetLogger("trading.main").Warning("Trading system stopped", lineNumber: 17);

        string[] signalToFill =
        [
            "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"SIGNAL_GENERATED\", "
            + "\"symbol\": \"BTCUSDT\", \"entry\": 50000.0, \"tp\": 51000.0, \"sl\": 49500.0}",
            "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"ORDER_PLACED\", "
            + "\"symbol\": \"BTCUSDT\", \"order_id\": \"temp_12345\", \"side\": \"BUY\", \"quantity\": 0.1}",
            "{\"timestamp\": \"2025-12-18T10:30:47.123456+01:00\", \"action\": \"ORDER_FILLED\", "
            + "\"symbol\": \"BTCUSDT\", \"order_id\": \"12345\", \"price\": 50010.0}",
        ];
        const string Close = "{\"timestamp\": \"2025-12-19T01:30:47.123456+01:00\", \"action\": \"POSITION_CLOSED\", "
            + "\"symbol\": \"BTCUSDT\", \"pnl\": 99.0, \"reason\": \"TAKE_PROFIT\"}";
        Assert.Equal(["trades.log", "trades.log.2025-12-18", "trading.log"], _folder.Files);
        Assert.Equal(signalToFill, session.Lines("trades.log.2025-12-18"));
        Assert.Equal([Close], session.Lines("trades.log"));
        string[] text = session.Lines("trading.log");
        Assert.Equal("2025-12-18 10:30:45 | DEBUG    | trading.indicators:11 | Calculating SMA for period=20", text[0]);
        Assert.Matches(
            @"^2025-12-18 10:30:45 \| DEBUG    \| trading:10 \| SMA calculation completed in \d+\.\d{3}s$",
            text[1]);
        Assert.Equal(
            [
                "2025-12-18 10:30:45 | INFO     | trading.signals:12 | LONG signal generated for BTCUSDT",
                "2025-12-18 10:30:45 | INFO     | trades:13 | " + signalToFill[0],
                "2025-12-18 10:30:45 | INFO     | trades:14 | " + signalToFill[1],
                "2025-12-18 10:30:47 | INFO     | trades:15 | " + signalToFill[2],
                "2025-12-19 01:30:47 | INFO     | trades:16 | " + Close,
                "2025-12-19 01:30:47 | WARNING  | trading.main:17 | Trading system stopped",
            ],
            text.Skip(2));
        Assert.Equal(
            [
                "2025-12-18 10:30:45 | INFO     | trading.signals      | LONG signal generated for BTCUSDT",
                "2025-12-18 10:30:45 | INFO     | trades               | " + signalToFill[0],
                "2025-12-18 10:30:45 | INFO     | trades               | " + signalToFill[1],
                "2025-12-18 10:30:47 | INFO     | trades               | " + signalToFill[2],
                "2025-12-19 01:30:47 | INFO     | trades               | " + Close,
                "2025-12-19 01:30:47 | WARNING  | trading.main         | Trading system stopped",
            ],
            console.Lines);
    }

    [Fact]
    public void An_application_starts_from_its_configuration_file_and_logs()
    {
        File.WriteAllText(_folder.PathOf("trading_config.ini"), "[logging]\nlog_level = debug\nlog_dir = unused\n");
        LoggingConfig loaded = new ConfigManager(_folder.PathOf("trading_config.ini")).LoggingConfig with
        {
            LogDirectory = _folder.PathOf("logs"),
        };
        using var console = new CapturedConsole();
        try
        {
            TradingLogger.Initialize(loaded);
            TradingLogger.GetLogger("trading.main").Info("Trading system starting...", lineNumber: 5);
            TradingLogger.LogTrade("SIGNAL_GENERATED", new Dictionary<string, object?> { ["symbol"] = "BTCUSDT" });
            using (TradingLogger.MeasureTime("Complete signal generation"))
            {
            }
        }
        finally
        {
            TradingLogger.Close();
        }

        string[] text = SharedFile.ReadAllLines(_folder.PathOf("logs/trading.log"));
        Assert.Matches(
            @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \| INFO     \| trading.main:5 \| Trading system starting\.\.\.$",
            text[0]);
        Assert.Matches(@" \| DEBUG    \| trading:\d+ \| Complete signal generation completed in \d+\.\d{3}s$", text[2]);
        Assert.Single(SharedFile.ReadAllLines(_folder.PathOf("logs/trades.log")));
        Assert.Equal(2, console.Lines.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, object?> Members(params (string Name, object? Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value);
}
