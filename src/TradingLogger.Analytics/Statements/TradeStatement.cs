using System.Globalization;
using System.Text;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Analytics.Statements;

/// <summary>Reads the fills of a broker's statement: comma-separated values (RFC 4180) with a heading.</summary>
public static class TradeStatement
{
    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyyMMdd;HHmmss", "yyyy-MM-dd;HHmmss",
            "yyyyMMdd HH:mm:ss",
        "yyyy-MM-dd, HH:mm:ss",
    ];

    /// <summary>Reads a statement.</summary>
    /// <param name="path">The file.</param>
    /// <param name="preset">Whose statement it is.</param>
    /// <param name="map">Own names of columns by <c>time</c>, <c>execution_id</c>, <c>order_id</c>, <c>symbol</c>,
    /// <c>side</c>, <c>quantity</c>, <c>price</c>, <c>fee</c> and <c>fee_currency</c>; null for none.</param>
    /// <exception cref="InvalidDataException">A column is missing, or a value is no number or time.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<TradeFill> Read(
        string path, TradeStatementPreset preset = TradeStatementPreset.None, IReadOnlyDictionary<string,
            IReadOnlyList<string>>? map = null)
    {
        using var reader = new StreamReader(PlatformFiles.OpenOrdinary(path), Encoding.UTF8);
        long line = 1;
        string[]? heading = ReadRow(reader, ref line);
        if (heading is null)
            throw new InvalidDataException($"'{path}' is empty.");

        Dictionary<StatementColumn, int> columns = Find(heading, preset, map, path);
        var fills = new List<TradeFill>();
        while (true)
        {
            long start = line;
            string[]? row = ReadRow(reader, ref line);
            if (row is null)
                return fills;
            if (row.Length == 1 && row[0].Trim().Length == 0)
                continue;
            var place = new TradeEventPlace(path, start);
            Check(row, heading, place);
            fills.Add(FillOf(row, columns, preset, place));
        }
    }

    // A decimal comma without quotes makes two values of one, and a line that was cut off lacks some: all behind them
    // would be read as something else.
    private static void Check(string[] row, string[] heading, TradeEventPlace place)
    {
        if (row.Length < heading.Length || row.Skip(heading.Length).Any(cell => cell.Length > 0))
        {
            throw new InvalidDataException(
                $"{place} has {row.Length} values, and the heading {heading.Length}. "
                    + "A number with a comma must stand in quotes.");
        }
    }

    private static Dictionary<StatementColumn, int> Find(
        string[] heading, TradeStatementPreset preset, IReadOnlyDictionary<string, IReadOnlyList<string>>? map,
            string path)
    {
        string[] known = [.. heading.Select(Normalise)];
        var columns = new Dictionary<StatementColumn, int>();
        foreach (StatementColumn column in StatementPresets.Columns)
        {
            IEnumerable<string> own = (map ?? new Dictionary<string, IReadOnlyList<string>>())
                .Where(entry => Normalise(entry.Key) == Normalise(column.ToString())).SelectMany(entry => entry.Value);
            IEnumerable<string> usual = StatementPresets.Of(preset).TryGetValue(column, out string[]? names) ? names
                : [];
            int index = own.Concat(usual).Select(name => Array.IndexOf(known, Normalise(name))).Where(
                found => found >= 0).DefaultIfEmpty(-1).First();
            if (index >= 0)
                columns[column] = index;
        }

        string[] missing = [.. StatementPresets.Needed
            .Where(column => !columns.ContainsKey(column)).Select(column => column.ToString())];
        if (missing.Length > 0)
        {
            throw new InvalidDataException(
                $"'{path}' has no column for {string.Join(" and ", missing)}. "
                    + $"Its columns are {string.Join(", ", heading)}. Name it with -Map.");
        }

        return columns;
    }

    private static string Normalise(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static TradeFill FillOf(
        string[] row, Dictionary<StatementColumn, int> columns, TradeStatementPreset preset, TradeEventPlace place)
    {
        string? Text(StatementColumn column) =>
            columns.TryGetValue(column, out int index) && index < row.Length
                && row[index].Trim() is { Length: > 0 } text ? text : null;

        decimal? quantity = Number(Text(StatementColumn.Quantity), place, out _);
        decimal? fee = Number(Text(StatementColumn.Fee), place, out string? unit);
        TradeSide side = Text(StatementColumn.Side) is { } word ? TradeSides.Of(word) : quantity < 0 ? TradeSide.Sell
            : TradeSide.None;
        return new TradeFill
        {
            Place = place,
            Time = Time(Text(StatementColumn.Time), StatementPresets.IsUniversal(preset), place),
            ExecutionId = Text(StatementColumn.ExecutionId),
            OrderId = Text(StatementColumn.OrderId),
            Symbol = Text(StatementColumn.Symbol),
            Side = NameOf(side),
            Quantity = quantity is { } amount ? Math.Abs(amount) : null,
            Price = Number(Text(StatementColumn.Price), place, out _),
            Fee = StatementPresets.HasNegativeFees(preset) ? -fee : fee,
            FeeCurrency = (Text(StatementColumn.FeeCurrency) ?? unit)?.ToUpperInvariant(),
        };
    }

    internal static string? NameOf(TradeSide side) => side switch
    {
        TradeSide.Buy => "BUY",
        TradeSide.Sell => "SELL",
        _ => null,
    };

    // Binance writes 0.10000000BTC: a number and its unit.
    private static decimal? Number(string? text, TradeEventPlace place, out string? unit)
    {
        unit = null;
        if (text is null)
            return null;
        int end = text.Length;
        while (end > 0 && char.IsLetter(text[end - 1]))
            end--;
        unit = end < text.Length ? text.Substring(end) : null;
        if (TryWithoutCommas(text.Substring(0, end), out string digits) && Amount.TryParse(digits, out Amount number))
            return number.Value;
        throw new InvalidDataException(
            $"{place}: '{text}' is no number of up to 28 digits, or its comma may be read in two ways.");
    }

    // 1,234.5 and 1,234,567 have thousands, 101,01 has a decimal comma. 1,234 may be either, and is refused.
    private static bool TryWithoutCommas(string text, out string digits)
    {
        string[] groups = text.Split(',');
        digits = string.Concat(groups);
        if (groups.Length == 1)
            return true;

        string last = groups[groups.Length - 1];
        int point = last.IndexOf('.');
        bool hasPoint = point >= 0;
        bool areThousands = groups.Skip(1).Take(groups.Length - 2).All(group => group.Length == 3)
            && (hasPoint ? point : last.Length) == 3 && groups[0].Trim('-', ' ').Length is >= 1 and <= 3;
        if (areThousands)
            return hasPoint || groups.Length > 2;
        digits = groups[0] + "." + last;
        return groups.Length == 2 && !hasPoint;
    }

    private static DateTimeOffset? Time(string? text, bool isUniversal, TradeEventPlace place)
    {
        if (text is null)
            return null;
        DateTimeStyles styles = isUniversal ? DateTimeStyles.AssumeUniversal : DateTimeStyles.AssumeLocal;
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, TimeForms, invariant, styles, out DateTimeOffset exact))
            return exact;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out DateTimeOffset moment))
            return moment;
        throw new InvalidDataException($"{place}: '{text}' is no time.");
    }

    private static string[]? ReadRow(StreamReader reader, ref long line)
    {
        if (reader.Peek() < 0)
            return null;

        var cells = new List<string>();
        var cell = new StringBuilder();
        bool isQuoted = false;
        while (true)
        {
            int next = reader.Read();
            if (next < 0 || (next == '\n' && !isQuoted))
            {
                line++;
                cells.Add(cell.ToString().TrimEnd('\r'));
                return [.. cells];
            }

            line += next == '\n' ? 1 : 0;
            if (next == '"' && isQuoted && reader.Peek() == '"')
                cell.Append((char)reader.Read());
            else if (next == '"')
                isQuoted = !isQuoted;
            else if (next == ',' && !isQuoted)
                Next(cells, cell);
            else
                cell.Append((char)next);
        }
    }

    private static void Next(List<string> cells, StringBuilder cell)
    {
        cells.Add(cell.ToString());
        cell.Clear();
    }
}
