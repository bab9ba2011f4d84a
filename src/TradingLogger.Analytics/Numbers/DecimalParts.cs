using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingLogging.Analytics.Numbers;

/// <summary>The parts that a decimal consists of, taken apart in one step: a ledger adds so many numbers that taking
/// them apart by calls costs more than adding them.</summary>
/// <remarks>All runtimes keep the order of OLE Automation: the flags, then the highest 32 of the 96 bits, then the
/// others. They are read and written by 64 bits: the processor waits where a number is read that was written in smaller
/// pieces.</remarks>
internal struct DecimalParts
{
    private const ulong SignBit = 1UL << 31;
    private const int ScaleShift = 16;
    private const int HighShift = 32;
    private const int LargestScale = 28;

    private ulong _head;
    private ulong _low;

    /// <summary>Takes a decimal apart.</summary>
    public DecimalParts(decimal value)
    {
        var bits = new Bits { Value = value };
        _head = bits.Head;
        _low = bits.Low;
    }

    /// <summary>Puts a decimal together.</summary>
    public DecimalParts(uint high, ulong low, bool isNegative, int scale)
    {
        _head = ((ulong)high << HighShift) | ((uint)scale << ScaleShift) | (isNegative ? SignBit : 0);
        _low = low;
    }

    /// <summary>The decimal.</summary>
    public readonly decimal Value => new Bits { Head = _head, Low = _low }.Value;

    /// <summary>Puts the decimal where it is to stay.</summary>
    /// <remarks>Where a decimal is returned by a method and then stored, the runtime copies it over the stack, in
    /// pieces for which the processor waits.</remarks>
    public readonly void StoreIn(ref decimal number) => Unsafe.As<decimal, DecimalParts>(ref number) = this;

    /// <summary>The highest 32 of its 96 bits.</summary>
    public readonly uint High => (uint)(_head >> HighShift);

    /// <summary>The other 64 bits.</summary>
    public readonly ulong Low => _low;

    /// <summary>Whether it is below 0, or a 0 with a minus.</summary>
    public readonly bool IsNegative => (_head & SignBit) != 0;

    /// <summary>How many digits stand behind the point.</summary>
    public readonly int Scale => (byte)(_head >> ScaleShift);

    /// <summary>Adds a number, if 64 bits hold both, the sum too, with as many digits behind the point as the longer of
    /// them has.</summary>
    /// <returns>False when nothing was added.</returns>
    public bool TryAdd(in DecimalParts other)
    {
        if (((_head | other._head) >> HighShift) != 0)
            return false;
        ulong low = _low, otherLow = other._low;
        int digits = other.Scale - Scale;
        if (digits != 0 && !TryAlign(ref low, ref otherLow, digits))
            return false;
        ulong head = digits > 0 ? (other._head & ~SignBit) | (_head & SignBit) : _head;
        if (((_head ^ other._head) & SignBit) == 0)
        {
            low = unchecked(low + otherLow);
            if (low < otherLow)
                return false;
        }
        else if (low == otherLow && ((head & SignBit) != 0 || low == 0))
        {
            // Which sign a 0 has is left to the runtime.
            return false;
        }
        else
        {
            head ^= low >= otherLow ? 0 : SignBit;
            low = low >= otherLow ? low - otherLow : otherLow - low;
        }

        _low = low;
        _head = head;
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
        if (((_head | other._head) >> HighShift) != 0 || ((_head ^ other._head) & SignBit) != 0
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
        if (((_low | other._low) > uint.MaxValue) | (((_head | other._head) >> HighShift) != 0) | (scale > LargestScale)
            | (product == 0))
        {
            return false;
        }

        _low = product;
        _head = ((_head ^ other._head) & SignBit) | ((uint)scale << ScaleShift);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAlign(ref ulong low, ref ulong otherLow, int digits) => digits > 0
        ? PowersOfTen.TryScale(ref low, digits)
        : PowersOfTen.TryScale(ref otherLow, -digits);

    [StructLayout(LayoutKind.Explicit)]
    private struct Bits
    {
        [FieldOffset(0)]
        public decimal Value;

        [FieldOffset(0)]
        public ulong Head;

        [FieldOffset(8)]
        public ulong Low;
    }
}
