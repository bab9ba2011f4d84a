using System.Runtime.CompilerServices;
using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Scans the members of a line in the form of the writer: printable ASCII, nothing escaped, nothing nested,
/// numbers without an exponent. It returns false for any other form.</summary>
internal static class PlainJson
{
    /// <summary>The number of bytes of <see cref="BehindName"/>.</summary>
    public const int AfterName = 3;

    // A longer number may be beyond double.
    private const int LongestNumber = 300;

    /// <summary>What stands between a value and the name of the next member.</summary>
    public static ReadOnlySpan<byte> BeforeName => ", \""u8;

    /// <summary>What stands between a name and its value.</summary>
    public static ReadOnlySpan<byte> BehindName => "\": "u8;

    /// <summary>The index of the first byte at or behind the given one that is no white space.</summary>
    public static int SkipSpace(ReadOnlySpan<byte> json, int index)
    {
        while (index < json.Length && json[index] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            index++;
        return index;
    }

    /// <summary>Steps over the name of a further member.</summary>
    /// <param name="json">The line.</param>
    /// <param name="index">The index behind the member before it; then that of the value.</param>
    /// <param name="name">The name. A second timestamp or action is damage and not plain.</param>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public static bool TryReadName(ReadOnlySpan<byte> json, ref int index, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!json[index..].StartsWith(BeforeName))
            return false;
        index += BeforeName.Length;
        int end = ByteSearch.IndexOfQuote(json, index);
        if (end < 0 || end + 3 >= json.Length || json[end + 1] != ':' || json[end + 2] != ' ')
            return false;
        name = json[index..end];
        index = end + AfterName;
        return !name.SequenceEqual(TradeLineFormat.TimestampName) && !name.SequenceEqual(TradeLineFormat.ActionName);
    }

    /// <summary>Steps over a value.</summary>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public static bool TrySkipValue(ReadOnlySpan<byte> json, ref int index)
    {
        switch (json[index])
        {
            case (byte)'"':
                int end = ByteSearch.IndexOfQuote(json, index + 1);
                index = end + 1;
                return end >= 0;
            case (byte)'t':
                return TrySkip(json, "true"u8, ref index);
            case (byte)'f':
                return TrySkip(json, "false"u8, ref index);
            case (byte)'n':
                return TrySkip(json, "null"u8, ref index);
            default:
                return TrySkipNumber(json, ref index);
        }
    }

    private static bool TrySkip(ReadOnlySpan<byte> json, ReadOnlySpan<byte> word, ref int index)
    {
        bool isThere = json[index..].StartsWith(word);
        index += word.Length;
        return isThere;
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private static bool TrySkipNumber(ReadOnlySpan<byte> json, ref int index)
    {
        int start = index;
        if (json[index] == '-')
            index++;
        int first = index;
        if (ByteSearch.TryFindEndOfNumber(json, first, out int whole, out index))
        {
            return whole > 0 && (whole == 1 || json[first] != '0') && json[index - 1] != '.'
                && json[index] is (byte)',' or (byte)'}';
        }

        whole = SkipDigits(json, ref index);
        if (whole == 0 || (whole > 1 && json[index - whole] == '0'))
            return false;
        if (index < json.Length && json[index] == '.')
        {
            index++;
            if (SkipDigits(json, ref index) == 0)
                return false;
        }

        return index - start <= LongestNumber && index < json.Length && json[index] is (byte)',' or (byte)'}';
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipDigits(ReadOnlySpan<byte> json, ref int index)
    {
        int digits = ByteSearch.CountDigits(json, index);
        index += digits;
        return digits;
    }
}

/// <summary>The names of a line that have been seen, to find out whether one is repeated.</summary>
/// <param name="starts">Takes the places of the names.</param>
internal ref struct SeenNames(Span<int> starts)
{
    /// <summary>The most names that are compared. A line with more counts as one that may repeat a name.</summary>
    public const int Most = 32;

    private readonly Span<int> _starts = starts;
    private ulong _bits;
    private int _count;

    /// <summary>Notes a name.</summary>
    /// <param name="json">The line.</param>
    /// <param name="start">Where the name begins, behind its quote.</param>
    /// <param name="length">The length of the name.</param>
    /// <returns>Whether the line has had it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsRepeated(ReadOnlySpan<byte> json, int start, int length)
    {
        if (_count == Most)
            return true;
        _starts[_count++] = start;
        // Names that differ in length or in their first or last byte are not compared further.
        ulong bit = 1UL << ((length * 11) + (json[start] * 5) + (json[start + Math.Max(0, length - 1)] * 3));
        bool isNew = (_bits & bit) == 0;
        _bits |= bit;
        return !isNew && IsThere(json, json.Slice(start, length + 1));
    }

    private readonly bool IsThere(ReadOnlySpan<byte> json, ReadOnlySpan<byte> nameAndQuote)
    {
        foreach (int start in _starts[..(_count - 1)])
        {
            if (json[start..].StartsWith(nameAndQuote))
                return true;
        }

        return false;
    }
}
