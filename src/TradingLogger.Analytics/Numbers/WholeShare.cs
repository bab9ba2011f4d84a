namespace TradingLogging.Analytics.Numbers;

/// <summary>The share of an amount that falls on a part of a quantity, by whole numbers: what dividing and multiplying
/// decimals gives, several times as fast.</summary>
internal static class WholeShare
{
    // Times a larger part, what the quotient of decimals is off by might be seen in the last place.
    private const ulong LargestPart = 10_000_000_000_000;

    private const ulong LargestWhole = 1UL << 55;

    // Nearer than this to the middle of two roundings, the decimals may be on its other side.
    private const ulong FarFromMiddle = 256;

    /// <summary>Finds a share that has to be rounded because what falls on one unit has more places.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="part">The part of the quantity.</param>
    /// <param name="whole">The quantity.</param>
    /// <param name="places">To how many places it is rounded.</param>
    /// <param name="share">The share.</param>
    /// <returns>False when the numbers are too long, or the share need not be rounded.</returns>
    public static bool TryRound(decimal amount, decimal part, decimal whole, int places, out decimal share)
    {
        share = 0;
        DecimalParts all = new(amount), some = new(part), divisor = new(whole);
        if ((all.High | some.High | divisor.High) != 0 || some.IsNegative || divisor.IsNegative
            || some.Low is 0 or > LargestPart || divisor.Low is 0 or >= LargestWhole
            || all.Low > ulong.MaxValue / some.Low)
        {
            return false;
        }

        int digits = places + divisor.Scale - all.Scale;
        if (!TryDivide(all.Low, divisor.Low, digits, out _, out ulong restOfEach) || restOfEach == 0
            || !TryDivide(all.Low * some.Low, divisor.Low, digits - some.Scale, out ulong quotient, out ulong rest))
        {
            return false;
        }

        ulong twice = 2 * rest;
        ulong fromMiddle = twice > divisor.Low ? twice - divisor.Low : divisor.Low - twice;
        if (fromMiddle * FarFromMiddle <= divisor.Low)
            return false;
        quotient += twice > divisor.Low ? 1UL : 0;
        share = new DecimalParts(0, quotient, all.IsNegative, places).Value;
        return quotient != 0;
    }

    // With so many digits behind the point of the quotient.
    private static bool TryDivide(ulong number, ulong divisor, int digits, out ulong quotient, out ulong rest)
    {
        quotient = number / divisor;
        rest = number - (quotient * divisor);
        if (!PowersOfTen.TryScale(ref quotient, digits) || !PowersOfTen.TryScale(ref rest, digits))
            return false;
        ulong behind = rest / divisor;
        rest -= behind * divisor;
        quotient = unchecked(quotient + behind);
        return quotient >= behind;
    }
}
