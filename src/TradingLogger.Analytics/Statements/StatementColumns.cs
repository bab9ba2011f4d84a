using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Statements;

/// <summary>Which columns of a statement are read, and as what. What can be read in two ways is refused.</summary>
internal sealed class StatementColumns
{
    private static readonly string[] WordsOfCosts = ["fee", "commission", "tax", "charge", "rebate"];
    private static readonly string[] WordsOfNoCosts = ["currency", "asset", "coin", "unit", "rate", "type", "tier"];
    private readonly Dictionary<StatementColumn, int[]> _read = [];
    private readonly Dictionary<StatementColumn, int[]> _rivals = [];
    private readonly string[] _heading;
    private readonly string _path;

    /// <summary>Finds the columns in a heading.</summary>
    /// <exception cref="ArgumentException">The map has a name that no column is read as.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or there are two.</exception>
    public StatementColumns(
        string[] heading,
        TradeStatementPreset preset,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? map,
        string path)
    {
        (_heading, _path) = (heading, path);
        if (map is not null)
            FindMapped(map);
        FindUsual(preset);
        string[] missing = [.. StatementPresets.Needed.Where(column => !_read.ContainsKey(column)).Select(NameOf)];
        if (missing.Length > 0)
        {
            throw new InvalidDataException(
                $"'{path}' has no column for {string.Join(" and ", missing)}. "
                    + $"Its columns are {string.Join(", ", heading)}. Name it with -Map.");
        }
    }

    /// <summary>The columns that are read.</summary>
    public IReadOnlyCollection<StatementColumn> Present => _read.Keys;

    /// <summary>The values of a row, without empty ones: one, or for costs and times as many as were mapped.</summary>
    public string[] TextsOf(string[] row, StatementColumn column) => _read.TryGetValue(column, out int[]? read)
        ? [.. read.Select(index => row[index].Trim()).Where(text => text.Length > 0)]
        : [];

    /// <summary>The only value of a row; null for none.</summary>
    public string? TextOf(string[] row, StatementColumn column) => TextsOf(row, column).FirstOrDefault();

    /// <summary>Refuses a row that says something else in another column of the same meaning.</summary>
    /// <exception cref="InvalidDataException">It does.</exception>
    public void CheckRivals(string[] row, TradeEventPlace place)
    {
        foreach (StatementColumn column in _rivals.Keys)
        {
            string? text = TextOf(row, column);
            foreach (int rival in _rivals[column].Where(rival => Contradicts(column, text, row[rival].Trim())))
            {
                string? read = _read.TryGetValue(column, out int[]? own) ? _heading[own[0]] : null;
                throw new InvalidDataException(
                    $"{place}: the column {_heading[rival]} says '{row[rival].Trim()}', "
                        + (read is null ? $"and no column is read as {NameOf(column)}. " : $"{read} says '{text}'. ")
                        + $"Say which one is the {NameOf(column)}: -Map @{{ {NameOf(column)} = '{_heading[rival]}' }}"
                        + (column == StatementColumn.Fee && read is not null
                            ? $", or with both names, '{read}', '{_heading[rival]}', for their sum."
                            : "."));
            }
        }
    }

    private static string NameOf(StatementColumn column) => column switch
    {
        StatementColumn.ExecutionId => "execution_id",
        StatementColumn.OrderId => "order_id",
        StatementColumn.FeeCurrency => "fee_currency",
        _ => column.ToString().ToLowerInvariant(),
    };

    private void FindMapped(IReadOnlyDictionary<string, IReadOnlyList<string>> map)
    {
        foreach (string name in map.Keys)
        {
            IReadOnlyList<string> columns = map[name];
            StatementColumn[] meant =
                [.. StatementPresets.Columns.Where(column => Normalise(NameOf(column)) == Normalise(name))];
            if (meant.Length == 0)
            {
                throw new ArgumentException(
                    $"-Map has the name '{name}'. The names are "
                        + $"{string.Join(", ", StatementPresets.Columns.Select(NameOf))}.");
            }

            if (columns.Count == 0 || columns.Any(string.IsNullOrWhiteSpace))
                throw new ArgumentException($"-Map names no column for {NameOf(meant[0])}.");
            if (columns.Count > 1 && meant[0] is not (StatementColumn.Fee or StatementColumn.Time))
            {
                throw new ArgumentException(
                    $"-Map names {columns.Count} columns for {NameOf(meant[0])}: only those of fee, which are added, "
                        + "and of time, which are joined, may be several.");
            }

            _read[meant[0]] = [.. columns.Select(column => IndexOfMapped(column, meant[0]))];
        }
    }

    private int IndexOfMapped(string column, StatementColumn meaning)
    {
        int index = IndexOf(column);
        return index >= 0 ? index : throw new InvalidDataException(
            $"'{_path}' has no column {column}, which -Map names for {NameOf(meaning)}. "
                + $"Its columns are {string.Join(", ", _heading)}.");
    }

    private void FindUsual(TradeStatementPreset preset)
    {
        HashSet<int> mapped = [.. _read.Values.SelectMany(indexes => indexes)];
        foreach (StatementColumn column in StatementPresets.Columns)
        {
            if (_read.ContainsKey(column))
                continue;
            string[] names = StatementPresets.Of(preset).TryGetValue(column, out string[]? usual) ? usual : [];
            int[] found = [.. names.Select(IndexOf).Where(index => index >= 0 && !mapped.Contains(index)).Distinct()];
            if (found.Length > 0)
                _read[column] = [found[0]];
            // A preset knows which of several columns is meant. Of fees, another one would be money passed over.
            bool isRivalry = column == StatementColumn.Fee || (preset == TradeStatementPreset.None
                && column is StatementColumn.Side or StatementColumn.Quantity or StatementColumn.Price
                    or StatementColumn.FeeCurrency);
            if (isRivalry)
                _rivals[column] = column == StatementColumn.Fee ? CostsBeside(found) : [.. found.Skip(1)];
        }

        HashSet<int> read = [.. _read.Values.SelectMany(indexes => indexes)];
        foreach (StatementColumn column in _rivals.Keys.ToArray())
            _rivals[column] = [.. _rivals[column].Where(index => !read.Contains(index))];
    }

    private int[] CostsBeside(int[] found) =>
    [
        .. found.Skip(1).Concat(Enumerable.Range(0, _heading.Length).Where(index =>
        {
            string name = Normalise(_heading[index]);
            return WordsOfCosts.Any(word => name.Contains(word))
                && !WordsOfNoCosts.Any(word => name.Contains(word));
        })).Distinct(),
    ];

    // The column of exactly that name comes before those that differ in case of letters, spaces and signs.
    private int IndexOf(string name)
    {
        int[] equal = Where(heading => string.Equals(heading.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));
        int[] alike = equal.Length > 0 ? equal : Where(heading => Normalise(heading) == Normalise(name));
        if (alike.Length < 2)
            return alike.Length == 0 ? -1 : alike[0];
        throw new InvalidDataException(
            $"'{_path}' has {alike.Length} columns of one name: "
                + $"{string.Join(" and ", alike.Select(index => _heading[index]))}. Rename one in the heading.");
    }

    private int[] Where(Func<string, bool> fits) =>
        [.. Enumerable.Range(0, _heading.Length).Where(index => fits(_heading[index]))];

    private static string Normalise(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static bool Contradicts(StatementColumn column, string? text, string other)
    {
        if (other.Length == 0)
            return false;
        return column switch
        {
            StatementColumn.FeeCurrency => !string.Equals(text, other, StringComparison.OrdinalIgnoreCase),
            StatementColumn.Fee => other.Any(unit => unit is >= '1' and <= '9'),
            // Beside Side, a column Type has the type of the order.
            StatementColumn.Side => TradeSides.Of(other) is TradeSide.Buy or TradeSide.Sell
                && (text is null || TradeSides.Of(text) != TradeSides.Of(other)),
            _ => text != other && !(Amount.TryParse(text ?? "", out Amount one)
                && Amount.TryParse(other, out Amount two) && one.Value == two.Value),
        };
    }
}
