using System.Text;
using TradingLogging.Analytics.Findings;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Tests;

/// <summary>A trade log written down line by line: a time, an action and the members as JSON without braces.</summary>
internal sealed class TradeScript(TradeActivityOptions? options = null)
{
    private readonly TradeActivityMeter _meter = new(options ?? new TradeActivityOptions { TimeZone = Zone });

    /// <summary>The zone of the tests' day: one hour before UTC, whatever the machine has.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone(
        "test", TimeSpan.FromHours(1), "test", "test");

    public static TradeActivity Measure(params ReadOnlySpan<(string Time, string Action, string Members)> lines)
    {
        var script = new TradeScript();
        foreach (var (time, action, members) in lines)
            script.Add(time, action, members);
        return script.Measure();
    }

    /// <summary>Measures lines of the form <c>ACTION member=value …</c>, a second apart. P, F, F*, X and C stand for
    /// the placing, the fill, the partial fill, the cancel and the close.</summary>
    public static TradeActivity Run(params ReadOnlySpan<string> lines) => RunWith(null, lines);

    public static TradeActivity RunWith(TradeActivityOptions? options, params ReadOnlySpan<string> lines)
    {
        var script = new TradeScript(options is null ? null : options with { TimeZone = Zone });
        for (int i = 0; i < lines.Length; i++)
            script.AddLine(i, lines[i]);
        return script.Measure();
    }

    public static IEnumerable<TradeFindingKind> Kinds(TradeActivity activity) => activity.Findings.Select(
        finding => finding.Kind);

    public static TradeEvent Event(string time, string action, string members)
    {
        var timestamp = time.Length > 15 ? time : $"2025-12-18T{time}+01:00";
        string rest = members.Length == 0 ? "" : ", " + members;
        var line = $"{{\"timestamp\": \"{timestamp}\", \"action\": \"{action}\"{rest}}}";
        return TradeEvent.Parse(Encoding.UTF8.GetBytes(line));
    }

    public TradeScript Add(string time, string action, string members = "")
    {
        _meter.Add(Event(time, action, members));
        return this;
    }

    public TradeActivity Measure() => _meter.Measure();

    public IReadOnlyList<Orders.TradeOrder> Orders() => _meter.MeasureOrders();

    private void AddLine(int second, string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string action = words[0] switch
        {
            "P" => "ORDER_PLACED",
            "F" => "ORDER_FILLED",
            "F*" => "ORDER_PARTIALLY_FILLED",
            "X" => "ORDER_CANCELLED",
            "R" => "ORDER_REJECTED",
            "C" => "POSITION_CLOSED",
            "O" => "POSITION_OPENED",
            "S" => "SIGNAL_GENERATED",
            var other => other,
        };
        IEnumerable<string> members = words.Skip(1).Select(word => word.Split('=', 2)).Select(
            pair => $"\"{NameOf(pair[0])}\": {ValueOf(pair[1])}");
        Add($"{10 + (second / 3600):00}:{second / 60 % 60:00}:{second % 60:00}", action, string.Join(", ", members));
    }

    private static string NameOf(string name) => name switch
    {
        "s" => "symbol",
        "id" => "order_id",
        "q" => "quantity",
        "p" => "price",
        _ => name,
    };

    private static string ValueOf(string value) =>
        value.Length > 0 && (char.IsAsciiDigit(value[0]) || value[0] is '-' or '{' or '[' or '"') ? value
            : $"\"{value}\"";
}
