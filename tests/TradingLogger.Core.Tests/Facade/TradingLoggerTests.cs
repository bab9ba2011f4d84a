using System.Text.Json;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class TradingLoggerTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly RecordingHostOutput _output = new();

    public void Dispose()
    {
        TradingLogger.Close();
        TradingLogger.GetLogger("root").Level = LogLevel.Info;
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Before_initialising_every_way_to_write_says_how_to_initialise()
    {
        TradingLogger.Close();
        Action[] writes =
        [
            () => TradingLogger.GetLogger("trading").Info("message"),
            () => TradingLogger.LogTrade("X"),
            () => TradingLogger.LogTrade("X", new { a = 1 }),
            () => TradingLogger.LogTradeEvent("X", new { a = 1 }),
        ];

        Assert.False(TradingLogger.IsInitialized);
        Assert.All(writes, write => Assert.Contains(
            "Initialize-TradingLogger",
            Assert.Throws<InvalidOperationException>(write).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Initialising_makes_the_directory_with_its_parents()
    {
        TradingLogger.Initialize(Config() with { LogDirectory = _folder.PathOf("a/b/c d [e] ü") });

        Assert.True(Directory.Exists(_folder.PathOf("a/b/c d [e] ü")));
        Assert.True(TradingLogger.IsInitialized);
    }

    [Fact]
    public void A_trade_event_goes_to_the_trade_log_the_console_and_the_text_log()
    {
        TradingLogger.Initialize(Config() with { Console = true, TradesOnConsole = TradesOnConsole.Json });
        TradingLogger.LogTrade(
            "ORDER_FILLED",
            new Dictionary<string, object?> { ["symbol"] = "BTCUSDT", ["price"] = 50010.0 });

        string line = Assert.Single(_folder.Lines("trades.log"));
        Assert.Equal(50010.0, JsonDocument.Parse(line).RootElement.GetProperty("price").GetDouble());
        Assert.EndsWith(
            " | trades               | " + line,
            Assert.Single(_output.Lines).Line,
            StringComparison.Ordinal);
        Assert.EndsWith(" | " + line, Assert.Single(_folder.Lines("trading.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_propagation_a_trade_event_goes_to_the_trade_log_alone()
    {
        TradingLogger.Initialize(Config() with { Console = true, PropagateTrades = false });
        TradingLogger.LogTrade("X");
        Assert.Equal(["trades.log"], _folder.Files);
        Assert.Empty(_output.Lines);

        TradingLogger.Initialize(Config());
        TradingLogger.LogTrade("X");
        Assert.Equal(["trades.log", "trading.log"], _folder.Files);
    }

    [Fact]
    public void A_high_log_level_drops_no_trade_event()
    {
        TradingLogger.Initialize(Config() with { LogLevel = LogLevel.Critical });
        TradingLogger.GetLogger("trading").Error("dropped");
        TradingLogger.LogTrade("X");

        Assert.Single(_folder.Lines("trades.log"));
        Assert.DoesNotContain("dropped", _folder.Text("trading.log"), StringComparison.Ordinal);
    }

    [Fact]
    public void Initialising_again_replaces_the_handlers()
    {
        TradingLogger.Initialize(Config());
        TradingLogger.Initialize(Config());
        TradingLogger.GetLogger("trading").Info("once");
        TradingLogger.LogTrade("ONCE");

        Assert.Equal(2, _folder.Lines("trading.log").Length);
        Assert.Single(_folder.Lines("trades.log"));
        Assert.Single(TradingLogger.GetLogger("root").Handlers);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_an_error_with_path_and_cause_and_the_former_logging_goes_on()
    {
        TradingLogger.Initialize(Config());
        string blocked = _folder.PathOf("file");
        File.WriteAllText(blocked, string.Empty);
        var error = Assert.Throws<ConfigurationException>(() =>
            TradingLogger.Initialize(Config() with { LogDirectory = Path.Combine(blocked, "logs") }));
        TradingLogger.LogTrade("X");

        Assert.Contains(Path.Combine(blocked, "logs"), error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{blocked}' is a file.", error.Message, StringComparison.Ordinal);
        Assert.Single(_folder.Lines("trades.log"));
    }

    [Fact]
    public void The_event_that_is_given_back_is_the_one_in_the_log()
    {
        TradingLogger.Initialize(Config());
        var time = new DateTimeOffset(2025, 12, 18, 10, 30, 45, TimeSpan.FromHours(1));
        TradeEvent written = TradingLogger.LogTradeEvent(
            "ORDER_FILLED",
            new Dictionary<string, object?> { ["symbol"] = "BTC\ud800", ["quantity"] = 0.10m, ["n"] = 3 },
            time);
        TradeEvent read = TradeEvent.Parse(System.Text.Encoding.UTF8.GetBytes(_folder.Lines("trades.log")[0]));

        Assert.Equal(read.Timestamp, written.Timestamp);
        Assert.Equal("BTC\ufffd", written.Symbol);
        Assert.Equal(
            [
                new("event_time", "2025-12-18T10:30:45.000000+01:00"),
                new("symbol", "BTC\ufffd"),
                new("quantity", 0.10m),
                new("n", 3L),
            ],
            written.Members);
        Assert.Equal(read.Members, written.Members);
    }

    [Fact]
    public void Data_that_is_no_event_is_refused_and_nothing_is_written()
    {
        TradingLogger.Initialize(Config());
        Assert.Throws<ArgumentNullException>(() => TradingLogger.LogTrade("X", data: null!));
        Assert.Throws<ArgumentNullException>(() => TradingLogger.LogTradeEvent("X", data: null!));
        Assert.Throws<ArgumentException>(() => TradingLogger.LogTrade("X", data: 5));
        Assert.Throws<ArgumentException>(() => TradingLogger.LogTrade("X", data: "text"));
        Assert.Throws<ArgumentException>(() => TradingLogger.LogTrade("X", data: new List<int> { 1 }));
        Assert.Throws<ArgumentException>(() => TradingLogger.LogTrade(" "));

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Members_that_had_to_be_renamed_or_cut_are_warned_of()
    {
        TradingLogger.Initialize(Config() with { MaxRecordBytes = 4096 });
        TradingLogger.LogTrade("X", new Dictionary<string, object?> { ["action"] = 1 });
        TradingLogger.LogTradeEvent("Y", new Dictionary<string, object?> { ["a"] = new string('x', 100_000) });

        Assert.Equal(2, _output.Warnings.Count);
        Assert.Contains("'action' is kept as 'data.action'", _output.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("max_record_bytes", _output.Warnings[1], StringComparison.Ordinal);
        Assert.All(_folder.Lines("trades.log"), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void An_operation_is_measured_for_the_default_logger_or_another()
    {
        TradingLogger.Initialize(Config() with { LogLevel = LogLevel.Debug });
        TradingLogger.MeasureTime("load").Dispose();
        TradingLogger.MeasureTime("sort", TradingLogger.GetLogger("a.b")).Dispose();

        Assert.Matches(@"\| trading:[1-9][0-9]* \| load completed in ", _folder.Lines("trading.log")[0]);
        Assert.Matches(@"\| a\.b:[1-9][0-9]* \| sort completed in ", _folder.Lines("trading.log")[1]);
        Assert.Throws<ArgumentNullException>(() => TradingLogger.MeasureTime(null!));
    }

    [Fact]
    public void A_second_initialisation_in_another_directory_warns()
    {
        TradingLogger.Initialize(Config());
        TradingLogger.Initialize(Config());
        Assert.Empty(_output.Warnings);
        string other = _folder.PathOf("other");

        TradingLogger.Initialize(Config() with { LogDirectory = other });

        string warning = Assert.Single(_output.Warnings);
        Assert.Contains($"'{_folder.FullName}'", warning, StringComparison.Ordinal);
        Assert.Contains($"'{other}'", warning, StringComparison.Ordinal);
        TradingLogger.Close();
        TradingLogger.Initialize(Config());
        Assert.Single(_output.Warnings);
    }

    [Fact]
    public void The_state_names_the_fallback_that_waits()
    {
        TradingLogger.Initialize(Config() with { FallbackDir = _folder.PathOf("fallback") });
        Assert.All(TradingLogger.GetState().Handlers, handler => Assert.Null(handler.FallbackPath));
        string waiting = _folder.PathOf("fallback/trades.log.fallback");
        Directory.CreateDirectory(_folder.PathOf("fallback"));
        File.WriteAllText(waiting, "{}\n");

        HandlerState trades = TradingLogger.GetState().Handlers.Single(handler => handler.Name == "trades");

        Assert.Equal((waiting, 3L), (trades.FallbackPath, trades.FallbackBytes));
    }

    [Theory]
    [InlineData(IntegrityMode.None)]
    [InlineData(IntegrityMode.Chain)]
    public void To_give_an_event_back_costs_no_more_than_the_event_itself(IntegrityMode integrity)
    {
        TradingLogger.Initialize(Config() with { Integrity = integrity });
        var data = new Dictionary<string, object?>
        {
            ["symbol"] = "BTCUSDT",
            ["quantity"] = 0.10m,
            ["price"] = 50010.0,
        };
        byte[] bytes = SharedFile.ReadAllText(Written(data))
            .Split((char)10)[0]
            .Select(letter => (byte)letter)
            .ToArray();

        double read = Allocation.OfCall(2048, () => TradeEvent.Parse(bytes));
        double written = Allocation.OfCall(read + 256, () => TradingLogger.LogTradeEvent("X", data));

        Assert.InRange(written, 0, read + 256);
    }

    private string Written(Dictionary<string, object?> data)
    {
        TradingLogger.LogTradeEvent("X", data);
        return _folder.PathOf("trades.log");
    }

    [Fact]
    public void The_state_tells_what_was_written()
    {
        TradingLogger.Initialize(Config());
        TradingLogger.LogTrade("X");
        TradingLogger.GetLogger("trading").Info("message");
        TradingLoggerState state = TradingLogger.GetState();

        Assert.True(state.IsInitialized);
        Assert.Equal(_folder.FullName, state.LogDirectory);
        Assert.Equal((2, 0), (state.Events, state.Failures));
        Assert.Equal(LogLevel.Info, state.Level);
        Assert.Equal(["file", "trades"], state.Handlers.Select(handler => handler.Name));
        Assert.Equal(
            [_folder.PathOf("trading.log"), _folder.PathOf("trades.log")],
            state.Handlers.Select(handler => handler.Path));
        Assert.All(
            state.Handlers,
            handler => Assert.Equal((0, 0, null), (handler.Rotations, handler.RecoveredTails, handler.LastError)));
        Assert.Equal(Config(), state.Configuration);
        Assert.Null(state.LastError);
    }

    [Fact]
    public void Closing_twice_is_harmless_and_lets_go()
    {
        TradingLogger.Initialize(Config());
        TradingLogger.LogTrade("X");
        TradingLogger.Close();
        TradingLogger.Close();
        TradingLoggerState state = TradingLogger.GetState();

        Assert.Equal(
            (false, null, null, 0),
            (state.IsInitialized, state.LogDirectory, state.Configuration, state.Handlers.Count));
        using var exclusive = new FileStream(
            _folder.PathOf("trades.log"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void The_deprecated_way_to_a_logger_works_and_warns()
    {
#pragma warning disable CS0618 // It is deprecated; that is what is tested.
        Logger logger = TradingLogger.SetupLogger("legacy.name", "warning");
        Assert.Throws<ConfigurationException>(() => TradingLogger.SetupLogger("legacy.name", "LOUD"));
#pragma warning restore CS0618

        Assert.Same(TradingLogger.GetLogger("legacy.name"), logger);
        Assert.Equal(LogLevel.Warning, logger.Level);
        Assert.Contains("deprecated", _output.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("legacy.name", TradingLogger.LoggerNames);
    }

    [Fact]
    public void A_trade_event_and_a_message_allocate_nothing()
    {
        TradingLogger.Initialize(Config());
        Logger logger = TradingLogger.GetLogger("trading.signals");
        var data = new Dictionary<string, object?>
        {
            ["symbol"] = "BTCUSDT",
            ["price"] = 50010.0,
            ["quantity"] = 0.10m,
            ["count"] = 3,
            ["filled"] = true,
        };

        Assert.Equal(0, Allocation.OfCall(0, () => TradingLogger.LogTrade("ORDER_FILLED", data)));
        Assert.Equal(0, Allocation.OfCall(0, () => logger.Info("LONG signal")));
    }

    [Fact]
    public void Logging_a_chained_event_allocates_nothing_in_steady_state()
    {
        TradingLogger.Initialize(Config() with { Integrity = IntegrityMode.Chain });
        var data = new Dictionary<string, object?> { ["symbol"] = "BTCUSDT", ["quantity"] = 0.10m };

        Assert.Equal(0, Allocation.OfCall(0, () => TradingLogger.LogTrade("ORDER_FILLED", data)));
    }

    private LoggingConfig Config() => new() { LogDirectory = _folder.FullName, Console = false };
}
