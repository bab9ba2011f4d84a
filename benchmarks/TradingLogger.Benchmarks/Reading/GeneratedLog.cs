using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Benchmarks.Reading;

/// <summary>Thirty days of events as the product writes them, always the same for the same size.</summary>
internal static class GeneratedLog
{
    private const int Days = 30;
    private const int Seed = 20251218;

    private static readonly string[] Actions = ["SIGNAL_GENERATED", "ORDER_PLACED", "ORDER_FILLED", "POSITION_CLOSED"];
    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "ADAUSDT"];

    /// <summary>The first moment of the first day.</summary>
    public static DateTimeOffset Beginning { get; } = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the files of the days.</summary>
    /// <param name="directory">The log directory.</param>
    /// <param name="bytes">How many bytes in all, about.</param>
    /// <returns>How many events were written.</returns>
    public static long Write(string directory, long bytes)
    {
        Directory.CreateDirectory(directory);
        var random = new Random(Seed);
        long count = 0;
        for (int day = 0; day < Days; day++)
            count += WriteDay(directory, day, bytes / Days, random);
        return count;
    }

    private static long WriteDay(string directory, int day, long bytes, Random random)
    {
        DateTimeOffset date = Beginning.AddDays(day);
        string name = day == Days - 1 ? "trades.log" : FormattableString.Invariant($"trades.log.{date:yyyy-MM-dd}");
        using FileStream file = File.Create(Path.Combine(directory, name));
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        var buffer = new Utf8Buffer();
        long count = 0;
        while (file.Position < bytes)
        {
            buffer.Clear();
            DateTimeOffset time = date.AddTicks((long)(TimeSpan.TicksPerDay * (file.Position / (double)bytes)));
            writer.Write(buffer, time, Actions[random.Next(Actions.Length)], Members(random, count++), null);
            buffer.Write((byte)'\n');
            file.Write(buffer.Written);
        }

        return count;
    }

    private static Dictionary<string, object?> Members(Random random, long number) => new()
    {
        ["symbol"] = Symbols[random.Next(Symbols.Length)],
        ["order_id"] = number,
        ["side"] = random.Next(2) == 0 ? "BUY" : "SELL",
        ["quantity"] = Math.Round(random.NextDouble(), 3),
        ["price"] = Math.Round(50_000 + (random.NextDouble() * 1000), 2),
        ["strategy"] = "MockSMA",
    };
}
