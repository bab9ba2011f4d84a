using System.Runtime.InteropServices;

namespace TradingLogging.Analytics.Numbers;

/// <summary>A decimal and the parts that it consists of, in one place: a ledger adds so many numbers that taking them
/// apart by calls costs more than adding them.</summary>
/// <remarks>The parts stand in the order in which OLE Automation has them, which all runtimes keep: the flags, then the
/// highest 32 of the 96 bits, then the others.</remarks>
[StructLayout(LayoutKind.Explicit)]
internal struct DecimalParts
{
    private const int SignBit = 1 << 31;
    private const int ScaleShift = 16;
    private const int LargestScale = 28;

    [FieldOffset(0)]
    private readonly decimal _value;

    [FieldOffset(0)]
    private int _flags;

    [FieldOffset(4)]
    private readonly uint _high;

    [FieldOffset(8)]
    private ulong _low;

    /// <summary>Takes a decimal apart.</summary>
    public DecimalParts(decimal value)
    {
        _flags = 0;
        _high = 0;
        _low = 0;
        _value = value;
    }

    /// <summary>Puts a decimal together.</summary>
    public DecimalParts(uint high, ulong low, bool isNegative, int scale)
    {
        _value = 0;
        _flags = (isNegative ? SignBit : 0) | (scale << ScaleShift);
        _high = high;
        _low = low;
    }

    /// <summary>The decimal.</summary>
    public readonly decimal Value => _value;

    /// <summary>The highest 32 of its 96 bits.</summary>
    public readonly uint High => _high;

    /// <summary>The other 64 bits.</summary>
    public readonly ulong Low => _low;

    /// <summary>Whether it is below 0, or a 0 with a minus.</summary>
    public readonly bool IsNegative => _flags < 0;

    /// <summary>How many digits stand behind the point.</summary>
    public readonly int Scale => (_flags >> ScaleShift) & byte.MaxValue;

    /// <summary>Adds a number, if 64 bits hold both, the sum too, with as many digits behind the point as the longer of
    /// them has.</summary>
    /// <returns>False when nothing was added.</returns>
    public bool TryAdd(in DecimalParts other)
    {
        if ((_high | other._high) != 0)
            return false;
        ulong low = _low, otherLow = other._low;
        int digits = other.Scale - Scale;
        if (digits != 0 && !TryAlign(ref low, ref otherLow, digits))
            return false;
        int flags = digits > 0 ? (other._flags & ~SignBit) | (_flags & SignBit) : _flags;
        if ((_flags ^ other._flags) >= 0)
        {
            low = unchecked(low + otherLow);
            if (low < otherLow)
                return false;
        }
        else if (low == otherLow && (flags < 0 || low == 0))
        {
            // Which sign a 0 has is left to the runtime.
            return false;
        }
        else
        {
            flags ^= low >= otherLow ? 0 : SignBit;
            low = low >= otherLow ? low - otherLow : otherLow - low;
        }

        _low = low;
        _flags = flags;
        return true;
    }

    /// <summary>Compares with a number, if 64 bits hold both, with as many digits behind the point as the longer of
    /// them has, and they have one sign.</summary>
    /// <param name="other">The number.</param>
    /// <param name="order">1, 0 or -1, as this one is greater than, equal to or less than the other one.</param>
    /// <returns>False when they were not compared.</returns>
    public readonly bool TryCompare(in DecimalParts other, out int order)
    {
        order = 0;
        ulong low = _low, otherLow = other._low;
        int digits = other.Scale - Scale;
        if ((_high | other._high) != 0 || (_flags ^ other._flags) < 0
            || (digits != 0 && !TryAlign(ref low, ref otherLow, digits)))
        {
            return false;
        }

        if (low != otherLow)
            order = low > otherLow == IsNegative ? -1 : 1;
        return true;
    }

    /// <summary>Multiplies by a number, if 32 bits hold both, without their signs and points.</summary>
    /// <returns>False when it was not multiplied.</returns>
    public bool TryMultiply(in DecimalParts other)
    {
        int scale = Scale + other.Scale;
        ulong product = unchecked(_low * other._low);
        // Which sign a 0 has is left to the runtime.
        if (((_low | other._low) > uint.MaxValue) | ((_high | other._high) != 0) | (scale > LargestScale)
            | (product == 0))
        {
            return false;
        }

        _low = product;
        _flags = ((_flags ^ other._flags) & SignBit) | (scale << ScaleShift);
        return true;
    }

    private static bool TryAlign(ref ulong low, ref ulong otherLow, int digits) => digits > 0
        ? PowersOfTen.TryScale(ref low, digits)
        : PowersOfTen.TryScale(ref otherLow, -digits);
}
