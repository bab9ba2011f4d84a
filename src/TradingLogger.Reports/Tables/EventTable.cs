using TradingLogging.Reading;

namespace TradingLogging.Reports.Tables;

/// <summary>The columns that a set of events needs.</summary>
internal sealed class EventTable
{
    private const int MostColumns = 1_000;

    // Names that differ in case are one member, and readers of tables refuse two such columns.
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventColumn> _columns = [];

    /// <summary>The members in the order in which they first occur.</summary>
    public IReadOnlyList<EventColumn> Columns => _columns;

    /// <summary>How many events there are.</summary>
    public long Count { get; private set; }

    /// <summary>Learns the columns of events.</summary>
    /// <exception cref="InvalidDataException">The events have more members than a table has columns.</exception>
    public static EventTable Of(IEnumerable<TradeEvent> events)
    {
        var table = new EventTable();
        foreach (TradeEvent tradeEvent in events)
            table.See(tradeEvent);
        return table;
    }

    /// <summary>An event's values in the order of the columns. Of two members of one name the first counts.</summary>
    public object?[] RowOf(TradeEvent tradeEvent)
    {
        var row = new object?[_columns.Count];
        for (int i = tradeEvent.Members.Count - 1; i >= 0; i--)
        {
            if (_places.TryGetValue(tradeEvent.Members[i].Key, out int place))
                row[place] = tradeEvent.Members[i].Value;
        }

        return row;
    }

    private void See(TradeEvent tradeEvent)
    {
        Count++;
        foreach (KeyValuePair<string, object?> member in tradeEvent.Members)
        {
            if (!_places.TryGetValue(member.Key, out int place))
                place = Add(member.Key);
            _columns[place].See(member.Value);
        }
    }

    private int Add(string name)
    {
        if (_columns.Count == MostColumns)
        {
            throw new InvalidDataException(
                $"The events have more than {MostColumns} different members, too many for the columns of a table. "
                    + "Use the format Json.");
        }

        _columns.Add(new EventColumn(name));
        return _places[name] = _columns.Count - 1;
    }
}
