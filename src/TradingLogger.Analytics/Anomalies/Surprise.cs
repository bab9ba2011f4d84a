namespace TradingLogging.Analytics.Anomalies;

/// <summary>How improbable a count is: the negative natural logarithm of a bound on the probability of what is as far
/// from the expected or farther (Chernoff). It needs no table and is the same on every machine.</summary>
internal static class Surprise
{
    /// <summary>Of a count at or above the expected one, where events are independent (Poisson).</summary>
    public static double Above(double count, double expected) => count > expected ? Poisson(count, expected) : 0;

    /// <summary>Of a count at or below the expected one, where events are independent (Poisson).</summary>
    public static double Below(double count, double expected) => count < expected ? Poisson(count, expected) : 0;

    /// <summary>Of so many of so many, where each has the same probability (binomial).</summary>
    /// <param name="part">How many.</param>
    /// <param name="whole">Of how many.</param>
    /// <param name="probability">The probability of each, above 0 and below 1.</param>
    public static double Share(double part, double whole, double probability) =>
        Term(part, whole * probability) + Term(whole - part, whole * (1 - probability));

    private static double Poisson(double count, double expected) => Term(count, expected) - count + expected;

    private static double Term(double count, double expected) => count > 0 ? count * Math.Log(count / expected) : 0;
}
