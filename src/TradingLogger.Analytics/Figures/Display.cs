using System.Globalization;

namespace TradingLogging.Analytics.Figures;

/// <summary>How figures are shown to people. The exact value goes with each as <c>data-value</c>.</summary>
internal static class Display
{
    /// <summary>What stands where there is no figure.</summary>
    public const string Nothing = "–";

    private const char Minus = '\u2212';

    /// <summary>An amount with two decimals, or four digits below 1.</summary>
    public static string Amount(decimal amount) => Signed(Digits(Math.Abs(amount)), amount < 0);

    /// <summary>An amount that has been won or lost, with its sign.</summary>
    public static string Gain(decimal amount) => amount > 0 ? "+" + Amount(amount) : Amount(amount);

    /// <summary>A price or a quantity with all of its digits.</summary>
    public static string Exact(decimal number)
    {
        string digits = Math.Abs(number).ToString(CultureInfo.InvariantCulture);
        int point = digits.IndexOf('.');
        string whole = point < 0 ? digits : digits.Substring(0, point);
        return Signed(Grouped(whole) + (point < 0 ? "" : digits.Substring(point)), number < 0);
    }

    /// <summary>A ratio of 0 to 1 as percent with one decimal.</summary>
    public static string Percent(decimal ratio) => (ratio * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A ratio as a number with two decimals.</summary>
    public static string Ratio(decimal ratio) => ratio.ToString("#,0.00", CultureInfo.InvariantCulture);

    /// <summary>A count.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A moment, by the clock it was written with.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToString(
        "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>The value of a <c>data-value</c>: all digits, a point, no grouping.</summary>
    public static string Value(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A time span as the seconds of a <c>data-value</c>.</summary>
    public static string Seconds(TimeSpan span) => Value(span.Ticks / (decimal)TimeSpan.TicksPerSecond);

    /// <summary>The class that colours a gain or a loss.</summary>
    public static string Tone(decimal amount) => amount > 0 ? "gain" : amount < 0 ? "loss" : "even";

    private static string Signed(string digits, bool isNegative) => isNegative && digits.Trim('0', '.').Length > 0
        ? Minus + digits : digits;

    private static string Digits(decimal amount)
    {
        if (amount == 0)
            return "0.00";
        if (amount >= 1)
        {
            return Math.Round(amount, 2, MidpointRounding.AwayFromZero)
                .ToString("#,0.00", CultureInfo.InvariantCulture);
        }

        int decimals = 4;
        for (decimal scaled = amount * 10; scaled < 1 && decimals < 28; scaled *= 10)
            decimals++;
        return Math.Round(amount, decimals, MidpointRounding.AwayFromZero)
            .ToString("0.00##########################", CultureInfo.InvariantCulture);
    }

    private static string Grouped(string whole)
    {
        for (int i = whole.Length - 3; i > 0; i -= 3)
            whole = whole.Insert(i, ",");
        return whole;
    }
}
