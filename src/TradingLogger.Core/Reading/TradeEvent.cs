using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Json;
using TradingLogging.Reading.Parsing;
using TradingLogging.Text;

namespace TradingLogging.Reading;

/// <summary>One event of the trade log.</summary>
public sealed class TradeEvent : IMemberSource
{
    /// <summary>The action of a line that the log itself writes: its member <c>lines</c> says how many lines right before it
    /// belong to a batch whose writer was killed, and <c>of</c> how many the batch was to have. Their events were not
    /// acknowledged, and may stand in the log again.</summary>
    public const string UnfinishedBatch = TradeLineFormat.UnfinishedBatch;

    // Remembers the actions and symbols of the events that a thread has parsed.
    [ThreadStatic]
    private static TradeLineScanner? _scanner;

    private readonly byte[] _json;
    private IReadOnlyList<KeyValuePair<string, object?>>? _members;

    internal TradeEvent(DateTimeOffset timestamp, string action, string? symbol, byte[] json, LogLocation? location)
    {
        Timestamp = timestamp;
        Action = action;
        Symbol = symbol;
        Location = location;
        _json = json;
    }

    /// <summary>The moment of logging. A timestamp written without an offset is taken as this machine's wall clock.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>What happened, for example <c>ORDER_FILLED</c>.</summary>
    public string Action { get; }

    /// <summary>The first member <c>symbol</c>; null when there is none or it is no string.</summary>
    public string? Symbol { get; }

    /// <summary>Where the event stands; null when it was not read from a file.</summary>
    public LogLocation? Location { get; }

    /// <summary>All other members in the order of the line: null, bool, string, long (<see cref="System.Numerics.BigInteger"/>
    /// beyond), double, decimal where a double would lose digits, a list of such values for an array, a list of pairs of name
    /// and value for an object. A name that the line has twice is there twice.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Members => _members ??= TradeLineMembers.Read(_json);

    /// <summary>The event's JSON object in UTF-8, for who reads it without making objects.</summary>
    internal ReadOnlySpan<byte> Utf8Json => _json;

    /// <summary>Reads a line of the trade log.</summary>
    /// <param name="line">The JSON object in UTF-8; white space around it is allowed. An escaped half of a surrogate pair, which
    /// no .NET string can be read from, becomes U+FFFD.</param>
    /// <exception cref="FormatException">The line is no JSON object with <c>timestamp</c> and <c>action</c>.</exception>
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
        isData ? Members : [new(TradeLineFormat.Timestamp, Timestamp), new(TradeLineFormat.Action, Action), .. Members];

    /// <summary>The event as JSON.</summary>
    /// <returns>The object as it stands in the log, without white space around it.</returns>
    public override string ToString() => Encoding.UTF8.GetString(_json);
}
