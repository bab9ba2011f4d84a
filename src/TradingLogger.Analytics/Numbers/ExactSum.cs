using System.Runtime.CompilerServices;

namespace TradingLogging.Analytics.Numbers;

/// <summary>An amount as a whole number and the number of its digits behind the point: taken apart once, and added to
/// many sums.</summary>
internal readonly struct ScaledAmount
{
    /// <summary>Takes an amount apart.</summary>
    public ScaledAmount(decimal value)
    {
        var parts = new DecimalParts(value);
        long whole = unchecked((long)parts.Low);
        Value = value;
        Scale = WideScale = parts.Scale;
        IsShort = parts.High == 0 && whole >= 0;
        Whole = Wide = parts.IsNegative ? -whole : whole;
    }

    private ScaledAmount(decimal value, long whole, int scale, bool isShort)
    {
        Value = value;
        Whole = Wide = whole;
        Scale = WideScale = scale;
        IsShort = isShort;
    }

    /// <summary>The amount.</summary>
    public decimal Value { get; }

    /// <summary>Its digits as a whole number, if it is short.</summary>
    public long Whole { get; }

    /// <summary>How many of them stand behind the point.</summary>
    public int Scale { get; }

    /// <summary>Its digits for sums of more digits behind the point, if it is short.</summary>
    public long Wide { get; private init; }

    /// <summary>How many of those stand behind the point.</summary>
    public int WideScale { get; private init; }

    /// <summary>Whether 63 bits hold its digits.</summary>
    public bool IsShort { get; }

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => IsShort && Whole == 0;

    /// <summary>The amount with the other sign.</summary>
    public static ScaledAmount operator -(in ScaledAmount amount) =>
        new(-amount.Value, -amount.Whole, amount.Scale, amount.IsShort);

    /// <summary>The amount for sums that have, most of them, so many digits behind the point.</summary>
    public ScaledAmount For(int scale)
    {
        long wide = Whole;
        return IsShort && PowersOfTen.TryScale(ref wide, scale - Scale)
            ? this with { Wide = wide, WideScale = scale }
            : this;
    }
}

/// <summary>A sum of exact decimals: always the decimal that <see cref="ExactNumber.TryAdd"/> would give, its scale
/// included, as a whole number of 128 bits, because many sums grow with every event.</summary>
internal struct ExactSum
{
    // A decimal has 96 bits. Sums that may have more are left to its own arithmetic.
    private const long HighestHalf = uint.MaxValue >> 1;

    // Two numbers of 93 bits and some of 64 together have less than 96.
    private const long FarFromFull = HighestHalf >> 2;

    private long _high;
    private ulong _low;
    private int _scale;

    /// <summary>Makes a sum of a decimal.</summary>
    public ExactSum(decimal value)
    {
        var parts = new DecimalParts(value);
        (_high, _low) = parts.IsNegative ? Negated(parts.High, parts.Low) : (parts.High, parts.Low);
        _scale = parts.Scale;
    }

    /// <summary>The sum as a decimal.</summary>
    public readonly decimal Value
    {
        get
        {
            bool isNegative = _high < 0;
            (long high, ulong low) = isNegative ? Negated(_high, _low) : (_high, _low);
            return new DecimalParts((uint)high, low, isNegative, _scale).Value;
        }
    }

    /// <summary>How many digits it has behind the point.</summary>
    public readonly int Scale => _scale;

    /// <summary>Whether a sum is larger than another one.</summary>
    public static bool operator >(in ExactSum left, in ExactSum right)
    {
        if (left._scale != right._scale && (left._high ^ right._high) >= 0)
            return IsLarger(left, right);
        return left._high > right._high || (left._high == right._high && left._low > right._low);
    }

    /// <summary>Whether a sum is smaller than another one.</summary>
    public static bool operator <(in ExactSum left, in ExactSum right) => right > left;

    private readonly bool IsFarFromFull => _high is >= -FarFromFull and < FarFromFull;

    /// <summary>Adds, unless the sum is too large or would be rounded.</summary>
    /// <returns>False when nothing was added.</returns>
    public bool TryAdd(in ScaledAmount amount)
    {
        if (!TryFit(amount, out long whole))
            return TryAddOther(amount);
        Add(whole);
        return true;
    }

    /// <summary>Makes an amount one that <see cref="Add"/> takes, if it is short and the sum far from too
    /// large.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="whole">Its digits, with as many behind the point as the sum has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryFit(in ScaledAmount amount, out long whole)
    {
        whole = amount.Wide;
        return amount.IsShort && IsFarFromFull && (_scale == amount.WideScale || TryScale(amount, out whole));
    }

    /// <summary>Adds an amount of which <see cref="TryFit"/> said that it can be added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long whole)
    {
        ulong low = unchecked((ulong)whole), sum = unchecked(_low + low);
        _high += (whole >> 63) + (sum < low ? 1 : 0);
        _low = sum;
    }

    /// <summary>Whether both sums have as many digits behind the point and are far from too large, so that one can be
    /// taken from the other.</summary>
    public readonly bool FitsWith(in ExactSum other) =>
        _scale == other._scale && IsFarFromFull && other.IsFarFromFull;

    /// <summary>Takes another sum away, unless the result is too large or would be rounded.</summary>
    /// <returns>False when nothing was changed.</returns>
    public bool TrySubtract(in ExactSum other)
    {
        if (FitsWith(other))
        {
            _high -= other._high + (_low < other._low ? 1 : 0);
            _low = unchecked(_low - other._low);
            return true;
        }

        ExactSum raised = this;
        (long otherHigh, ulong otherLow) = Negated(other._high, other._low);
        return (raised.TryRaise(other._scale)
                && TrySet(raised._high, raised._low, otherHigh, otherLow, other._scale))
            || TryAddLong(-other.Value);
    }

    /// <summary>Whether another sum can be taken away, so that the result is neither too large nor rounded.</summary>
    public readonly bool CanSubtract(in ExactSum other)
    {
        if (FitsWith(other))
            return true;
        ExactSum difference = this;
        return difference.TrySubtract(other);
    }

    /// <summary>Makes it the same number with so many digits behind the point, if 64 bits hold it.</summary>
    public bool TryRaise(int scale)
    {
        if (scale == _scale)
            return true;
        long whole = unchecked((long)_low);
        if (_high != whole >> 63 || !PowersOfTen.TryScale(ref whole, scale - _scale))
            return false;
        (_high, _low, _scale) = (whole >> 63, unchecked((ulong)whole), scale);
        return true;
    }

    private static bool IsLarger(in ExactSum left, in ExactSum right)
    {
        ExactSum one = left, other = right;
        return one.TryRaise(right._scale) || other.TryRaise(left._scale) ? one > other : left.Value > right.Value;
    }

    private readonly bool TryScale(in ScaledAmount amount, out long whole)
    {
        whole = amount.Whole;
        return PowersOfTen.TryScale(ref whole, _scale - amount.Scale);
    }

    private bool TryAddOther(in ScaledAmount amount) => (amount.IsShort && TryScale(amount, out long whole)
            && TrySet(_high, _low, whole >> 63, unchecked((ulong)whole), _scale))
        || TryAddLong(amount.Value);

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

    private static (long High, ulong Low) Negated(long high, ulong low)
    {
        ulong negated = unchecked(~low + 1);
        return (unchecked(~high + (negated == 0 ? 1 : 0)), negated);
    }
}
