using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Json;
using TradingLogging.Reading.Parsing;
using TradingLogging.Text;

namespace TradingLogging.Reading;

/// <summary>One event of the trade log.</summary>
/// <remarks>As the data of another event it gives its members, with every digit, and the moment of logging as
/// <c>event_time</c> unless it tells itself when it happened. So a log is copied, merged or replayed.</remarks>
public sealed class TradeEvent : IMemberSource
{
    /// <summary>The action of a line that the log itself writes: its member <c>lines</c> says how many lines right
    /// before it belong to a batch whose writer was killed, and <c>of</c> how many the batch was to have. Their events
    /// were not acknowledged, and may stand in the log again.</summary>
    public const string UnfinishedBatch = TradeLineFormat.UnfinishedBatch;

    // Remembers the actions and symbols of the events that a thread has parsed.
    [ThreadStatic]
    private static TradeLineScanner? _scanner;

    // The event whose members a thread has read last: a script asks one event for one member after the other, and
    // events that are kept are to keep no more than their line.
    [ThreadStatic]
    private static TradeEvent? _lastRead;

    [ThreadStatic]
    private static IReadOnlyList<KeyValuePair<string, object?>>? _lastMembers;

    private readonly byte[] _json;
    private readonly string? _symbol;
    private readonly LogLocation? _location;

    internal TradeEvent(DateTimeOffset timestamp, string action, string? symbol, byte[] json, LogLocation? location)
    {
        Timestamp = timestamp;
        Action = action;
        _symbol = symbol;
        _location = location;
        _json = json;
    }

    /// <summary>The moment of logging. A timestamp written without an offset is taken as this machine's wall
    /// clock.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>What happened, for example <c>ORDER_FILLED</c>.</summary>
    public string Action { get; }

    /// <summary>The event's JSON object in UTF-8, for who reads it without making objects.</summary>
    internal ReadOnlySpan<byte> Utf8Json => _json;

    /// <summary>Reads a line of the trade log.</summary>
    /// <param name="line">The JSON object in UTF-8; white space around it is allowed. An escaped half of a surrogate
    /// pair, which no .NET string can be read from, becomes U+FFFD.</param>
    /// <exception cref="FormatException">The line is no JSON object with <c>timestamp</c> and
    /// <c>action</c>.</exception>
    public static TradeEvent Parse(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> json = LoneSurrogates.Replace(line);
        TradeLineScanner scanner = _scanner ??= new TradeLineScanner(new TradeQuery());
        if (!scanner.TryScan(json, out TradeLine scanned, out string? reason)
            || !TradeLineScanner.IsAlone(json, scanned, out reason))
        {
            throw new FormatException("The line is not a trade event: " + reason);
        }

        return scanned.ToEvent(json, location: null);
    }

    // As the data of another event it is its members; where it stands in a file is no part of it.
    IEnumerable<KeyValuePair<string, object?>> IMemberSource.GetMembers(bool isData) =>
        isData
            ? ReadMembers()
            : [new(TradeLineFormat.Timestamp, Timestamp), new(TradeLineFormat.Action, Action), .. ReadMembers()];

    EventCopy IMemberSource.GetCopy() => TradeEventCopy.Of(Timestamp, TradeLineMembers.Read(_json, keepsDigits: true));

    /// <summary>The event as JSON.</summary>
    /// <returns>The object as it stands in the log, without white space around it.</returns>
    public override string ToString() => Encoding.UTF8.GetString(_json);

    /// <summary>Reads the members, or gives those that this thread has read last.</summary>
    internal IReadOnlyList<KeyValuePair<string, object?>> ReadMembers()
    {
        if (_lastRead != this)
            (_lastMembers, _lastRead) = (TradeLineMembers.Read(_json), this);
        return _lastMembers!;
    }

    internal string? GetSymbol() => _symbol;

    internal LogLocation? GetLocation() => _location;
}

/// <summary>What a trade event has besides its timestamp and action.</summary>
/// <remarks>These are extensions because PowerShell and <c>ConvertTo-Json</c> list an object's own properties beside
/// the members that <c>TradeEventAdapter</c> shows: a member would be there twice, and one that is called
/// <c>location</c> would be hidden.</remarks>
public static class TradeEventMembers
{
    extension(TradeEvent tradeEvent)
    {
        /// <summary>The text of the member <c>symbol</c>, also when it is a number; null when there is none. A member
        /// of exactly this name comes first, then the first one whose name differs only by case.</summary>
        public string? Symbol => tradeEvent.GetSymbol();

        /// <summary>Where the event stands; null when it was not read from a file.</summary>
        public LogLocation? Location => tradeEvent.GetLocation();

        /// <summary>All members but timestamp and action, in the order of the line: null, bool, string, long
        /// (<see cref="System.Numerics.BigInteger"/> beyond), double, decimal where a double would lose digits, a list
        /// of such values for an array, a list of pairs of name and value for an object. A name that the line has twice
        /// is there twice; the first one counts.</summary>
        public IReadOnlyList<KeyValuePair<string, object?>> Members => tradeEvent.ReadMembers();
    }
}
