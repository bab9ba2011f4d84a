using System.Collections.ObjectModel;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Statements;

/// <summary>Reads the fills of a broker's statement: comma-separated values (RFC 4180) with a heading. Semicolons and
/// tabs are taken for commas where the heading has more of them.</summary>
public static class TradeStatement
{
    /// <summary>Reads a statement.</summary>
    /// <param name="path">The file.</param>
    /// <param name="preset">Whose statement it is.</param>
    /// <param name="map">Own names of columns by <c>time</c>, <c>execution_id</c>, <c>order_id</c>, <c>symbol</c>,
    /// <c>side</c>, <c>quantity</c>, <c>price</c>, <c>fee</c> and <c>fee_currency</c>; several of <c>fee</c> are added,
    /// several of <c>time</c> joined with a space; null for none.</param>
    /// <exception cref="ArgumentException">The map has another name, or names no column.</exception>
    /// <exception cref="InvalidDataException">A column is missing, a value is no number or time, or something can be
    /// read in two ways.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<TradeFill> Read(
        string path,
        TradeStatementPreset preset = TradeStatementPreset.None,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? map = null)
    {
        using var rows = new StatementRows(path);
        string[] heading = rows.Read() ?? throw new InvalidDataException($"'{path}' is empty.");
        var columns = new StatementColumns(heading, preset, map, path);
        var fills = new List<TradeFill>();
        while (true)
        {
            var place = new TradeEventPlace(path, rows.Line);
            string[]? row = rows.Read();
            if (row is null)
                return new StatementLines(WithSides(fills, columns), columns.Present);
            if (row.All(string.IsNullOrWhiteSpace))
                continue;
            Check(row, heading, rows.Separator, place);
            columns.CheckRivals(row, place);
            fills.Add(FillOf(row, columns, preset, place));
        }
    }

    /// <summary>The name of a side; null for none that is known.</summary>
    internal static string? NameOf(TradeSide side) => side switch
    {
        TradeSide.Buy => "BUY",
        TradeSide.Sell => "SELL",
        _ => null,
    };

    // A decimal comma without quotes makes two values of one, and a line that was cut off lacks some: all behind them
    // would be read as something else.
    private static void Check(string[] row, string[] heading, char separator, TradeEventPlace place)
    {
        if (row.Length < heading.Length || row.Skip(heading.Length).Any(cell => cell.Length > 0))
        {
            throw new InvalidDataException(
                $"{place} has {row.Length} values, and the heading {heading.Length}. "
                    + (separator == ','
                        ? "A number with a comma must stand in quotes."
                        : $"They are separated by '{(separator == '\t' ? "tab" : ";")}', as the heading is."));
        }
    }

    private static TradeFill FillOf(
        string[] row, StatementColumns columns, TradeStatementPreset preset, TradeEventPlace place)
    {
        string? Text(StatementColumn column) => columns.TextOf(row, column);

        decimal? quantity = StatementValues.Number(Text(StatementColumn.Quantity), place, out string? bought);
        decimal? price = StatementValues.Number(Text(StatementColumn.Price), place, out string? paid);
        StatementValues.CheckUnits(Text(StatementColumn.Symbol), bought, paid, place);
        decimal? fee = Fee(columns.TextsOf(row, StatementColumn.Fee), place, out string? unit);
        string? currency = Text(StatementColumn.FeeCurrency) ?? unit;
        if (unit is not null && !string.Equals(unit, currency, StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"{place} has a fee in {unit} and says that it is in {currency}.");
        string[] times = columns.TextsOf(row, StatementColumn.Time);
        return new TradeFill
        {
            Place = place,
            Time = StatementValues.Time(
                times.Length > 0 ? string.Join(" ", times) : null, StatementPresets.IsUniversal(preset), place),
            ExecutionId = Text(StatementColumn.ExecutionId),
            OrderId = Text(StatementColumn.OrderId),
            Symbol = Text(StatementColumn.Symbol),
            Side = Side(Text(StatementColumn.Side), quantity, place),
            Quantity = quantity is { } amount ? Math.Abs(amount) : null,
            Price = price,
            Fee = StatementPresets.HasNegativeFees(preset) ? -fee : fee,
            FeeCurrency = currency?.ToUpperInvariant(),
        };
    }

    // A word that is not known stays what it is, so that it equals no side of the log.
    private static string? Side(string? word, decimal? quantity, TradeEventPlace place)
    {
        TradeSide side = word is not null ? TradeSides.Of(word) : quantity < 0 ? TradeSide.Sell : TradeSide.None;
        if (side == TradeSide.Buy && quantity < 0)
            throw new InvalidDataException($"{place} is a {word} of a negative quantity: which of both is it?");
        return NameOf(side) ?? word?.ToUpperInvariant();
    }

    private static decimal? Fee(string[] texts, TradeEventPlace place, out string? unit)
    {
        decimal? sum = null;
        unit = null;
        foreach (string text in texts)
        {
            decimal? fee = StatementValues.Number(text, place, out string? own);
            if (unit is not null && own is not null && own != unit)
                throw new InvalidDataException($"{place} has fees in {unit} and in {own}, which have no sum.");
            unit ??= own;
            sum = (sum ?? 0) + fee;
        }

        return sum;
    }

    // Where sales have a negative quantity and nothing else says the side, the others are purchases.
    private static List<TradeFill> WithSides(List<TradeFill> fills, StatementColumns columns) =>
        columns.Present.Contains(StatementColumn.Side) || !fills.Any(fill => fill.Side is not null)
            ? fills
            : [.. fills.Select(fill => fill.Side is null && fill.Quantity > 0 ? fill with { Side = "BUY" } : fill)];
}

/// <summary>The lines of a statement, and which columns it has.</summary>
internal sealed class StatementLines(IList<TradeFill> lines, IReadOnlyCollection<StatementColumn> columns)
    : ReadOnlyCollection<TradeFill>(lines)
{
    /// <summary>The columns that are read.</summary>
    public IReadOnlyCollection<StatementColumn> Columns { get; } = columns;
}
