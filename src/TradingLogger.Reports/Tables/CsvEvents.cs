using System.Globalization;
using TradingLogging.Analytics.Facts;
using TradingLogging.Reading;

namespace TradingLogging.Reports.Tables;

/// <summary>Events as comma-separated values (RFC 4180): timestamp, action, and a column for each member.</summary>
internal static class CsvEvents
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz";
    private const string LineEnd = "\r\n";

    // A spreadsheet takes a cell that begins so for a formula. The last four are the wide forms of the first four.
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n',
        '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'];

    /// <summary>Writes the events. Enumerates them twice.</summary>
    /// <exception cref="InvalidDataException">The events have too many different members.</exception>
    public static void Write(IEnumerable<TradeEvent> events, TextWriter writer)
    {
        EventTable table = EventTable.Of(events);
        WriteLine(writer, table.Columns.Select(column => Safe(column.Name)).Prepend("action").Prepend("timestamp"));
        long left = table.Count;
        foreach (TradeEvent tradeEvent in events)
        {
            // What was logged since the columns were learned may need others.
            if (left-- == 0)
                break;

            WriteLine(writer, table.RowOf(tradeEvent).Select(Cell)
                .Prepend(Safe(tradeEvent.Action))
                .Prepend(tradeEvent.Timestamp.ToString(TimeForm, CultureInfo.InvariantCulture)));
        }
    }

    private static string Cell(object? value)
    {
        string text = ValueText.Of(value) ?? "";
        return value is string ? Safe(text) : text;
    }

    // A number that was logged as text is no danger, and a sign in front of it no formula.
    private static string Safe(string text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0]) && !ExactNumber.TryRead(text, out _) ? "'" + text : text;

    private static void WriteLine(TextWriter writer, IEnumerable<string> cells)
    {
        string separator = "";
        foreach (string cell in cells)
        {
            writer.Write(separator);
            writer.Write(Quoted(cell));
            separator = ",";
        }

        writer.Write(LineEnd);
    }

    private static string Quoted(string cell) =>
        cell.IndexOfAny(['"', ',', '\r', '\n']) < 0 ? cell : "\"" + cell.Replace("\"", "\"\"") + "\"";
}
