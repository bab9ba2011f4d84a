using Parquet;
using Parquet.Schema;
using TradingLogging.Analytics.Facts;
using TradingLogging.Reading;

namespace TradingLogging.Reports.Tables;

/// <summary>Events as a Parquet file: timestamp as an instant, action, and a column for each member in the type that
/// keeps its values.</summary>
internal static class ParquetEvents
{
    private const int RowsOfAGroup = 50_000;

    private static readonly DataField Timestamp =
        new DateTimeDataField("timestamp", DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, isNullable: false);

    private static readonly DataField Action = new DataField<string>("action", nullable: false);

    /// <summary>Writes the events. Enumerates them twice.</summary>
    /// <exception cref="InvalidDataException">The events have too many different members.</exception>
    public static void Write(IEnumerable<TradeEvent> events, Stream destination)
    {
        // The library has no synchronous interface; the caller has no synchronisation context that could wait for
        // itself.
        WriteAsync(EventTable.Of(events), events, destination).GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(EventTable table, IEnumerable<TradeEvent> events, Stream destination)
    {
        (EventColumn Column, DataField Field)[] columns = [.. table.Columns.Select(
            column => (column, FieldOf(column)))];
        var schema = new ParquetSchema([Timestamp, Action, .. columns.Select(column => column.Field)]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, destination).ConfigureAwait(false);

        long left = table.Count;
        foreach (TradeEvent[] rows in events.Chunk(RowsOfAGroup))
        {
            // What was logged since the columns were learned may need others.
            TradeEvent[] known = rows.Length <= left ? rows : rows[..(int)left];
            left -= known.Length;
            if (known.Length > 0)
                await WriteGroupAsync(writer, table, columns, known).ConfigureAwait(false);
        }
    }

    private static DataField FieldOf(EventColumn column) => column.Kind switch
    {
        EventColumnKind.Truth => new DataField<bool>(column.Name, nullable: true),
        EventColumnKind.Whole => new DataField<long>(column.Name, nullable: true),
        EventColumnKind.Real => new DataField<double>(column.Name, nullable: true),
        EventColumnKind.Exact => new DecimalDataField(column.Name, column.Precision, column.Scale, isNullable: true),
        _ => new DataField<string>(column.Name, nullable: true),
    };

    private static async Task WriteGroupAsync(
        ParquetWriter writer, EventTable table, (EventColumn Column, DataField Field)[] columns, TradeEvent[] events)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        DateTime[] times = [.. events.Select(tradeEvent => tradeEvent.Timestamp.UtcDateTime)];
        await group.WriteAsync<DateTime>(Timestamp, times).ConfigureAwait(false);
        await group.WriteAsync(Action, [.. events.Select(tradeEvent => tradeEvent.Action)]).ConfigureAwait(false);

        object?[][] rows = [.. events.Select(table.RowOf)];
        for (int i = 0; i < columns.Length; i++)
        {
            object?[] values = [.. rows.Select(row => row[i])];
            await WriteColumnAsync(group, columns[i].Field, columns[i].Column.Kind, values).ConfigureAwait(false);
        }
    }

    private static Task WriteColumnAsync(
        ParquetRowGroupWriter group, DataField field, EventColumnKind kind, object?[] values) => kind switch
        {
            EventColumnKind.Truth => group.WriteAsync<bool>(field, Typed(values, value => (bool)value)),
            EventColumnKind.Whole => group.WriteAsync<long>(field, Typed(values, value => (long)value)),
            EventColumnKind.Real => group.WriteAsync<double>(
                field, Typed(values, value => value is long whole ? whole : (double)value)),
            EventColumnKind.Exact => group.WriteAsync<decimal>(field, Typed(values, Exact)),
            _ => group.WriteAsync(field, [.. values.Select(value => ValueText.Of(value)!)]),
        };

    private static ReadOnlyMemory<T?> Typed<T>(object?[] values, Func<object, T> convert)
        where T : struct => values.Select(value => value is null ? (T?)null : convert(value)).ToArray();

    private static decimal Exact(object value) => ExactNumber.TryRead(value, out decimal number) ? number : 0;
}
