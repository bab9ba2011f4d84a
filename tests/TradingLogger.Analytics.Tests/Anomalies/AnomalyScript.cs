using System.Globalization;
using System.Text;
using TradingLogging.Analytics.Anomalies;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Tests.Anomalies;

/// <summary>A log whose days are alike, with what is planted in it.</summary>
internal sealed class AnomalyScript(
    DateTimeOffset start, TimeZoneInfo? zone = null, AnomalySensitivity sensitivity = AnomalySensitivity.Normal)
{
    private readonly Random _random = new(1);
    private DateTimeOffset _time = start;
    private int _id;

    public TradeAnomalyDetector Detector { get; } = new(
        new TradeAnomalyOptions { TimeZone = zone ?? TimeZoneInfo.Utc, Sensitivity = sensitivity });

    public bool IsReversed { get; init; }

    public List<TradeAnomaly> Found { get; } = [];

    public static TradeEvent Event(DateTimeOffset time, string text)
    {
        string[] words = text.Split(' ');
        string stamp = time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        IEnumerable<string> members = words.Skip(1).Select(word => word.Split('=')).Select(
            pair => $",\"{pair[0]}\":\"{pair[1]}\"");
        return TradeEvent.Parse(Encoding.UTF8.GetBytes(
            $"{{\"timestamp\":\"{stamp}\",\"action\":\"{words[0]}\"{string.Concat(members)}}}"));
    }

    /// <summary>Heartbeats alone, one a minute.</summary>
    public AnomalyScript Quiet(double days)
    {
        for (DateTimeOffset end = _time.AddDays(days); _time < end; _time = _time.AddMinutes(1))
            Detector.Add(Event(_time, "HEARTBEAT"));
        Found.AddRange(Detector.TakeFound());
        return this;
    }

    /// <summary>Events that follow each other, in their order or in the other one.</summary>
    public AnomalyScript Each(TimeSpan step, int count, Func<int, string> eventOf)
    {
        for (int number = 0; number < count; number++)
            Detector.Add(Event(_time + (number * step), eventOf(IsReversed ? count - 1 - number : number)));
        _time += count * step;
        return this;
    }

    /// <summary>A heartbeat and an order a minute.</summary>
    public AnomalyScript Trades(
        double days, bool isRejected = false, bool hasHeartbeat = true, double latency = 50, double slippage = 1,
        double pnl = 10)
    {
        for (DateTimeOffset end = _time.AddDays(days); _time < end; _time = _time.AddMinutes(1))
        {
            if (hasHeartbeat)
                Detector.Add(Event(_time, "HEARTBEAT"));
            string order = $"order_id=o{++_id} symbol=BTCUSDT side=buy quantity=1";
            Detector.Add(Event(_time.AddSeconds(1), "SIGNAL_GENERATED symbol=BTCUSDT price=10000"));
            Detector.Add(Event(_time.AddSeconds(2), "ORDER_PLACED " + order));
            DateTimeOffset answer = _time.AddSeconds(2).AddMilliseconds(Math.Round(latency * (1 + Noise())));
            double price = 10000 + slippage + Noise();
            Detector.Add(Event(answer, isRejected ? "ORDER_REJECTED " + order
                : FormattableString.Invariant($"ORDER_FILLED {order} price={price:0.00}")));
            if (!isRejected)
            {
                Detector.Add(Event(answer.AddSeconds(1), FormattableString.Invariant(
                    $"POSITION_CLOSED symbol=BTCUSDT pnl={pnl + Noise():0.00}")));
            }
        }

        Found.AddRange(Detector.TakeFound());
        return this;
    }

    // What is planted is far beyond it.
    private double Noise() => 0.1 * (_random.NextDouble() - 0.5);
}
