using System.Text;
using TradingLogging.Analytics;
using TradingLogging.Reading;

namespace TradingLogging.Tests.Trades.Activity;

/// <summary>A trade log written down line by line: a time, an action and the members as JSON without braces.</summary>
internal sealed class TradeScript
{
    private readonly TradeActivityMeter _meter = new();

    public static TradeActivity Measure(params ReadOnlySpan<(string Time, string Action, string Members)> lines)
    {
        var script = new TradeScript();
        foreach (var (time, action, members) in lines)
            script.Add(time, action, members);
        return script.Measure();
    }

    public static TradeEvent Event(string time, string action, string members)
    {
        var timestamp = time.Length > 15 ? time : $"2025-12-18T{time}+01:00";
        var line = $"{{\"timestamp\": \"{timestamp}\", \"action\": \"{action}\"{(members.Length == 0 ? "" : ", ")}{members}}}";
        return TradeEvent.Parse(Encoding.UTF8.GetBytes(line));
    }

    public TradeScript Add(string time, string action, string members = "")
    {
        _meter.Add(Event(time, action, members));
        return this;
    }

    public TradeActivity Measure() => _meter.Measure();
}
