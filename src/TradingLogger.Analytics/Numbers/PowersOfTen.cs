using System.Runtime.CompilerServices;

namespace TradingLogging.Analytics.Numbers;

/// <summary>Gives whole numbers more digits.</summary>
internal static class PowersOfTen
{
    private static readonly ulong[] Powers = [.. Enumerable.Range(0, 20).Select(PowerOf)];

    private static readonly ulong[] LargestFactors = [.. Powers.Select(power => ulong.MaxValue / power)];

    /// <summary>Multiplies by a power of ten.</summary>
    /// <param name="whole">The number.</param>
    /// <param name="digits">How many zeros the power has.</param>
    /// <returns>False when 64 bits do not hold the product, or there is no such power; the number is as before
    /// then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryScale(ref ulong whole, int digits)
    {
        if ((uint)digits >= (uint)LargestFactors.Length || whole > LargestFactors[digits])
            return false;
        whole *= Powers[digits];
        return true;
    }

    /// <summary>Multiplies by a power of ten.</summary>
    /// <param name="whole">The number.</param>
    /// <param name="digits">How many zeros the power has.</param>
    /// <returns>False when 63 bits do not hold the size of the product, or there is no such power; the number is as
    /// before then.</returns>
    public static bool TryScale(ref long whole, int digits)
    {
        ulong size = unchecked((ulong)(whole < 0 ? -whole : whole));
        if (!TryScale(ref size, digits) || size > long.MaxValue)
            return false;
        whole = whole < 0 ? -(long)size : (long)size;
        return true;
    }

    private static ulong PowerOf(int digits) => digits == 0 ? 1 : 10 * PowerOf(digits - 1);
}
