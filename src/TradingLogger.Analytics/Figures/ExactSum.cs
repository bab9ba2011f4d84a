using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Figures;

/// <summary>An amount as a whole number and the number of its digits behind the point: taken apart once, and added to
/// many sums.</summary>
internal readonly struct ScaledAmount
{
    private const int SignBit = 1 << 31;
    private const int ScaleShift = 16;

    /// <summary>Takes an amount apart.</summary>
    public ScaledAmount(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        Value = value;
        Scale = (byte)(parts[3] >> ScaleShift);
        long whole = ((long)parts[1] << 32) | (uint)parts[0];
        IsShort = parts[2] == 0 && whole >= 0;
        Whole = (parts[3] & SignBit) != 0 ? -whole : whole;
    }

    private ScaledAmount(decimal value, long whole, int scale, bool isShort) =>
        (Value, Whole, Scale, IsShort) = (value, whole, scale, isShort);

    /// <summary>The amount.</summary>
    public decimal Value { get; }

    /// <summary>Its digits as a whole number, if it is short.</summary>
    public long Whole { get; }

    /// <summary>How many of them stand behind the point.</summary>
    public int Scale { get; }

    /// <summary>Whether 63 bits hold its digits.</summary>
    public bool IsShort { get; }

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => IsShort && Whole == 0;

    /// <summary>The amount with the other sign.</summary>
    public static ScaledAmount operator -(ScaledAmount amount) =>
        new(-amount.Value, -amount.Whole, amount.Scale, amount.IsShort);
}

/// <summary>A sum of exact decimals: always the decimal that <see cref="ExactNumber.TryAdd"/> would give, its scale
/// included, as a whole number of 128 bits, because many sums grow with every event.</summary>
internal struct ExactSum
{
    // A decimal has 96 bits. Sums that may have more are left to its own arithmetic.
    private const long HighestHalf = uint.MaxValue >> 1;

    private static readonly long[] PowersOfTen = [.. Enumerable.Range(0, 19).Select(PowerOfTen)];

    private static readonly long[] LargestFactors = [.. PowersOfTen.Select(power => long.MaxValue / power)];

    private long _high;
    private ulong _low;
    private int _scale;

    /// <summary>Makes a sum of a decimal.</summary>
    public ExactSum(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        _low = ((ulong)(uint)parts[1] << 32) | (uint)parts[0];
        _high = (uint)parts[2];
        _scale = (byte)(parts[3] >> 16);
        if (value < 0)
            Negate();
    }

    /// <summary>The sum as a decimal.</summary>
    public readonly decimal Value
    {
        get
        {
            ExactSum size = this;
            bool isNegative = _high < 0;
            if (isNegative)
                size.Negate();
            return new decimal(
                (int)size._low, (int)(size._low >> 32), (int)size._high, isNegative, (byte)_scale);
        }
    }

    /// <summary>Whether a sum is larger than another one.</summary>
    public static bool operator >(in ExactSum left, in ExactSum right)
    {
        if (left._scale != right._scale && (left._high ^ right._high) >= 0)
            return left.Value > right.Value;
        return left._high > right._high || (left._high == right._high && left._low > right._low);
    }

    /// <summary>Whether a sum is smaller than another one.</summary>
    public static bool operator <(in ExactSum left, in ExactSum right) => right > left;

    /// <summary>Adds, unless the sum is too large or would be rounded.</summary>
    /// <returns>False when nothing was added.</returns>
    public bool TryAdd(in ScaledAmount amount)
    {
        long whole = amount.Whole;
        return (amount.IsShort && TryScale(ref whole, _scale - amount.Scale)
                && TrySet(_high, _low, whole >> 63, unchecked((ulong)whole), _scale))
            || TryAddLong(amount.Value);
    }

    /// <summary>Takes another sum away, unless the result is too large or would be rounded.</summary>
    /// <returns>False when nothing was changed.</returns>
    public bool TrySubtract(in ExactSum other)
    {
        ExactSum less = other;
        less.Negate();
        long high = _high, whole = unchecked((long)_low);
        ulong low = _low;
        if (_scale != other._scale)
        {
            if (high != whole >> 63 || !TryScale(ref whole, other._scale - _scale))
                return TryAddLong(less.Value);
            (high, low) = (whole >> 63, unchecked((ulong)whole));
        }

        return TrySet(high, low, less._high, less._low, other._scale) || TryAddLong(less.Value);
    }

    private static long PowerOfTen(int power) => power == 0 ? 1 : 10 * PowerOfTen(power - 1);

    // The same number with more digits behind the point.
    private static bool TryScale(ref long whole, int digits)
    {
        if ((uint)digits >= (uint)LargestFactors.Length
            || whole > LargestFactors[digits] || whole < -LargestFactors[digits])
        {
            return false;
        }

        whole *= PowersOfTen[digits];
        return true;
    }

    private bool TrySet(long high, ulong low, long otherHigh, ulong otherLow, int scale)
    {
        ulong sum = unchecked(low + otherLow);
        high = unchecked(high + otherHigh + (sum < low ? 1 : 0));
        if (high is > HighestHalf or < -HighestHalf)
            return false;
        (_high, _low, _scale) = (high, sum, scale);
        return true;
    }

    private bool TryAddLong(decimal amount)
    {
        decimal sum = Value;
        if (!ExactNumber.TryAdd(ref sum, amount))
            return false;
        this = new ExactSum(sum);
        return true;
    }

    private void Negate()
    {
        _low = unchecked(~_low + 1);
        _high = unchecked(~_high + (_low == 0 ? 1 : 0));
    }
}
