using TradingLogging.Analytics.Facts;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reports.Tables;

/// <summary>The columns that a set of events needs, and the cells of one event.</summary>
internal sealed class EventTable
{
    private const int MostColumns = 1_000;
    private const string Timestamp = "timestamp";
    private const string Action = "action";

    // Names that differ in case are one member, and readers of tables refuse two such columns.
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventColumn> _columns = [];
    private readonly TextCache<MemberPlace> _members;
    private readonly string _formatWithoutColumns;
    private EventCell[] _row = [];
    private bool _isLearning = true;

    /// <summary>Makes a table without columns, to learn them.</summary>
    /// <param name="formatWithoutColumns">What to write where there are too many of them.</param>
    public EventTable(string formatWithoutColumns = "Json")
    {
        _formatWithoutColumns = formatWithoutColumns;
        _members = new TextCache<MemberPlace>((bytes, isEscaped) => PlaceOf(JsonMembers.Decode(bytes, isEscaped)));
    }

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
            table.Learn(tradeEvent);
        return table;
    }

    /// <summary>Learns the columns of an event.</summary>
    /// <exception cref="InvalidDataException">The events have more members than a table has columns.</exception>
    public void Learn(TradeEvent tradeEvent)
    {
        Count++;
        Read(tradeEvent.Utf8Json);
    }

    /// <summary>An event's cells in the order of the columns; valid until the next call. Of two members of one name the
    /// first counts. From the first call on, no column is learned any more.</summary>
    public ReadOnlySpan<EventCell> RowOf(TradeEvent tradeEvent)
    {
        if (_isLearning)
            _row = new EventCell[_columns.Count];
        _isLearning = false;
        Array.Clear(_row, 0, _row.Length);
        Read(tradeEvent.Utf8Json);
        return _row;
    }

    private static bool HasExactly(ReadOnlySpan<byte> json, string name)
    {
        var members = new JsonMembers(json);
        while (members.MoveNext())
        {
            if (JsonMembers.Decode(members.Name, members.IsNameEscaped) == name)
                return true;
        }

        return false;
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        bool hasTimestamp = false, hasAction = false;
        var members = new JsonMembers(json);
        while (members.MoveNext())
        {
            MemberPlace member = _members.Of(members.Name, members.IsNameEscaped);
            if (member.Envelope == member.Name)
                continue;
            // In another case it is meant when the line has none that is written exactly.
            if (member.Envelope is { } own && members.Kind == JsonValueKindOf.Text)
            {
                ref bool isMet = ref own == Timestamp ? ref hasTimestamp : ref hasAction;
                bool isEnvelope = !isMet && !HasExactly(json, own);
                isMet = true;
                if (isEnvelope)
                    continue;
            }

            int place = member.Place ??= PlaceOfColumn(member.Name);
            if (_isLearning)
                _columns[place].See(members);
            else if (place < _row.Length && !_row[place].IsThere)
                _row[place] = EventCell.At(members);
        }
    }

    private static MemberPlace PlaceOf(string name)
    {
        bool isTimestamp = string.Equals(name, Timestamp, StringComparison.OrdinalIgnoreCase);
        bool isAction = string.Equals(name, Action, StringComparison.OrdinalIgnoreCase);
        return new MemberPlace(name, isTimestamp ? Timestamp : isAction ? Action : null);
    }

    private int PlaceOfColumn(string name)
    {
        if (_places.TryGetValue(name, out int place))
            return place;
        // What was logged since the columns were learned may need others.
        if (!_isLearning)
            return int.MaxValue;
        if (_columns.Count == MostColumns)
        {
            throw new InvalidDataException(
                $"The events have more than {MostColumns} different members, too many for the columns of a table. "
                    + $"Use the format {_formatWithoutColumns}.");
        }

        _columns.Add(new EventColumn(name));
        return _places[name] = _columns.Count - 1;
    }

    /// <param name="Name">The name as written.</param>
    /// <param name="Envelope">timestamp or action where it is one of these, in whatever case.</param>
    private sealed record MemberPlace(string Name, string? Envelope)
    {
        public int? Place { get; set; }
    }
}

/// <summary>Where a value stands in the JSON of its event.</summary>
/// <param name="Start">The index of its first byte; of a text the one behind the quote.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsEscaped">Whether a text has escapes.</param>
internal readonly record struct EventCell(int Start, int Length, JsonValueKindOf Kind, bool IsEscaped)
{
    /// <summary>Whether the event has the member.</summary>
    public bool IsThere => Start > 0;

    /// <summary>Whether it has a value.</summary>
    public bool HasValue => IsThere && Kind != JsonValueKindOf.Null;

    /// <summary>The value of a member.</summary>
    public static EventCell At(in JsonMembers member) =>
        new(member.ValueStart, member.Value.Length, member.Kind, member.IsEscaped);

    /// <summary>The bytes in the JSON of the event.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}
