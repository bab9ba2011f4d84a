using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Benchmarks.Reading;

/// <summary>Days of trading in five symbols as the product logs it, always the same for the same size. In each
/// symbol a signal, an order and its fills open a position, and the same again close it.</summary>
internal static class GeneratedLog
{
    /// <summary>How many days a log has unless told otherwise.</summary>
    public const int UsualDays = 30;

    private const int Seed = 20251218;

    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "ADAUSDT"];

    /// <summary>The first moment of the first day, of a log of thirty days.</summary>
    public static DateTimeOffset Beginning { get; } = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first moment of the last day, that of <c>trades.log</c>.</summary>
    public static DateTimeOffset LastDay { get; } = Beginning.AddDays(UsualDays - 1);

    /// <summary>Writes the files of the days.</summary>
    /// <param name="directory">The log directory.</param>
    /// <param name="bytes">How many bytes in all, about.</param>
    /// <param name="days">How many days.</param>
    /// <returns>How many events were written.</returns>
    public static long Write(string directory, long bytes, int days = UsualDays)
    {
        Directory.CreateDirectory(directory);
        var random = new Random(Seed);
        var ids = new GeneratedIds();
        GeneratedTrades[] trades = [.. Symbols.Select(symbol => new GeneratedTrades(symbol, random, ids))];
        long count = 0;
        for (int day = days - 1; day >= 0; day--)
            count += WriteDay(directory, LastDay.AddDays(-day), bytes / days, random, trades);
        return count;
    }

    private static long WriteDay(
        string directory, DateTimeOffset date, long bytes, Random random, GeneratedTrades[] trades)
    {
        string name = date == LastDay ? "trades.log" : FormattableString.Invariant($"trades.log.{date:yyyy-MM-dd}");
        using FileStream file = File.Create(Path.Combine(directory, name));
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        var buffer = new Utf8Buffer();
        long count = 0;
        while (file.Position < bytes)
        {
            buffer.Clear();
            DateTimeOffset time = date.AddTicks((long)(TimeSpan.TicksPerDay * (file.Position / (double)bytes)));
            (string action, Dictionary<string, object?> members) = trades[random.Next(trades.Length)].Next();
            writer.Write(buffer, time, action, members, null);
            buffer.Write((byte)'\n');
            file.Write(buffer.Written);
            count++;
        }

        return count;
    }
}

/// <summary>The trades in one symbol, one after the other. A fourth of the orders is filled in two parts.</summary>
/// <param name="symbol">The symbol.</param>
/// <param name="random">Decides on sides, quantities and prices; shared by all symbols.</param>
/// <param name="ids">Numbers orders and executions; shared by all symbols.</param>
internal sealed class GeneratedTrades(string symbol, Random random, GeneratedIds ids)
{
    private IEnumerator<(string Action, Dictionary<string, object?> Members)>? _events;

    /// <summary>The next event.</summary>
    public (string Action, Dictionary<string, object?> Members) Next()
    {
        _events ??= Trade().GetEnumerator();
        _events.MoveNext();
        return _events.Current;
    }

    private IEnumerable<(string Action, Dictionary<string, object?> Members)> Trade()
    {
        while (true)
        {
            bool isLong = random.Next(2) == 0;
            decimal quantity = random.Next(2, 1000) / 1000m, paid = 0, got = 0;
            foreach (var entry in Order(isLong ? "BUY" : "SELL", quantity, value => paid += value))
                yield return entry;
            foreach (var exit in Order(isLong ? "SELL" : "BUY", quantity, value => got += value))
                yield return exit;
            yield return ("POSITION_CLOSED", new()
            {
                ["symbol"] = symbol,
                ["side"] = isLong ? "LONG" : "SHORT",
                ["quantity"] = quantity,
                ["pnl"] = isLong ? got - paid : paid - got,
                ["strategy"] = "MockSMA",
            });
        }
    }

    private IEnumerable<(string Action, Dictionary<string, object?> Members)> Order(
        string side, decimal quantity, Action<decimal> add)
    {
        int order = ++ids.Order;
        decimal price = Price();
        yield return ("SIGNAL_GENERATED", Members(null, side, quantity, price));
        yield return ("ORDER_PLACED", Members(order, side, quantity, price));
        decimal first = random.Next(4) == 0 ? quantity - 0.001m : quantity;
        yield return first == quantity ? Fill("ORDER_FILLED", quantity) : Fill("ORDER_PARTIALLY_FILLED", first);
        if (first < quantity)
            yield return Fill("ORDER_FILLED", quantity - first);

        (string, Dictionary<string, object?>) Fill(string action, decimal filled)
        {
            decimal at = price + (random.Next(-100, 101) / 100m);
            add(at * filled);
            Dictionary<string, object?> members = Members(order, side, filled, at);
            members["execution_id"] = "x" + ++ids.Execution;
            members["fee"] = Math.Round(at * filled * 0.0004m, 4);
            return (action, members);
        }
    }

    private decimal Price() => 50_000 + (random.Next(100_000) / 100m);

    private Dictionary<string, object?> Members(int? order, string side, decimal quantity, decimal price)
    {
        var members = new Dictionary<string, object?> { ["symbol"] = symbol };
        if (order is { } id)
            members["order_id"] = id;
        members["side"] = side;
        members["quantity"] = quantity;
        members["price"] = price;
        members["strategy"] = "MockSMA";
        return members;
    }
}

/// <summary>The ids that were given last.</summary>
internal sealed class GeneratedIds
{
    public int Order { get; set; } = 1_000_000;

    public int Execution { get; set; }
}
