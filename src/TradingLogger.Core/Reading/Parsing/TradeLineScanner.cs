using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>What the scanner says of a line.</summary>
internal enum LineVerdict
{
    /// <summary>The line has to be read as JSON of any form.</summary>
    Unclear,

    /// <summary>It is a single event that the query does not want.</summary>
    Unwanted,

    /// <summary>It is a single event that the query wants.</summary>
    Wanted,
}

/// <summary>Finds out whether a line is an event and whether a query wants it. Not thread-safe.</summary>
/// <remarks>Lines as the writer writes them with plain members (printable ASCII, nothing escaped, nothing nested) are
/// scanned byte by byte; any other line is read as JSON.</remarks>
internal sealed class TradeLineScanner
{
    private readonly TradeQuery _query;
    private readonly CanonicalTime _time = new();
    private readonly StringFilterCache _actions;
    private readonly StringFilterCache _symbols;
    private readonly bool _rejectsSome;
    private (int Start, int End)[] _places = [];

    /// <param name="query">Which events are wanted; its conditions on members and its numbers of events do not
    /// matter.</param>
    public TradeLineScanner(TradeQuery query)
    {
        _query = query;
        _actions = new StringFilterCache(query.Action);
        _symbols = new StringFilterCache(query.Symbol);
        _rejectsSome = !_actions.WantsAll || !_symbols.WantsAll || query.Since is not null || query.Until is not null;
    }

    /// <summary>Whether somebody wants to know the symbol; who only counts does not.</summary>
    public bool MakesTexts { get; init; } = true;

    /// <summary>Begin with the places of the values of the line that was scanned last, if it has
    /// <see cref="TradeLine.Names"/>: where each begins, and where it has ended.</summary>
    public ReadOnlySpan<(int Start, int End)> Places => _places;

    /// <summary>The name of the member that tells what is traded.</summary>
    public static ReadOnlySpan<byte> SymbolName => "symbol"u8;

    /// <summary>Notes from now on where the values of plain lines stand: who reads them need not look for them
    /// again.</summary>
    public void NotePlaces() => _places = new (int, int)[SeenNames.Most];

    /// <summary>Judges the first of some lines without looking for its end beforehand.</summary>
    /// <param name="bytes">Begin with a line.</param>
    /// <param name="line">What was found, if the line is wanted.</param>
    /// <param name="length">The length of the line with its line feed, unless the verdict is
    /// <see cref="LineVerdict.Unclear"/>.</param>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public LineVerdict Judge(ReadOnlySpan<byte> bytes, out TradeLine line, out int length)
    {
        LineVerdict verdict = Scan(bytes, skipsUnwanted: true, out line, out length);
        if (verdict == LineVerdict.Unwanted)
            return length <= bytes.Length ? LineVerdict.Unwanted : LineVerdict.Unclear;
        if (verdict == LineVerdict.Unclear || length >= bytes.Length || bytes[length] != '\n')
            return LineVerdict.Unclear;
        length++;
        return line.IsWanted ? LineVerdict.Wanted : LineVerdict.Unwanted;
    }

    /// <summary>Whether a line without its line feed is surely a single event that is not wanted.</summary>
    public bool IsSurelyUnwanted(ReadOnlySpan<byte> line) =>
        _rejectsSome
            && Scan(line, skipsUnwanted: true, out _, out int end) == LineVerdict.Unwanted
            && end > line.Length;

    /// <summary>Scans the first object of a line. What stands behind it is not looked at.</summary>
    /// <param name="json">The line without halves of surrogate pairs.</param>
    /// <param name="line">What was found, if that is an event, wanted or not.</param>
    /// <param name="reason">Why it is none.</param>
    public bool TryScan(ReadOnlySpan<byte> json, out TradeLine line, [NotNullWhen(false)] out string? reason)
    {
        reason = null;
        if (Scan(json, skipsUnwanted: false, out line, out _) == LineVerdict.Wanted)
            return true;
        try
        {
            // Text is told from JSON without an exception, which would take 10 to 20 µs.
            int first = PlainJson.SkipSpace(json, 0);
            reason = first < json.Length && json[first] == '{'
                ? ReadJson(json, first, out line)
                : "It does not begin with {.";
        }
        catch (JsonException exception)
        {
            reason = FormattableString.Invariant(
                $"It is no whole JSON object: it breaks at byte {exception.BytePositionInLine + 1}.");
        }

        return reason is null;
    }

    /// <summary>Whether nothing but white space stands behind a scanned object.</summary>
    public static bool IsAlone(ReadOnlySpan<byte> json, in TradeLine line, [NotNullWhen(false)] out string? reason)
    {
        bool isAlone = PlainJson.SkipSpace(json, line.End) == json.Length;
        reason = isAlone ? null : "Something follows the object.";
        return isAlone;
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private LineVerdict Scan(ReadOnlySpan<byte> bytes, bool skipsUnwanted, out TradeLine line, out int end)
    {
        line = default;
        end = 0;
        if (!bytes.StartsWith(TradeLineFormat.Opening))
            return LineVerdict.Unclear;
        ReadOnlySpan<byte> rest = bytes[TradeLineFormat.Opening.Length..];
        int index = TradeLineFormat.Opening.Length + CanonicalTime.Measure(rest);
        if (!bytes[index..].StartsWith(TradeLineFormat.BeforeAction))
            return LineVerdict.Unclear;
        index += TradeLineFormat.BeforeAction.Length;
        int quote = ByteSearch.IndexOfQuote(bytes, index);
        if (quote < 0)
            return LineVerdict.Unclear;
        StringFilterCache.Verdict action = _actions.Of(bytes[index..quote], isEscaped: false);
        if (skipsUnwanted && !action.IsWanted)
            return SkipLine(bytes, index, out end);
        if (!_time.TryRead(rest, out DateTimeOffset time, out _))
            return LineVerdict.Unclear;
        bool isWanted = action.IsWanted && IsWanted(time);
        if (skipsUnwanted && !isWanted)
            return SkipLine(bytes, index, out end);

        StringFilterCache.Verdict? symbol = null;
        StringFilterCache.Verdict? otherSymbol = null;
        bool hasSymbol = false;
        MemberPath path = action.Members;
        (int Start, int End)[] places = _places;
        int placed = 0;
        index = quote + 1;
        while (index < bytes.Length && bytes[index] != '}')
        {
            if (path.Follow(bytes, index) is { } known)
                (path, index) = (known, index + known.Length);
            else if (PlainJson.TryReadName(bytes, ref index, out ReadOnlySpan<byte> name))
                path = path.Add(name);
            else
                return LineVerdict.Unclear;
            int start = index;
            if (!PlainJson.TrySkipValue(bytes, ref index))
                return LineVerdict.Unclear;
            if ((uint)placed < (uint)places.Length)
                places[placed++] = (start, index);
            if (path.IsSymbol && !hasSymbol)
            {
                hasSymbol = true;
                symbol = SymbolAt(bytes, start, index);
                if (skipsUnwanted && !IsSymbolWanted(symbol))
                    return SkipLine(bytes, start, out end);
            }
            else if (path.IsOtherSymbol)
            {
                otherSymbol ??= SymbolAt(bytes, start, index);
            }
        }

        if (index >= bytes.Length)
            return LineVerdict.Unclear;
        if (!hasSymbol)
            symbol = otherSymbol;
        end = index + 1;
        line = new TradeLine(time, action.Text, symbol?.Text, 0, end, isWanted && IsSymbolWanted(symbol))
        {
            MayRepeatNames = path.MayRepeatNames,
            Names = places.Length > 0 && path.HasAllNames ? path : null,
        };
        return LineVerdict.Wanted;
    }

    // The length counts a line feed also when the bytes end before it. Within the rest of the line a brace may begin a
    // second event, behind a torn one.
    [MethodImpl(HotPath.CompiledAtOnce)]
    private static LineVerdict SkipLine(ReadOnlySpan<byte> bytes, int index, out int length)
    {
        int found = ByteSearch.IndexOfEither(bytes[index..], (byte)'\n', (byte)'{');
        int end = found < 0 ? bytes.Length : index + found;
        length = end + 1;
        if ((found >= 0 && bytes[end] == '{') || bytes[end - 1] != '}')
            return LineVerdict.Unclear;
        return LineVerdict.Unwanted;
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private StringFilterCache.Verdict? SymbolAt(ReadOnlySpan<byte> bytes, int start, int end) => bytes[start] switch
    {
        (byte)'"' => OfSymbol(bytes[(start + 1)..(end - 1)]),
        (byte)'t' or (byte)'f' or (byte)'n' => null,
        _ => OfSymbol(bytes[start..end]),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private StringFilterCache.Verdict OfSymbol(ReadOnlySpan<byte> bytes) =>
        _symbols.WantsAll && !MakesTexts ? StringFilterCache.Unread : _symbols.Of(bytes, isEscaped: false);

    private string? ReadJson(ReadOnlySpan<byte> json, int start, out TradeLine line)
    {
        line = default;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var envelope = default(TradeEnvelope);
        bool isRepeated = false;
        var names = new SeenNames(stackalloc int[SeenNames.Most]);
        while (reader.Read() && reader.CurrentDepth > 0)
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                isRepeated |= reader.ValueIsEscaped
                    || names.IsRepeated(json, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                if (envelope.Take(ref reader) is { } envelopeFault)
                    return envelopeFault;
            }

            if (reader.TokenType == JsonTokenType.Number && TradeNumber.FaultOf(reader.ValueSpan) is { } numberFault)
                return numberFault;
        }

        int end = (int)reader.BytesConsumed;
        if (envelope.Timestamp is not { } timestamp)
            return "It has no timestamp.";
        if (!envelope.Action.IsThere)
            return "It has no action.";
        if (!Utf8.IsValid(json[start..end]))
            return "It is not valid UTF-8.";
        StringFilterCache.Verdict action = _actions.Of(envelope.Action.In(json), envelope.Action.IsEscaped);
        StringFilterCache.Verdict? symbol = envelope.Symbol.IsText
            ? _symbols.Of(envelope.Symbol.In(json), envelope.Symbol.IsEscaped)
            : null;
        bool isWanted = IsWanted(timestamp) && action.IsWanted && IsSymbolWanted(symbol);
        line = new TradeLine(timestamp, action.Text, symbol?.Text, start, end, isWanted)
        {
            MayRepeatNames = isRepeated,
        };
        return null;
    }

    private bool IsWanted(DateTimeOffset time) =>
        (_query.Since is not { } since || time >= since) && (_query.Until is not { } until || time < until);

    private bool IsSymbolWanted(StringFilterCache.Verdict? symbol) => symbol?.IsWanted ?? _symbols.WantsAll;
}
