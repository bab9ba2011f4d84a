using System.Globalization;
using System.Text;
using TradingLogging.Reading;

namespace TradingLogging.Benchmarks.Anomalies;

/// <summary>What goes wrong in a traded day, and by how much.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="From">The minute of the day in which it begins.</param>
/// <param name="Minutes">How long it lasts.</param>
internal sealed record Fault(string Name, int From, int Minutes)
{
    /// <summary>How often an order is rejected.</summary>
    public double Rejects { get; init; } = 0.01;

    /// <summary>By what latencies are multiplied.</summary>
    public double Latency { get; init; } = 1;

    /// <summary>What is added to the slippage, in hundredths of a percent.</summary>
    public double Slippage { get; init; }

    /// <summary>By what the number of signals is multiplied.</summary>
    public double Signals { get; init; } = 1;

    /// <summary>Whether heartbeats are missing.</summary>
    public bool HasNoHeartbeat { get; init; }

    /// <summary>By what one pnl is multiplied.</summary>
    public double Pnl { get; init; } = 1;

    /// <summary>Whether it goes on at a minute of the day.</summary>
    public bool IsAt(int minute) => minute >= From && minute < From + Minutes;
}

/// <summary>Makes the trade log of days that follow the prices and volumes of a real day: signals, orders, fills,
/// rejects, cancels, closes and heartbeats, with noise of a seed.</summary>
/// <param name="candles">The close and the volume of each minute.</param>
/// <param name="seed">The seed.</param>
internal sealed class TradedDay((decimal Close, double Volume)[] candles, int seed)
{
    private const double SignalsAMinute = 2;

    private readonly Random _random = new(seed);
    private readonly List<(DateTimeOffset Time, string Action, string Members)> _events = [];
    private readonly double _meanVolume = candles.Average(candle => candle.Volume);
    private int _id;

    /// <summary>Reads the candles of a file with the columns time, open, high, low, close and volume.</summary>
    public static (decimal Close, double Volume)[] ReadCandles(string file) =>
    [
        .. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(row => (
            decimal.Parse(row[4], CultureInfo.InvariantCulture),
            double.Parse(row[5], CultureInfo.InvariantCulture))),
    ];

    /// <summary>The events of a day.</summary>
    /// <param name="date">The day.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    public IEnumerable<TradeEvent> Events(DateTimeOffset date, Fault? fault)
    {
        _events.Clear();
        double level = Math.Exp(0.2 * Normal()), hour = 1;
        for (int minute = 0; minute < candles.Length; minute++)
        {
            if (minute % 60 == 0)
                hour = level * Math.Exp(0.2 * Normal());
            AddMinute(date.AddMinutes(minute), candles[minute], hour, fault?.IsAt(minute) == true ? fault : null);
        }

        return _events.OrderBy(one => one.Time).Select(EventOf);
    }

    private void AddMinute(DateTimeOffset time, (decimal Close, double Volume) candle, double level, Fault? fault)
    {
        if (fault?.HasNoHeartbeat != true)
            Add(time.AddSeconds(5), "HEARTBEAT", "");
        double mean = SignalsAMinute * level * Math.Sqrt(candle.Volume / _meanVolume) * (fault?.Signals ?? 1);
        for (int count = Poisson(mean); count > 0; count--)
            AddTrade(time.AddSeconds(59 * _random.NextDouble()), candle.Close, fault);
    }

    private void AddTrade(DateTimeOffset time, decimal price, Fault? fault)
    {
        string id = "o" + ++_id;
        Add(time, "SIGNAL_GENERATED", $"\"symbol\":\"BTCUSDT\",\"price\":{price}");
        time = time.AddMilliseconds(Latency(5));
        string order = $"\"order_id\":\"{id}\",\"symbol\":\"BTCUSDT\",\"side\":\"buy\",\"quantity\":0.01";
        Add(time, "ORDER_PLACED", order);
        time = time.AddMilliseconds(Latency(60) * (fault?.Latency ?? 1));
        double luck = _random.NextDouble();
        if (luck < (fault?.Rejects ?? 0.01))
        {
            Add(time, "ORDER_REJECTED", order);
        }
        else if (luck > 0.95)
        {
            Add(time, "ORDER_CANCELLED", order);
        }
        else
        {
            double slippage = 1 + Normal() + (fault?.Slippage ?? 0);
            decimal paid = decimal.Round(price * (1 + ((decimal)slippage / 10_000)), 2);
            Add(time, "ORDER_FILLED", $"{order},\"price\":{paid}");
            AddClose(time.AddSeconds(20 * _random.NextDouble()), fault);
        }
    }

    private void AddClose(DateTimeOffset time, Fault? fault)
    {
        double pnl = (0.05 + Normal()) * 2 * (fault?.Pnl ?? 1);
        Add(time, "POSITION_CLOSED", FormattableString.Invariant($"\"symbol\":\"BTCUSDT\",\"pnl\":{pnl:0.00}"));
    }

    private void Add(DateTimeOffset time, string action, string members) => _events.Add((time, action, members));

    private static TradeEvent EventOf((DateTimeOffset Time, string Action, string Members) one)
    {
        string members = one.Members.Length > 0 ? "," + one.Members : "";
        return TradeEvent.Parse(Encoding.UTF8.GetBytes(
            $"{{\"timestamp\":\"{one.Time:yyyy-MM-dd'T'HH:mm:ss.ffffffK}\",\"action\":\"{one.Action}\"{members}}}"));
    }

    private double Latency(double median) => median * Math.Exp(0.4 * Normal());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()))
        * Math.Cos(2 * Math.PI * _random.NextDouble());

    private int Poisson(double mean)
    {
        int count = -1;
        for (double product = 1, bound = Math.Exp(-mean); product > bound; count++)
            product *= _random.NextDouble();
        return count;
    }
}
