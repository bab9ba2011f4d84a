using System.Globalization;
using System.Text;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Orders;
using TradingLogging.Analytics.Statements;
using TradingLogging.Formatting;
using TradingLogging.Reading;
using TradingLogging.Text;

namespace TradingLogging.Live.Summaries;

/// <summary>A list of a summary, as rows of text.</summary>
/// <param name="Title">What the rows are.</param>
/// <param name="Total">How many there are in all; null when that is not known.</param>
/// <param name="Rows">The rows, each of the same number of cells. Of cells with a number the first character is <see
/// cref="Number"/>, which is not shown: they are aligned at their right.</param>
internal sealed record SummarySection(string Title, long? Total, IReadOnlyList<string[]> Rows)
{
    private const char Number = '\0';
    private const string Gap = "  ";
    private const int WidestText = 19;

    /// <summary>The lists of a summary that are not empty.</summary>
    public static IEnumerable<SummarySection> Of(LiveSummary summary)
    {
        DateTimeOffset day = summary.Day;
        SummarySection[] all =
        [
            new(
                "Open positions",
                summary.Activity.OpenPositions.Count,
                [.. summary.Activity.OpenPositions.Reverse().Select(Of)]),
            new("Open orders", summary.OpenOrderCount, [.. summary.OpenOrders.Select(order => Of(order, day))]),
            new("Last fills", Total: null, [.. summary.LastFills.Select(fill => Of(fill, day))]),
            new(
                "Last warnings and errors",
                Total: null,
                [.. summary.LastProblems.Select(problem => Of(problem, day))]),
            new(
                "Last events",
                Total: null,
                [.. summary.LastEvents.Select(shown => Of(shown.Event, summary.TimeZone))]),
        ];
        return all.Where(section => section.Rows.Count > 0);
    }

    /// <summary>Title and rows as lines.</summary>
    /// <param name="rows">How many rows: the last ones.</param>
    /// <param name="width">The columns of the terminal: where the rows are wider, texts are cut that would push the
    /// numbers behind them out of it. Null to cut none.</param>
    public IEnumerable<string> Write(int rows, int? width)
    {
        string[][] shown = [.. Rows.Skip(Rows.Count - rows)];
        string counted = Total is not { } total ? ""
            : total == shown.Length ? FormattableString.Invariant($" ({total})")
            : FormattableString.Invariant($" ({shown.Length} of {total})");
        int[] widths = WidthsOf(shown);
        if (shown.Select(row => LineOf(row, widths)).Any(line => ConsoleColumns.Fit(line, width) != line))
        {
            shown = [.. shown.Select(Narrow)];
            widths = WidthsOf(shown);
        }

        return [Title + counted, .. shown.Select(row => LineOf(row, widths))];
    }

    private static int[] WidthsOf(string[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(
        column => rows.Max(row => ConsoleColumns.WidthOf(TextOf(row[column]))))];

    // A number that is cut would be another number, and behind the last column nothing is lost.
    private static string[] Narrow(string[] row) =>
    [
        .. row.Select((cell, column) => column == row.Length - 1 || cell.Length > TextOf(cell).Length
            ? cell
            : ConsoleColumns.Fit(cell, WidestText + 1)),
    ];

    private static string LineOf(string[] row, int[] widths)
    {
        var line = new StringBuilder();
        for (int column = 0; column < row.Length; column++)
        {
            // No row has anything there.
            if (widths[column] == 0)
                continue;
            string text = TextOf(row[column]);
            string padding = new(' ', widths[column] - ConsoleColumns.WidthOf(text));
            bool isNumber = row[column].Length > text.Length;
            line.Append(Gap).Append(isNumber ? padding + text : text + padding);
        }

        return line.ToString().TrimEnd();
    }

    private static string TextOf(string cell) => cell.TrimStart(Number);

    private static string[] Of(TradePosition position) =>
    [
        Text(position.Symbol), Text(position.Side), Text(position.Quantity), Text(position.AveragePrice),
        Text(position.Strategy), Text(position.Account),
    ];

    private static string[] Of(TradeOrder order, DateTimeOffset day) =>
    [
        Shown.Second(order.PlacedAt, day), Text(order.Symbol), Text(order.Side),
        Text(order.Quantity), Text(order.Price),
        order.FilledQuantity == 0 ? "" : FormattableString.Invariant($"{order.FilledQuantity} filled"),
        Text(order.OrderId),
    ];

    private static string[] Of(TradeFill fill, DateTimeOffset day) =>
    [
        fill.Time is { } time ? Shown.Second(time, day) : "", Text(fill.Symbol), Text(fill.Side),
        Text(fill.Quantity), Text(fill.Price),
        fill.Fee is null ? "" : Text($"fee {Text(fill.Fee).TrimStart(Number)} {fill.FeeCurrency}"),
        Text(fill.OrderId),
    ];

    private static string[] Of(TradingLogEntry entry, DateTimeOffset day) =>
    [
        Shown.Second(entry.Timestamp, day), entry.Level.ToString().ToUpperInvariant(), Text(entry.Logger),
        Text(entry.Message),
    ];

    private static string[] Of(TradeEvent written, TimeZoneInfo zone) =>
    [
        TradeConsoleLine.TryMake(written.Utf8Json, TimeZoneInfo.ConvertTime(written.Timestamp, zone))
            ?? Text(written.ToString()),
    ];

    private static string Text(string? text) => text is null ? "" : VisibleText.Of(text.TrimEnd());

    private static string Text(decimal? number) =>
        number is { } value ? Number + value.ToString(CultureInfo.InvariantCulture) : "";
}
