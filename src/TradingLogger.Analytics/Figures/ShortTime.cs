using System.Globalization;

namespace TradingLogging.Analytics.Figures;

/// <summary>Writes a time span for people: three digits and the unit that fits.</summary>
public static class ShortTime
{
    /// <summary>The span as <c>0 s</c>, <c>250 µs</c>, <c>1.25 ms</c>, <c>60 s</c>, <c>2 min 5 s</c>,
    /// <c>3 h 20 min</c> or <c>2 d 4 h</c>.</summary>
    /// <param name="span">The span; it may be negative.</param>
    public static string Of(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
            return "-" + Of(span.Negate());

        return span.TotalSeconds switch
        {
            0 => "0 s",
            < 0.001 => Digits(span.TotalMilliseconds * 1000) + " µs",
            < 1 => Digits(span.TotalMilliseconds) + " ms",
            < 120 => Digits(span.TotalSeconds) + " s",
            < 7200 => Pair((long)span.TotalMinutes, "min", span.Seconds, "s"),
            < 172_800 => Pair((long)span.TotalHours, "h", span.Minutes, "min"),
            _ => Pair(span.Days, "d", span.Hours, "h"),
        };
    }

    private static string Digits(double value) =>
        value.ToString(value < 10 ? "0.##" : value < 100 ? "0.#" : "0", CultureInfo.InvariantCulture);

    private static string Pair(long large, string largeUnit, int small, string smallUnit) => small == 0
        ? FormattableString.Invariant($"{large} {largeUnit}")
        : FormattableString.Invariant($"{large} {largeUnit} {small} {smallUnit}");
}
