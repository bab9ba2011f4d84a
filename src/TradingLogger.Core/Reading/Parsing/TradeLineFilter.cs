using System.Runtime.CompilerServices;
using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Decides on lines by their bytes, before an event is made of them. Not thread-safe.</summary>
internal sealed class TradeLineFilter
{
    private readonly TradeQuery _query;
    private readonly CanonicalTime _time = new();
    private readonly bool _hasTimes;
    private readonly bool _rejectsSome;

    public TradeLineFilter(TradeQuery query)
    {
        _query = query;
        Actions = new StringFilterCache(query.Action);
        Symbols = new StringFilterCache(query.Symbol);
        _hasTimes = query.Since is not null || query.Until is not null;
        _rejectsSome = _hasTimes || query.Action is not null || query.Symbol is not null;
    }

    public StringFilterCache Actions { get; }

    public StringFilterCache Symbols { get; }

    private static ReadOnlySpan<byte> BeforeSymbol => ", \"symbol\": \""u8;

    private static ReadOnlySpan<byte> SymbolName => "symbol"u8;

    /// <summary>Whether the line is surely a whole one that is not wanted. It knows only lines as the writer writes them; all
    /// others have to be read.</summary>
    public bool Rejects(ReadOnlySpan<byte> line) =>
        _rejectsSome
        && line.Length > 2
        && IsUnwanted(line)
        // A line may hold a second record, behind a torn one or one without its line feed.
        && line[1..].IndexOf((byte)'{') < 0;

    /// <summary>Measures the lines at the beginning of some bytes that <see cref="Rejects"/> is true of.</summary>
    /// <param name="bytes">Begin with a line.</param>
    /// <param name="lines">How many such lines there are.</param>
    /// <returns>How many bytes they have, with their line feeds.</returns>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public int MeasureUnwanted(ReadOnlySpan<byte> bytes, out int lines)
    {
        lines = 0;
        int start = 0;
        while (_rejectsSome && start + 1 < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[start..];
            int end = ByteSearch.IndexOfEither(rest[1..], (byte)'\n', (byte)'{') + 1;
            if (end == 0 || rest[end] == '{' || !IsUnwanted(rest[..end]))
                break;
            start += end + 1;
            lines++;
        }

        return start;
    }

    /// <summary>Whether an event is wanted.</summary>
    /// <param name="json">The line.</param>
    /// <param name="line">What was found in it.</param>
    public bool Accepts(ReadOnlySpan<byte> json, in TradeLine line) =>
        IsWanted(line.Timestamp)
        && (Actions.WantsAll || Actions.Of(line.Action.TextIn(json), line.Action.IsEscaped).IsWanted)
        && (Symbols.WantsAll
            || (!line.Symbol.IsMissing && Symbols.Of(line.Symbol.TextIn(json), line.Symbol.IsEscaped).IsWanted));

    [MethodImpl(HotPath.CompiledAtOnce)]
    private bool IsUnwanted(ReadOnlySpan<byte> line)
    {
        if (line[^1] != '}' || !line.StartsWith(TradeLineFormat.Opening))
            return false;
        ReadOnlySpan<byte> rest = line[TradeLineFormat.Opening.Length..];
        // Only where the timestamp ends is asked without times: a record of another shape does not go on as the next line wants.
        int length = CanonicalTime.Measure(rest);
        if (_hasTimes)
        {
            if (!_time.TryRead(rest, out DateTimeOffset time, out length))
                return false;
            if (!IsWanted(time))
                return true;
        }

        rest = rest[length..];
        if (!rest.StartsWith(TradeLineFormat.BeforeAction))
            return false;
        rest = rest[TradeLineFormat.BeforeAction.Length..];
        int end = ByteSearch.IndexOfEither(rest, (byte)'"', (byte)'\\');
        if (end < 0 || rest[end] == '\\')
            return false;
        return !Actions.Of(rest[..end], isEscaped: false).IsWanted || (!Symbols.WantsAll && IsSymbolUnwanted(rest[(end + 1)..]));
    }

    private bool IsSymbolUnwanted(ReadOnlySpan<byte> members)
    {
        int found = members.IndexOf(BeforeSymbol);
        if (found < 0)
            return members.IndexOf(SymbolName) < 0 && members.IndexOf((byte)'\\') < 0;
        // A backslash or a bracket before it: it may stand inside a string or a nested object, or have a twin that does not look so.
        if (members[..found].IndexOfAny((byte)'{', (byte)'[', (byte)'\\') >= 0)
            return false;
        if (members[..found].IndexOf(SymbolName) >= 0)
            return false;
        ReadOnlySpan<byte> symbol = members[(found + BeforeSymbol.Length)..];
        int end = ByteSearch.IndexOfEither(symbol, (byte)'"', (byte)'\\');
        return end >= 0 && symbol[end] == '"' && !Symbols.Of(symbol[..end], isEscaped: false).IsWanted;
    }

    private bool IsWanted(DateTimeOffset time) =>
        (_query.Since is not { } since || time >= since) && (_query.Until is not { } until || time < until);
}
