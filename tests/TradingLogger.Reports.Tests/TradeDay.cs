using System.Text;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;

namespace TradingLogging.Reports.Tests;

/// <summary>Trading days to make reports of.</summary>
internal static class TradeDay
{
    /// <summary>What a page must show and must not obey, wherever it stands.</summary>
    public const string Hostile =
        "<script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>&lt;]]>`${1}` \u202e\u0000";

    /// <summary>The zone of the days, whatever the machine has.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone(
        "day",
        TimeSpan.FromHours(1),
        "day",
        "day");

    /// <summary>Two symbols, two strategies, a gain, a loss, an order that is open, and one that was
    /// cancelled.</summary>
    public static TradeEvent[] Clean { get; } =
    [
        Event("09:00:00", "SIGNAL_GENERATED", "\"symbol\": \"BTCUSDT\", \"strategy\": \"SMA\""),
        Event(
            "09:00:00.25",
            "ORDER_PLACED",
            "\"symbol\": \"BTCUSDT\", \"order_id\": \"a1\", \"side\": \"BUY\", \"quantity\": 0.10, "
                + "\"price\": 50000.00"),
        Event(
            "09:00:02",
            "ORDER_FILLED",
            "\"symbol\": \"BTCUSDT\", \"order_id\": \"a1\", \"side\": \"BUY\", \"quantity\": 0.10, "
                + "\"price\": 50010.50, \"fee\": 1.25"),
        Event("09:30:00", "POSITION_CLOSED", "\"symbol\": \"BTCUSDT\", \"quantity\": 0.10, \"pnl\": 99.10"),
        Event("10:00:00", "SIGNAL_GENERATED", "\"symbol\": \"ETHUSDT\", \"strategy\": \"Breakout\""),
        Event(
            "10:00:01",
            "ORDER_PLACED",
            "\"symbol\": \"ETHUSDT\", \"order_id\": \"a2\", \"side\": \"SELL\", \"quantity\": 2, \"price\": 4000"),
        Event(
            "10:00:09",
            "ORDER_FILLED",
            "\"symbol\": \"ETHUSDT\", \"order_id\": \"a2\", \"side\": \"SELL\", \"quantity\": 2, "
                + "\"price\": 4000, \"fee\": 0.75"),
        Event("10:20:00", "POSITION_CLOSED", "\"symbol\": \"ETHUSDT\", \"quantity\": 2, \"pnl\": -140.005"),
        Event(
            "10:30:00",
            "ORDER_PLACED",
            "\"symbol\": \"ETHUSDT\", \"order_id\": \"a3\", \"side\": \"BUY\", \"quantity\": 1"),
        Event(
            "10:40:00",
            "ORDER_PLACED",
            "\"symbol\": \"ETHUSDT\", \"order_id\": \"a10\", \"side\": \"BUY\", \"quantity\": 1.5"),
        Event("10:41:00", "ORDER_CANCELLED", "\"order_id\": \"a10\""),
    ];

    /// <summary>Faults, and hostile text in every member that a report shows.</summary>
    public static TradeEvent[] Faulty { get; } =
    [
        .. Clean,
        Event("10:50:00", Hostile, $"\"symbol\": \"{Json(Hostile)}\", \"strategy\": \"{Json(Hostile)}\""),
        Event(
            "10:50:00",
            "ORDER_PLACED",
            $"\"symbol\": \"{Json(Hostile)}\", \"order_id\": \"{Json(Hostile)}\", \"side\": \"{Json(Hostile)}\", "
                + $"\"strategy\": \"{Json(Hostile)}\", \"quantity\": 1"),
        Event(
            "10:51:00",
            "ORDER_FILLED",
            $"\"symbol\": \"{Json(Hostile)}\", \"order_id\": \"{Json(Hostile)}\", \"quantity\": 3"),
        Event("10:52:00", "POSITION_CLOSED", $"\"symbol\": \"{Json(Hostile)}\", \"quantity\": 3, \"pnl\": 7"),
        Event("10:53:00", "ORDER_FILLED", $"\"order_id\": \"ghost {Json(Hostile)}\""),
        Event("10:40:00", "ORDER_PLACED", "\"symbol\": \"ETHUSDT\", \"order_id\": \"a3\""),
        Event("10:54:00", "POSITION_CLOSED", "\"symbol\": \"BTCUSDT\", \"pnl\": \"much\""),
    ];

    /// <summary>A report of events.</summary>
    public static TradeReport Report(IEnumerable<TradeEvent> events, string? title = null, string source = "")
    {
        TradeEvent[] all = [.. events];
        var meter = new TradeActivityMeter(new TradeActivityOptions { Timelines = all.Length, TimeZone = Zone });
        foreach (TradeEvent tradeEvent in all)
            meter.Add(tradeEvent);
        return new TradeReport { Activity = meter.Measure(), Events = all, Title = title, Source = source };
    }

    /// <summary>An event of 18 December 2025, members as JSON without braces.</summary>
    public static TradeEvent Event(string time, string action, string members = "") =>
        TradeEvent.Parse(Encoding.UTF8.GetBytes(
        $"{{\"timestamp\": \"2025-12-18T{time}+01:00\", "
            + $"\"action\": \"{Json(action)}\"{(members.Length == 0 ? "" : ", ")}{members}}}"));

    /// <summary>What a writer gives in a format.</summary>
    public static byte[] Write(TradeReport report, TradeReportFormat format)
    {
        using var stream = new MemoryStream();
        new TradeReportWriter().Write(report, format, stream);
        return stream.ToArray();
    }

    /// <summary>The text that a writer gives in a format.</summary>
    public static string Text(TradeReport report, TradeReportFormat format) =>
        Encoding.UTF8.GetString(Write(report, format));

    private static string Json(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();
}
