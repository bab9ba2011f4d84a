using System.Text.Json;
using TradingLogging.Configuration;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Specification;

/// <summary>5.1 and subtask 8.3: the filter, and trade events as JSON.</summary>
public sealed class TradeEventTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly TestSession _session;

    public TradeEventTests() =>
        _session = new TestSession(new LoggingConfig { LogDirectory = _folder.FullName, Console = false });

    [Theory]
    [InlineData("trades", true)]
    [InlineData("trading.signals", false)]
    [InlineData("trades.sub", false)]
    [InlineData("Trades", false)]
    [InlineData("root", false)]
    [InlineData("", false)]
    public void The_filter_passes_exactly_the_logger_named_trades(string name, bool passes)
    {
        var record = new LogRecord(DateTimeOffset.UnixEpoch, LogLevel.Info, name, "test");

        Assert.Equal(passes, new TradeLogFilter().Filter(record));
    }

    [Fact]
    public void Other_loggers_leave_the_trade_log_alone()
    {
        _session.GetLogger("trading.signals").Critical("system message");
        _session.GetLogger("trades.sub").Critical("below trades, but not trades");

        Assert.False(_session.HasFile("trades.log"));
        Assert.Equal(2, _session.Lines("trading.log").Length);
    }

    [Fact]
    public void An_event_is_one_JSON_object_with_timestamp_action_and_the_data()
    {
        _session.LogTrade(
            "TEST_ACTION",
            new Dictionary<string, object?> { ["symbol"] = "BTCUSDT", ["price"] = 50000.0 });

        JsonElement line = JsonDocument.Parse(Assert.Single(_session.Lines("trades.log"))).RootElement;
        Assert.Equal(["timestamp", "action", "symbol", "price"], line.EnumerateObject().Select(member => member.Name));
        Assert.Equal(new DateTimeOffset(_session.UtcNow), line.GetProperty("timestamp").GetDateTimeOffset());
        Assert.Equal("TEST_ACTION", line.GetProperty("action").GetString());
        Assert.Equal("BTCUSDT", line.GetProperty("symbol").GetString());
        Assert.Equal(50000.0, line.GetProperty("price").GetDouble());
    }

    [Fact]
    public void The_line_is_that_of_the_specification_s_example_with_the_offset_behind_the_time()
    {
        _session.LogTrade("SIGNAL_GENERATED", new Dictionary<string, object?>
        {
            ["symbol"] = "BTCUSDT",
            ["type"] = "LONG_ENTRY",
            ["entry"] = 50000.0,
            ["tp"] = 51000.0,
            ["sl"] = 49500.0,
            ["strategy"] = "MockSMA",
        });

        Assert.Equal(
            "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"SIGNAL_GENERATED\", "
            + "\"symbol\": \"BTCUSDT\", \"type\": \"LONG_ENTRY\", \"entry\": 50000.0, \"tp\": 51000.0, "
            + "\"sl\": 49500.0, \"strategy\": \"MockSMA\"}",
            Assert.Single(_session.Lines("trades.log")));
    }

    [Theory]
    [InlineData("SIGNAL_GENERATED")]
    [InlineData("ORDER_PLACED")]
    [InlineData("ORDER_FILLED")]
    [InlineData("POSITION_CLOSED")]
    [InlineData("an action of one's own, 取引")]
    public void Any_action_is_logged_under_its_name(string action)
    {
        _session.LogTrade(action, new Dictionary<string, object?> { ["symbol"] = "BTCUSDT" });

        JsonElement line = JsonDocument.Parse(Assert.Single(_session.Lines("trades.log"))).RootElement;
        Assert.Equal(action, line.GetProperty("action").GetString());
    }

    [Fact]
    public void The_members_of_the_data_are_members_of_the_line_in_their_order()
    {
        _session.LogTrade("ORDER_FILLED", new Dictionary<string, object?>
        {
            ["z"] = 1,
            ["a"] = new Dictionary<string, object?> { ["nested"] = new List<object?> { true, null } },
            ["m"] = "text",
        });

        Assert.EndsWith(
            "\"action\": \"ORDER_FILLED\", \"z\": 1, \"a\": {\"nested\": [true, null]}, \"m\": \"text\"}",
            Assert.Single(_session.Lines("trades.log")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_also_goes_to_the_text_log_with_the_line_of_its_caller()
    {
        _session.LogTrade("TEST", data: null, line: 12);

        Assert.Equal(
            "2025-12-18 10:30:45 | INFO     | trades:12 | " + _session.Lines("trades.log")[0],
            Assert.Single(_session.Lines("trading.log")));
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }
}
