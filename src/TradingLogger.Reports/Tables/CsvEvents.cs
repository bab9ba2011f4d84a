using System.Text;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;
using TradingLogging.Text;

namespace TradingLogging.Reports.Tables;

/// <summary>Events as comma-separated values (RFC 4180): timestamp, action, and a column for each member.</summary>
internal sealed class CsvEvents
{
    private const int FullLength = 1 << 16;

    // A spreadsheet takes a cell that begins so for a formula. The last four are the wide forms of the first four.
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n',
        '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'];

    private static readonly char[] Quotable = ['"', ',', '\r', '\n'];

    private readonly Utf8Buffer _buffer = new();
    private readonly ReferenceCache<string, byte[]> _actions =
        new(action => Encoding.UTF8.GetBytes(Quoted(Safe(action))));

    private CsvEvents()
    {
    }

    /// <summary>Writes the events. Enumerates them twice.</summary>
    /// <exception cref="InvalidDataException">The events have too many different members.</exception>
    public static void Write(IEnumerable<TradeEvent> events, Stream destination)
    {
        EventTable table = EventTable.Of(events);
        var csv = new CsvEvents();
        csv.WriteHeading(table);
        long left = table.Count;
        foreach (TradeEvent tradeEvent in events)
        {
            // What was logged since the columns were learned may need others.
            if (left-- == 0)
                break;
            csv.WriteRow(tradeEvent, table);
            if (csv._buffer.Length >= FullLength)
                JsonEvents.Flush(csv._buffer, destination);
        }

        JsonEvents.Flush(csv._buffer, destination);
    }

    private void WriteHeading(EventTable table)
    {
        _buffer.Write("timestamp,action"u8);
        foreach (EventColumn column in table.Columns)
        {
            _buffer.Write((byte)',');
            WriteText(column.Name);
        }

        _buffer.Write("\r\n"u8);
    }

    private void WriteRow(TradeEvent tradeEvent, EventTable table)
    {
        WriteTime(tradeEvent.Timestamp);
        _buffer.Write((byte)',');
        _buffer.Write(_actions.Of(tradeEvent.Action));
        ReadOnlySpan<byte> json = tradeEvent.Utf8Json;
        foreach (EventCell cell in table.RowOf(tradeEvent))
        {
            _buffer.Write((byte)',');
            if (cell.HasValue)
                WriteCell(cell, json);
        }

        _buffer.Write("\r\n"u8);
    }

    private void WriteCell(in EventCell cell, ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> value = cell.In(json);
        if (IsPlain(cell, value))
            _buffer.Write(value);
        else if (cell.Kind == JsonValueKindOf.Text)
            WriteText(JsonMembers.Decode(value, cell.IsEscaped));
        else
            WriteUtf8(Quoted(ValueText.Of(cell, json) ?? ""));
    }

    // What needs neither quotes nor an apostrophe stands in the table as in the log.
    private static bool IsPlain(in EventCell cell, ReadOnlySpan<byte> value) => cell.Kind switch
    {
        JsonValueKindOf.Text => !cell.IsEscaped
            && (value.IsEmpty || IsLetterOrDigit(value[0]))
            && value.IndexOf((byte)',') < 0,
        JsonValueKindOf.Number => !ValueText.HasExponent(value),
        JsonValueKindOf.Nested => false,
        _ => true,
    };

    private static bool IsLetterOrDigit(byte unit) =>
        unit is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z');

    private void WriteText(string text) => WriteUtf8(Quoted(Safe(text)));

    private void WriteUtf8(string text) => _buffer.Write(Encoding.UTF8.GetBytes(text));

    // The form O has a digit more than the log.
    private void WriteTime(DateTimeOffset time)
    {
        const int BeforeLastDigit = 26, Length = 33;
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(
            time.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        _buffer.Write(text[..BeforeLastDigit]);
        _buffer.Write(text[(BeforeLastDigit + 1)..Length]);
    }

    // A number that was logged as text is no danger, and a sign in front of it no formula.
    private static string Safe(string text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0]) && !ExactNumber.TryRead(text, out _) ? "'" + text : text;

    private static string Quoted(string cell) =>
        cell.IndexOfAny(Quotable) < 0 ? cell : "\"" + cell.Replace("\"", "\"\"") + "\"";
}
