using System.Globalization;
using System.Text;
using TradingLogging.Analytics;
using TradingLogging.Forwarding;
using TradingLogging.Live.Sources;
using TradingLogging.Live.Summaries;
using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Live.Tests.Summaries;

public sealed class SummaryTextTests
{
    private const string Fee = """, "fee": 0.1, "fee_currency": "USDT" """;

    private static readonly DateTimeOffset Day = new(2025, 12, 18, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Day.AddHours(14);

    private LiveSummaryMeter _meter = MeterIn(TimeZoneInfo.Utc);
    private SystemProbe.Found _found = new([], null, null, null);
    private string[] _troubles = [];

    [Fact]
    public void An_empty_log_has_figures_of_nothing_and_no_list()
    {
        Assert.Equal(
            [
                "Net pnl  0, gross 0, fees 0, drawdown 0",
                "Orders   0 placed, 0 filled, 0 ended, 0 open",
                "Trades   0 fills, 0 closed: 0 won, 0 lost",
                "Rates    0 events/s, 0 errors/min, 0 warnings/min",
                "Health   no event",
            ],
            Render().Skip(1));
    }

    [Fact]
    public void A_day_of_trading_is_on_one_page()
    {
        Trade();
        _found = _found with { FreeDisk = 12_340_000_000, DiskSize = 100_000_000_000 };

        Assert.Equal(
            """
            Net pnl  9.7 USDT, gross 10, fees 0.3, drawdown 0.2
            Orders   3 placed, 2 filled, 0 ended, 1 open
            Trades   2 fills, 1 closed: 1 won, 0 lost
            Latency  order to fill p50 1 s, p95 1 s, p99 1 s of 2
            Rates    0.1 events/s, 1 errors/min, 1 warnings/min
            Health   last event 10 s ago, 12.3 GB of 100 GB free

            Open positions (1)
              BTCUSDT  LONG  0.5  100

            Open orders (1)
              13:59:50  ETHUSDT  BUY  20  100  3

            Last fills
              10:00:01  BTCUSDT  BUY  0.5  100  fee 0.1 USDT  1
              11:00:01  BTCUSDT  BUY  0.5  100  fee 0.1 USDT  2

            Last warnings and errors
              13:59:30  WARNING  trading.risk  Near the limit
              13:59:45  ERROR    trading.main  Connection lost

            Last events
              2025-12-18 10:00:00 | ORDER_PLACED    BTCUSDT  BUY 0.5 @ 100  order_id=1
            """,
            string.Join('\n', Render().Skip(1).Take(23)).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal_and_only_wide_ones_are_cut(int width)
    {
        Trade();
        Add($$"""{"action": "NOTE", "symbol": "比特币比特币", "text": "{{string.Concat(Enumerable.Repeat("比特币", 9))}}"}""");

        string[] whole = [.. Render()];
        string[] fitted = [.. Render(width)];

        Assert.All(fitted, line => Assert.InRange(ConsoleColumns.WidthOf(line), 0, width - 1));
        Assert.All(
            whole.Zip(fitted),
            pair => Assert.Equal(ConsoleColumns.WidthOf(pair.First) < width, pair.First == pair.Second));
    }

    [Fact]
    public void Columns_are_aligned_behind_wide_characters()
    {
        Add(Order("ORDER_PLACED", "1", "比特币", "1"));
        Add(Order("ORDER_PLACED", "2", "BTCUSDT", "10"));

        string[] rows = [.. Render().SkipWhile(line => line != "Open orders (2)").Skip(1).Take(2)];

        Assert.Equal("  13:59:50  比特币   BUY   1  100  1", rows[0]);
        Assert.Equal("  13:59:50  BTCUSDT  BUY  10  100  2", rows[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(24)]
    [InlineData(60)]
    public void In_a_low_terminal_lists_are_shortened_and_keep_what_came_last(int height)
    {
        Trade();
        for (int number = 0; number < 100; number++)
            Add($$"""{"action": "TICK", "n": {{number}}}""");

        string[] lines = [.. Render(height: height)];

        Assert.InRange(lines.Length, Math.Min(height, 24), height);
        if (height >= 24)
            Assert.EndsWith("n=99", lines[^1], StringComparison.Ordinal);
        if (height == 60)
            Assert.Equal(height, lines.Length);
    }

    [Fact]
    public void Shortened_lists_say_of_how_many_they_show_some()
    {
        for (int number = 0; number < 12; number++)
            Add(Order("ORDER_PLACED", $"{number}", "A", "1"));

        Assert.Contains("Open orders (10 of 12)", Render());
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        Add(Order("ORDER_FILLED", "9", "A", "1"));
        _meter.Add(new LiveRecord(null, null, new LogDamage(new LogLocation("trades.log", 2, 80), 6, "No JSON.")));
        _troubles = ["The first.", "The disk \u001b[31mis slow."];
        _found = _found with
        {
            Forwarders =
            [
                Forwarder("central") with { IsRunning = true, LagEvents = 1, LastSuccess = Now },
                Forwarder("desk") with { LastError = "503", LagBytes = 2_500 },
                Forwarder("held") with { IsRunning = false, LastSuccess = Now, Held = "401" },
            ],
        };

        string[] lines = [.. Render(isCaughtUp: false)];

        Assert.Equal("! The log is still being read: the figures are those of a part of it.", lines[1]);
        Assert.Contains("Forwarder central: running, 1 event to send", lines);
        Assert.Contains("! Forwarder desk: not known, 2.5 kB to send: 503", lines);
        Assert.Contains("! Forwarder held: not running: 401", lines);
        Assert.Contains("! 1 line of the log cannot be read.", lines);
        Assert.Contains("! The first.", lines);
        Assert.Contains(lines, line => line.StartsWith("! ", StringComparison.Ordinal)
            && line.Contains("FillWithoutOrder 1", StringComparison.Ordinal));
        Assert.Contains("! The disk \\u001b[31mis slow.", lines);
    }

    [Fact]
    public void A_broken_chain_and_those_who_write_are_shown()
    {
        string hash = new('0', 64);
        foreach (int number in new[] { 1, 3 })
        {
            Add(
                $$"""{"action": "A", "evidence": {"host": "h", "pid": 7}, "seq": {{number}}, "prev": "{{hash}}"}""");
        }

        string[] lines = [.. Render()];

        Assert.Contains("Health   last event 10 s ago, 1 writer, chain at 3", lines);
        Assert.Contains("! 1 break of the chain: see Test-TradeLog.", lines);
    }

    [Fact]
    public void Nothing_that_a_log_holds_drives_the_terminal()
    {
        const string Hostile = "\\u001b]0;owned\\u0007\\u001b[2J\\r\\n\\u202e\\u009b31m";
        foreach (string action in new[] { "ORDER_PLACED", "ORDER_FILLED" })
        {
            string more = $$""", "fee": 1, "fee_currency": "{{Hostile}}", "account": "{{Hostile}}" """;
            Add(Order(action, Hostile, Hostile, "1", more));
        }

        Add($$"""{"action": "{{Hostile}}", "{{Hostile}}": "{{Hostile}}"}""");
        _meter.Add(new LiveRecord(
            null,
            new TradingLogEntry(
                Now, LogLevel.Error, "x\u001b[2J", 1, "a\r\n\u001b[2J", new LogLocation("trading.log", 1, 0)),
            null));
        _troubles = ["\u001b[2J"];

        Assert.All(
            Render(), line => Assert.DoesNotContain(line, unit => char.IsControl(unit) || unit == '\u202e'));
    }

    [Fact]
    public void Every_time_is_by_the_clock_of_the_zone_and_has_a_date_on_another_day()
    {
        _meter = MeterIn(TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(9), "east", "east"));
        Trade();
        Add(Order("ORDER_PLACED", "0", "SOLUSDT", "1"), Day.AddHours(-10));

        IReadOnlyList<string> lines = Render();

        Assert.StartsWith("2025-12-18 23:00:00 +09:00", lines[0], StringComparison.Ordinal);
        Assert.Contains("  22:59:30  WARNING  trading.risk  Near the limit", lines);
        Assert.All(
            [
                "  2025-12-18 22:59:50 | ORDER_PLACED",
                "  2025-12-17 23:00:00  SOLUSDT",
                "  22:59:50             ETHUSDT",
            ],
            opening => Assert.Contains(lines, line => line.StartsWith(opening, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_long_symbol_hides_no_number_of_a_narrow_terminal()
    {
        Trade();
        Add(Order("ORDER_FILLED", "9", new string('X', 60), "25"));

        IReadOnlyList<string> lines = Render(width: 40);

        Assert.Contains("  BTCUSDT              LONG  0.5  100", lines);
        Assert.Contains($"  {new string('X', 18)}…  LONG   25  100", lines);
        Assert.Contains(Render(), line => line.Contains(new string('X', 60), StringComparison.Ordinal));
    }

    [Fact]
    public void A_forwarder_tells_what_it_has_lost()
    {
        _found = _found with
        {
            Forwarders =
            [
                Forwarder("desk") with { IsRunning = true, LastSuccess = Now, DeadLetters = 2, Gaps = 1 },
                Forwarder("lost") with { IsRunning = true, LastSuccess = Now, LagError = "No access." },
            ],
        };

        Assert.Contains("! Forwarder desk: running, 2 dead letters, 1 day lost", Render());
        Assert.Contains("! Forwarder lost: running: No access.", Render());
    }

    private static LiveSummaryMeter MeterIn(TimeZoneInfo zone) => new(
        new LiveSummaryOptions
        {
            LogDirectory = Path.Combine(Path.GetPathRoot(Path.GetTempPath())!, "logs"),
            Activity = new TradeActivityOptions { TimeZone = zone },
            Now = () => Now,
        },
        Day.ToOffset(zone.BaseUtcOffset) - zone.BaseUtcOffset,
        readFrom: null);

    private static ForwarderState Forwarder(string name) => new()
    {
        Name = name,
        LogDirectory = "logs",
        DeadLetterPath = "dead",
    };

    private void Trade()
    {
        foreach ((int hour, int id) in new[] { (10, 1), (11, 2) })
        {
            Add(Order("ORDER_PLACED", $"{id}", "BTCUSDT", "0.5"), Day.AddHours(hour));
            Add(
                Order("ORDER_FILLED", $"{id}", "BTCUSDT", "0.5", Fee),
                Day.AddHours(hour).AddSeconds(1));
        }

        Add(
            $$"""
            {"action": "POSITION_CLOSED", "symbol": "BTCUSDT", "side": "SELL", "quantity": 0.5, "exit_price": 120,
            "pnl": 10, "pnl_currency": "USDT"{{Fee}}}
            """,
            Day.AddHours(12));
        Add(Order("ORDER_PLACED", "3", "ETHUSDT", "20"));
        Note(LogLevel.Warning, "trading.risk", "Near the limit", 30);
        Note(LogLevel.Error, "trading.main", "Connection lost", 15);
    }

    private void Note(LogLevel level, string logger, string message, int secondsAgo) => _meter.Add(new LiveRecord(
        null,
        new TradingLogEntry(
            Now.AddSeconds(-secondsAgo), level, logger, 1, message, new LogLocation("trading.log", 1, 0)),
        null));

    private static string Order(string action, string id, string symbol, string quantity, string more = "") =>
        $$"""
        {"action": "{{action}}", "order_id": "{{id}}", "symbol": "{{symbol}}", "side": "BUY", "quantity": {{quantity}},
        "price": 100{{more}}}
        """;

    private void Add(string json, DateTimeOffset? time = null)
    {
        string timestamp = (time ?? Now.AddSeconds(-10))
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        string line = $$"""{"timestamp": "{{timestamp}}", """ + json.Trim()[1..].ReplaceLineEndings(" ");
        _meter.Add(new LiveRecord(TradeEvent.Parse(Encoding.UTF8.GetBytes(line)), null, null));
    }

    private IReadOnlyList<string> Render(int? width = null, int? height = null, bool isCaughtUp = true) =>
        SummaryText.Render(_meter.Summarize(isCaughtUp, _found, _troubles), width, height);
}
