using System.Globalization;
using System.Text;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.Live.Sources;
using TradingLogging.Logging;
using TradingLogging.Reading;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>Records of a made-up day, and what an engine says of them.</summary>
internal static class AlertDay
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A moment of the day, as the time after its start in <c>m:ss</c> or <c>h:mm:ss</c>.</summary>
    public static DateTimeOffset At(string after) => Start + After(after);

    public static TimeSpan After(string text)
    {
        string[] parts = text.Split(':');
        int hours = parts.Length == 3 ? int.Parse(parts[0], CultureInfo.InvariantCulture) : 0;
        return new TimeSpan(
            hours,
            int.Parse(parts[^2], CultureInfo.InvariantCulture),
            0) + TimeSpan.FromSeconds(double.Parse(parts[^1], CultureInfo.InvariantCulture));
    }

    public static LiveRecord Event(DateTimeOffset time, string action, string members = "")
    {
        string json = FormattableString.Invariant(
            $"{{\"timestamp\":\"{time:yyyy-MM-ddTHH:mm:ss.fffffffzzz}\",\"action\":\"{action}\"")
            + (members.Length > 0 ? "," + members : "") + "}";
        return new LiveRecord(TradeEvent.Parse(Encoding.UTF8.GetBytes(json)), null, null);
    }

    public static LiveRecord Event(string after, string action, string members = "") =>
        Event(At(after), action, members);

    public static LiveRecord Record(string after, LogLevel level, string logger, string message) => new(
        null, new TradingLogEntry(At(after), level, logger, 1, message, default), null);

    public static LiveRecord Damage(long line = 1) => new(
        null, null, new LogDamage(new LogLocation("/logs/trades.log", line, 0), 17, "It is torn."));

    /// <summary>What an engine tells of records, read one after the other, up to an end.</summary>
    public static List<string> Tell(AlertRule rule, string end, params LiveRecord[] records) =>
        [.. TellAll([rule], At(end), records).Select(Show)];

    public static List<Alert> TellAll(
        IReadOnlyList<AlertRule> rules, DateTimeOffset end, IReadOnlyList<LiveRecord> records,
        AlertEngineOptions? options = null)
    {
        AlertEngine engine = Engine(rules, options);
        foreach (LiveRecord record in records)
            engine.Observe(record);
        return [.. engine.AdvanceTo(end + engine.Lateness)];
    }

    public static AlertEngine Engine(IReadOnlyList<AlertRule> rules, AlertEngineOptions? options = null) =>
        new(rules, "/logs", options ?? new AlertEngineOptions { ReadFrom = Start });

    /// <summary>An alert as <c>fires 5:00 summary</c> or <c>resolved 7:30</c>.</summary>
    public static string Show(Alert alert) => alert.Status == AlertStatus.Firing
        ? $"fires {Clock(alert.StartsAt)}: {alert.Summary}"
        : $"resolved {Clock(alert.EndsAt!.Value)}";

    public static string Clock(DateTimeOffset time) => (time - Start).ToString(
        time - Start >= TimeSpan.FromHours(1) ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
