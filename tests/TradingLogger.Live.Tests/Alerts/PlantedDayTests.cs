using System.Globalization;
using System.Text;
using TradingLogging.Forwarding;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.Live.Sources;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>A day of a bot with planted faults, watched by the rules of <c>samples/alerts/rules.json</c>.</summary>
public sealed class PlantedDayTests : IDisposable
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    // docs/alerts.md shows this table.
    private static readonly string[] Expected =
    [
        "silent 09:15:00 - 09:23:00, 2 told: The bot is silent: no HEARTBEAT for 5 min, the last one at"
            + " 2026-11-20 09:10:00 +00:00",
        "reject-ratio 11:00:30 - 11:31:30, 2 told: 4 of 10 orders rejected in 30 min, more than 30 %",
        "rejects 11:00:50 - 11:11:10, 2 told: 6 ORDER_REJECTED in 5 min, more than 5; ETHUSDT",
        "drawdown 13:00:02 - , 3 told: The net pnl has fallen by 600 to -600 within 24 h, more than 500; USDT",
        "slow-fills 14:01:40 - 14:17:41, 2 told: 95 % of 5 took at most 20 s from order to fill in 15 min, more than"
            + " 5 s",
        "reconciliation 15:02:00 - 16:02:00, 2 told: 1 Fill*, LateFill, DuplicateEvent, CloseWithoutPosition,"
            + " PnlMismatch, DamagedLine in 60 min, more than 0; FillWithoutOrder",
        "reconciliation 15:40:00 - 16:40:00, 2 told: 1 Fill*, LateFill, DuplicateEvent, CloseWithoutPosition,"
            + " PnlMismatch, DamagedLine in 60 min, more than 0; DamagedLine",
        "errors 16:30:00 - 16:45:00, 2 told: 1 ERROR records in 5 min, more than 0; trading.orders",
        "silent 19:05:00 - 22:00:00, 2 told: The bot is silent: no HEARTBEAT for 5 min, the last one at"
            + " 2026-11-20 19:00:00 +00:00",
    ];

    private const string ForwarderLag =
        "The oldest event to be sent has waited for 6 min 15 s, more than 5 min; collector";

    private readonly string _directory = Directory.CreateTempSubdirectory("planted-day-").FullName;
    private readonly List<(DateTimeOffset Time, string Line)> _lines = [];
    private int _order;

    public PlantedDayTests()
    {
        Plant();
        string[] lines = [.. _lines.OrderBy(line => line.Time).Select(line => line.Line)];
        File.WriteAllLines(Path.Combine(_directory, "trades.log"), lines);
        File.WriteAllLines(
            Path.Combine(_directory, "trading.log"),
            [
                $"{TextTime("09:00:00")} | INFO     | trading:12 | started",
                $"{TextTime("16:30:00")} | ERROR    | trading.orders:80 | The connection is lost.",
                "   at line 80",
                $"{TextTime("16:31:00")} | INFO     | trading.orders:81 | back",
            ]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_replay_finds_each_planted_fault_at_its_time_and_nothing_else()
    {
        var replay = new AlertReplay(
            Rules(), _directory, new AlertReplayOptions { Until = Midnight.AddDays(1) });

        Assert.Equal(Expected, Play(replay));
        Assert.Equal((0, 0), (replay.LateRecords, replay.FutureRecords));
    }

    [Fact]
    public void A_replay_from_a_moment_behind_the_history_gives_the_same_from_there()
    {
        var replay = new AlertReplay(Rules(), _directory, new AlertReplayOptions
        {
            Since = Midnight.AddHours(14),
            Until = Midnight.AddDays(1),
        });

        // What fires at the moment is given, too.
        Assert.Equal(Expected.Skip(3), Play(replay));
    }

    [Fact]
    public void The_engine_tells_the_same_while_the_day_passes_and_of_the_forwarder_that_lags()
    {
        DateTimeOffset now = Midnight;
        var engine = new AlertEngine(Rules(), _directory, new AlertEngineOptions
        {
            ReadFrom = Midnight,
            Forwarders = () => [Forwarder(now)],
            FreeBytes = () => 100_000_000_000,
        });
        Queue<LiveRecord> records = Records();
        List<Alert> told = [];
        for (; now <= Midnight.AddDays(1); now = now.AddSeconds(5))
        {
            while (records.Count > 0 && TimeOf(records.Peek()) <= now)
                engine.Observe(records.Dequeue());
            told.AddRange(engine.AdvanceTo(now));
        }

        string[] lag = [.. told.Where(alert => alert.Name == "forwarder-lag").Select(
            alert => $"{alert.Status} {(alert.EndsAt ?? alert.StartsAt).UtcDateTime:HH:mm:ss} {alert.Summary}")];
        Assert.Equal(2, lag.Length);
        Assert.Equal($"Firing 17:06:15 {ForwarderLag}", lag[0]);
        Assert.Equal($"Resolved 17:20:00 {ForwarderLag}", lag[1]);
        Assert.Equal(
            Expected.Select(line => line.Split(' ')[..2]).Select(words => string.Join(' ', words)),
            told.Where(alert => alert.Status == AlertStatus.Firing && alert.Name != "forwarder-lag")
                .Select(alert => $"{alert.Name} {alert.StartsAt.UtcDateTime:HH:mm:ss}"));
    }

    private static IReadOnlyList<AlertRule> Rules()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "TradingLogger.sln")))
            directory = Path.GetDirectoryName(directory)!;
        return AlertRuleFile.Read(Path.Combine(directory, "samples", "alerts", "rules.json"));
    }

    private static ForwarderState Forwarder(DateTimeOffset now)
    {
        DateTimeOffset stuck = Midnight.AddHours(17);
        return new ForwarderState
        {
            Name = "collector",
            LogDirectory = "/logs",
            DeadLetterPath = "/logs/dead",
            OldestUnsent = now >= stuck && now < stuck.AddMinutes(20) ? stuck : null,
        };
    }

    private static DateTimeOffset TimeOf(LiveRecord record) =>
        record.Event?.Timestamp ?? record.Entry?.Timestamp ?? DateTimeOffset.MinValue;

    private static DateTimeOffset At(string clock) =>
        Midnight + TimeSpan.Parse(clock, CultureInfo.InvariantCulture);

    // A line of text has the machine's wall clock.
    private static string TextTime(string clock) =>
        At(clock).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private IEnumerable<string> Play(AlertReplay replay) =>
        replay.Run(TradeLog.InDirectory(_directory), TradingLog.InDirectory(_directory))
            .OrderBy(episode => episode.Started)
            .Select(episode => $"{episode.Rule} {episode.Started.UtcDateTime:HH:mm:ss} - "
                + $"{episode.Ended?.UtcDateTime:HH:mm:ss}, {episode.Notifications} told: {episode.Summary}");

    private Queue<LiveRecord> Records()
    {
        List<LiveRecord> records = [];
        var damages = new LogReadOptions { Damaged = damage => records.Add(new LiveRecord(null, null, damage)) };
        foreach (TradeEvent read in TradeLog.InDirectory(_directory).Read(null, damages))
            records.Add(new LiveRecord(read, null, null));
        foreach (TradingLogEntry entry in TradingLog.InDirectory(_directory).Read())
        {
            int place = records.FindIndex(one => TimeOf(one) > entry.Timestamp);
            records.Insert(place, new LiveRecord(null, entry, null));
        }

        return new Queue<LiveRecord>(records);
    }

    private void Plant()
    {
        // The bot lives from 08:00 to 19:00; its heartbeats are missing for a while, and at the end for good.
        for (DateTimeOffset time = At("08:00:00"); time <= At("19:00:00"); time = time.AddMinutes(1))
        {
            if (time <= At("09:10:00") || time >= At("09:23:00"))
                Write(time, "HEARTBEAT");
        }

        for (DateTimeOffset time = At("08:05:00"); time < At("19:00:00"); time = time.AddMinutes(10))
            Trade(time, "BTCUSDT", "100", "100", 1);
        for (int number = 0; number < 13; number++)
        {
            string order = Order($"r{number}", "ETHUSDT", "BUY", "1", 1);
            Write(At("11:00:00").AddSeconds(10 * number), "ORDER_REJECTED", order);
        }

        Trade(At("13:00:00"), "ETHUSDT", "100", "40", 10);
        for (int number = 0; number < 5; number++)
            Trade(At("14:01:00").AddSeconds(20 * number), "SOLUSDT", "10", "10", 1, seconds: 20);
        Write(At("15:00:30"), "ORDER_FILLED", Order("99999", "XRPUSDT", "BUY", "1", 1));
        _lines.Add((At("15:40:00"), "{\"timestamp\": \"2026-11-20T15:4"));
        Write(At("15:40:00").AddTicks(1), "NOTE");
    }

    // A purchase and a sale.
    private void Trade(DateTimeOffset time, string symbol, string bought, string sold, int quantity, int seconds = 1)
    {
        Fill(time, symbol, "BUY", bought, quantity, seconds);
        Fill(time.AddSeconds(1), symbol, "SELL", sold, quantity, seconds);
    }

    private void Fill(DateTimeOffset time, string symbol, string side, string price, int quantity, int seconds)
    {
        string order = Order($"{++_order}", symbol, side, price, quantity);
        Write(time, "ORDER_PLACED", order);
        Write(time.AddSeconds(seconds), "ORDER_FILLED", order);
    }

    private static string Order(string id, string symbol, string side, string price, int quantity) =>
        $"\"order_id\":\"{id}\",\"symbol\":\"{symbol}\",\"side\":\"{side}\",\"price\":{price},\"quantity\":{quantity}";

    private void Write(DateTimeOffset time, string action, string members = "")
    {
        var line = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{{\"timestamp\": \"{time:yyyy-MM-ddTHH:mm:ss.ffffffzzz}\", ")
            .Append(CultureInfo.InvariantCulture, $"\"action\": \"{action}\"");
        if (members.Length > 0)
            line.Append(", ").Append(members);
        _lines.Add((time, line.Append('}').ToString()));
    }
}
