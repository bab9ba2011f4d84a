using Parquet;
using Parquet.Schema;
using TradingLogging.Analytics.Facts;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reports.Tables;

/// <summary>Events as a Parquet file: timestamp as an instant, action, and a column for each member in the type that
/// keeps its values.</summary>
internal sealed class ParquetEvents : IEventFile
{
    private const int RowsOfAGroup = 50_000;

    private static readonly DataField Timestamp =
        new DateTimeDataField("timestamp", DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, isNullable: false);

    private static readonly DataField Action = new DataField<string>("action", nullable: false);

    private readonly EventTable _table;
    private readonly ParquetColumn[] _columns;
    private readonly ParquetWriter _writer;
    private readonly int _rows;
    private readonly List<DateTime> _times = [];
    private readonly List<string> _actions = [];

    private ParquetEvents(EventTable table, ParquetColumn[] columns, ParquetWriter writer, int rows) =>
        (_table, _columns, _writer, _rows) = (table, columns, writer, rows);

    /// <summary>Writes the events. Enumerates them twice.</summary>
    /// <exception cref="InvalidDataException">The events have too many different members.</exception>
    public static void Write(IEnumerable<TradeEvent> events, Stream destination)
    {
        EventTable table = EventTable.Of(events);
        IEventFile file = Open(table, destination);
        long left = table.Count;
        foreach (TradeEvent tradeEvent in events)
        {
            // What was logged since the columns were learned may need others.
            if (left-- == 0)
                break;
            file.Add(tradeEvent);
        }

        file.Complete();
    }

    /// <summary>Begins a file.</summary>
    /// <param name="table">The columns; all are learned.</param>
    /// <param name="destination">Where it goes; stays open.</param>
    /// <param name="rows">How many rows are held in memory at most; no more than 50,000.</param>
    public static IEventFile Open(EventTable table, Stream destination, int rows = RowsOfAGroup)
    {
        ParquetColumn[] columns = [.. table.Columns.Select(ParquetColumn.Of)];
        var schema = new ParquetSchema([Timestamp, Action, .. columns.Select(column => column.Field)]);
        ParquetWriter writer = Wait(ParquetWriter.CreateAsync(schema, destination));
        return new ParquetEvents(table, columns, writer, Math.Min(rows, RowsOfAGroup));
    }

    /// <inheritdoc/>
    public void Add(TradeEvent tradeEvent)
    {
        _times.Add(tradeEvent.Timestamp.UtcDateTime);
        _actions.Add(tradeEvent.Action);
        ReadOnlySpan<byte> json = tradeEvent.Utf8Json;
        ReadOnlySpan<EventCell> row = _table.RowOf(tradeEvent);
        for (int index = 0; index < _columns.Length; index++)
            _columns[index].Add(row[index], json);
        if (_times.Count == _rows)
            Wait(WriteGroupAsync());
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_times.Count > 0)
            Wait(WriteGroupAsync());
        Wait(_writer.DisposeAsync().AsTask());
    }

    // The library has no synchronous interface; the caller has no synchronisation context that could wait for itself.
    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private async Task WriteGroupAsync()
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        await group.WriteAsync<DateTime>(Timestamp, _times.ToArray()).ConfigureAwait(false);
        await group.WriteAsync(Action, _actions).ConfigureAwait(false);
        foreach (ParquetColumn column in _columns)
            await column.WriteAsync(group).ConfigureAwait(false);
        _times.Clear();
        _actions.Clear();
    }
}

/// <summary>A column of a Parquet file: collects the values of a group of rows.</summary>
/// <param name="column">The field of the file's schema.</param>
internal abstract class ParquetColumn(DataField column)
{
    /// <summary>Reads a value.</summary>
    private protected delegate T Reader<T>(in EventCell cell, ReadOnlySpan<byte> json);

    /// <summary>The field of the file's schema.</summary>
    public DataField Field => column;

    /// <summary>The column for the members of an event.</summary>
    public static ParquetColumn Of(EventColumn column) => column.Kind switch
    {
        EventColumnKind.Truth => new Values<bool>(
            new DataField<bool>(column.Name, nullable: true), (in cell, json) => cell.In(json)[0] == 't'),
        EventColumnKind.Whole => new Values<long>(new DataField<long>(column.Name, nullable: true), Whole),
        EventColumnKind.Real => new Values<double>(new DataField<double>(column.Name, nullable: true), Real),
        EventColumnKind.Exact => new Values<decimal>(
            new DecimalDataField(column.Name, column.Precision, column.Scale, isNullable: true), Exact),
        _ => new Texts(new DataField<string>(column.Name, nullable: true)),
    };

    /// <summary>Adds the value of a row.</summary>
    public abstract void Add(in EventCell cell, ReadOnlySpan<byte> json);

    /// <summary>Writes the values, and forgets them.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group);

    private static long Whole(in EventCell cell, ReadOnlySpan<byte> json) =>
        long.Parse(cell.In(json), System.Globalization.CultureInfo.InvariantCulture);

    private static double Real(in EventCell cell, ReadOnlySpan<byte> json) =>
        double.Parse(cell.In(json), System.Globalization.CultureInfo.InvariantCulture);

    private static decimal Exact(in EventCell cell, ReadOnlySpan<byte> json) =>
        Amount.TryParse(cell.In(json), isText: false, out Amount amount)
            ? amount.Value
            : decimal.Parse(
                cell.In(json), System.Globalization.NumberStyles.Float,
                System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Values<T>(DataField column, Reader<T> read) : ParquetColumn(column)
        where T : struct
    {
        private readonly List<T?> _values = [];

        public override void Add(in EventCell cell, ReadOnlySpan<byte> json) =>
            _values.Add(cell.HasValue ? read(cell, json) : null);

        public override async Task WriteAsync(ParquetRowGroupWriter group)
        {
            await group.WriteAsync<T>(Field, _values.ToArray()).ConfigureAwait(false);
            _values.Clear();
        }
    }

    private sealed class Texts(DataField column) : ParquetColumn(column)
    {
        private readonly List<string?> _values = [];
        private readonly TextCache<string> _known = new(JsonMembers.Decode);

        public override void Add(in EventCell cell, ReadOnlySpan<byte> json) => _values.Add(
            cell is { HasValue: true, Kind: JsonValueKindOf.Text }
                ? _known.Of(cell.In(json), cell.IsEscaped)
                : ValueText.Of(cell, json));

        public override async Task WriteAsync(ParquetRowGroupWriter group)
        {
            await group.WriteAsync(Field, _values!).ConfigureAwait(false);
            _values.Clear();
        }
    }
}
