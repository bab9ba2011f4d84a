using TradingLogging.Reading;

namespace TradingLogging.Reports.Tables;

/// <summary>Stands for Parquet where the library does not run.</summary>
internal static class ParquetEvents
{
    /// <summary>Says what to do instead.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static void Write(IEnumerable<TradeEvent> events, Stream destination) => throw NotHere("Csv or Json");

    /// <inheritdoc cref="Write"/>
    public static IEventFile Open(EventTable table, Stream destination, int rows) => throw NotHere("Ndjson");

    private static NotSupportedException NotHere(string others) => new(
        "The format Parquet needs .NET 10, which PowerShell 7.6 and later run on. "
            + $"Use that, or the format {others}.");
}
