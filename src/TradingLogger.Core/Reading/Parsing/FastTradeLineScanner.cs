using System.Runtime.CompilerServices;
using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Looks through the lines that the writer writes for events of plain members: printable ASCII, nothing escaped, nothing
/// nested. Of any other line it says nothing, and the general reader has to look.</summary>
internal sealed class FastTradeLineScanner
{
    // Longer numbers may be beyond double.
    private const int LongestNumber = 300;

    private readonly CanonicalTime _time = new();

    private static ReadOnlySpan<byte> BeforeName => ", \""u8;

    /// <summary>Looks through a line.</summary>
    /// <param name="json">The line.</param>
    /// <param name="line">What was found: the same as the general reader finds.</param>
    /// <returns>Whether the line begins with such an event.</returns>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public bool TryScan(ReadOnlySpan<byte> json, out TradeLine line)
    {
        line = default;
        if (!json.StartsWith(TradeLineFormat.Opening))
            return false;
        if (!_time.TryRead(json[TradeLineFormat.Opening.Length..], out DateTimeOffset time, out int length))
            return false;
        int index = TradeLineFormat.Opening.Length + length;
        if (!json[index..].StartsWith(TradeLineFormat.BeforeAction))
            return false;
        index += TradeLineFormat.BeforeAction.Length;
        int end = ByteSearch.IndexOfQuote(json, index);
        if (end < 0)
            return false;
        JsonToken action = Token(index, end);
        JsonToken symbol = default;
        bool hasSymbol = false;
        index = end + 1;
        while (index < json.Length && json[index] != '}')
        {
            if (!TryReadName(json, ref index, out ReadOnlySpan<byte> name))
                return false;
            bool isSymbol = !hasSymbol && name.SequenceEqual("symbol"u8);
            hasSymbol |= isSymbol;
            int valueStart = index;
            if (!TrySkipValue(json, ref index))
                return false;
            if (isSymbol && json[valueStart] == '"')
                symbol = Token(valueStart + 1, index - 1);
        }

        if (index >= json.Length)
            return false;
        line = new TradeLine(time, action, symbol, 0, index + 1);
        return true;
    }

    private static JsonToken Token(int start, int end) => new(start - 1, end - start + 2, IsEscaped: false);

    [MethodImpl(HotPath.CompiledAtOnce)]
    private static bool TryReadName(ReadOnlySpan<byte> json, ref int index, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!json[index..].StartsWith(BeforeName))
            return false;
        index += BeforeName.Length;
        int end = ByteSearch.IndexOfQuote(json, index);
        if (end < 0 || end + 3 >= json.Length || json[end + 1] != ':' || json[end + 2] != ' ')
            return false;
        name = json[index..end];
        index = end + 3;
        // A second one of these is damage: the general reader says so.
        return !name.SequenceEqual(TradeLineFormat.TimestampName) && !name.SequenceEqual(TradeLineFormat.ActionName);
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private static bool TrySkipValue(ReadOnlySpan<byte> json, ref int index)
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

    // An exponent is left to the general reader.
    [MethodImpl(HotPath.CompiledAtOnce)]
    private static bool TrySkipNumber(ReadOnlySpan<byte> json, ref int index)
    {
        int start = index;
        if (json[index] == '-')
            index++;
        int whole = SkipDigits(json, ref index);
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
        int start = index;
        while (index < json.Length && (uint)(json[index] - '0') <= 9)
            index++;
        return index - start;
    }
}
