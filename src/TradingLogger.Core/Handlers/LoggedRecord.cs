using System.Text;
using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;
using TradingLogging.Text;

namespace TradingLogging.Handlers;

/// <summary>A record that outlives the call that made it, for handlers that deliver it later. Its secrets are masked.
/// Immutable.</summary>
public sealed class LoggedRecord
{
    private readonly byte[] _tradeLine;
    private readonly byte[] _members;
    private readonly byte[] _unsaid;
    private readonly int _contextStart;
    private TradeEvent? _event;
    private IReadOnlyDictionary<string, object?>? _data;

    /// <summary>Copies a record.</summary>
    /// <param name="record">The record, as a handler gets it.</param>
    public LoggedRecord(in LogRecord record)
    {
        Time = record.Timestamp;
        Level = record.Level;
        Logger = record.LoggerName;
        LineNumber = record.LineNumber;
        Error = record.Error;
        _tradeLine = record.TradeLine.ToArray();
        _members = record.Members.ToArray();
        _unsaid = record.Data.Unsaid.ToArray();
        _contextStart = record.Data.ContextStart;
        Message = record.IsTradeEvent ? Encoding.UTF8.GetString(_tradeLine) : record.Message;
    }

    /// <summary>The moment of logging, as local wall clock with its offset from UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The severity.</summary>
    public LogLevel Level { get; }

    /// <summary>The dotted name of the logger; <c>trades</c> for a trade event.</summary>
    public string Logger { get; }

    /// <summary>The message; for a trade event its JSON object.</summary>
    public string Message { get; }

    /// <summary>The line of the caller in its source file, from 1; 0 when unknown.</summary>
    public int LineNumber { get; }

    /// <summary>What went wrong: type, message, stack, and what else is known; null for none.</summary>
    public ErrorDetails? Error { get; }

    /// <summary>The trade event; null for a text message. Numbers and hashes of a chained log are not in it: the file
    /// gives them.</summary>
    public TradeEvent? Event => _tradeLine.Length == 0 ? null : _event ??= TradeEvent.Parse(_tradeLine);

    /// <summary>The members of a trade event, or those that a message and its context have, by their names in whatever
    /// case; empty for none. The values are of the types that <see cref="TradeEventMembers"/> lists.</summary>
    public IReadOnlyDictionary<string, object?> Data => _data ??= ReadData();

    /// <summary>The record as the console shows it, with the members that the message does not tell.</summary>
    public override string ToString() => ToText(showsContext: false);

    /// <summary>The record as the console shows it.</summary>
    /// <param name="showsContext">Whether the members of the context stand behind the message.</param>
    internal string ToText(bool showsContext)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            new TextLineFormatter(TextLayout.Console, showsContext: showsContext).Format(ToRecord(), buffer);
            return Encoding.UTF8.GetString(buffer.Written[..^1]);
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }

    private IReadOnlyDictionary<string, object?> ReadData()
    {
        var table = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, object?> member in Event?.Members ?? ReadMembers())
        {
            if (!table.ContainsKey(member.Key))
                table.Add(member.Key, member.Value);
        }

        return ReadableList.Of<object?>(table);
    }

    private IReadOnlyList<KeyValuePair<string, object?>> ReadMembers()
    {
        if (_members.Length == 0)
            return [];
        var reader = new Utf8JsonReader(LoneSurrogates.Replace(_members));
        reader.Read();
        return (IReadOnlyList<KeyValuePair<string, object?>>)TradeLineMembers.ReadValue(ref reader)!;
    }

    private LogRecord ToRecord() => _tradeLine.Length == 0
        ? new LogRecord(Time, Level, Logger, Message, LineNumber, Error)
        {
            Data = new RecordMembers(_members, _contextStart, _unsaid, isTruncated: false),
        }
        : new LogRecord(Time, Logger, _tradeLine, LineNumber);
}
