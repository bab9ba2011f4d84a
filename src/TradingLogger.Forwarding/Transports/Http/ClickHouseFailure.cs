using System.Buffers.Text;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Tells by the text of a failure of ClickHouse whether a row is to blame: versions answer a value that they
/// cannot take with 400, others with 500.</summary>
/// <remarks>A row is to blame when the text names one or a member of one, or when the code stands for values alone. A
/// failure of an expression over a column, such as that of a materialized one, names no row.</remarks>
internal static class ClickHouseFailure
{
    private const int TooManyParts = 252;

    // In the order of ClickHouse's ErrorCodes: texts, escape sequences, quotes, expected signs, dates, times, bounds,
    // numbers, conversions, incorrect data, long texts, ranges, nulls, UUIDs, overflows, booleans, constraints, IP
    // addresses, enumerations.
    private static readonly HashSet<int> CodesOfValues =
        [6, 25, 26, 27, 38, 41, 69, 70, 72, 117, 131, 321, 349, 376, 407, 467, 469, 675, 676, 691];

    private static ReadOnlySpan<byte> Prefix => "Code: "u8;

    /// <summary>Whether a text is a failure of ClickHouse.</summary>
    public static bool Is(ReadOnlySpan<byte> text) =>
        text.StartsWith(Prefix) && text.IndexOf("DB::Exception"u8) > 0;

    /// <summary>Whether a text is a failure of ClickHouse for which a row is to blame, or that fewer rows do not
    /// meet.</summary>
    public static bool BlamesRows(ReadOnlySpan<byte> text)
    {
        if (!Is(text))
            return false;
        return text.IndexOf("at row "u8) >= 0
            || text.IndexOf("while read the value of key"u8) >= 0
            || text.IndexOf("while reading the value of key"u8) >= 0
            || (Utf8Parser.TryParse(text.Slice(Prefix.Length), out int code, out _)
                && (CodesOfValues.Contains(code) || (code == TooManyParts && NamesPartitions(text))));
    }

    // The same code stands for a table that has too much to merge for now.
    private static bool NamesPartitions(ReadOnlySpan<byte> text) => text.IndexOf("Too many partitions"u8) >= 0;
}
