using Parquet;
using Parquet.Schema;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using TradingLogging.Reports.Tables;
using Xunit;

namespace TradingLogging.Reports.Tests.Tables;

public sealed class ParquetEventsTests
{
    [Fact]
    public async Task Every_member_keeps_its_type_and_its_digits()
    {
        await using ParquetReader reader = await ReadAsync(
            TradeDay.Event(
                "09:00:00.123456",
                "A",
                "\"text\": \"x\", \"whole\": 5, \"real\": 0.5, \"exact\": 0.10, \"ok\": true, \"mixed\": 1, "
                    + "\"nested\": [1]"),
            TradeDay.Event(
                "09:00:01",
                "B",
                "\"real\": 2, \"exact\": 12345678.90123, \"mixed\": \"y\", \"none\": null"));

        Assert.Equal(
            [
                new DateTime(2025, 12, 18, 8, 0, 0, DateTimeKind.Utc).AddTicks(1234560),
                new DateTime(2025, 12, 18, 8, 0, 1, DateTimeKind.Utc),
            ],
            await ReadAsync<DateTime>(reader, "timestamp"));
        Assert.Equal(["A", "B"], await ReadTextAsync(reader, "action"));
        Assert.Equal(["x", null], await ReadTextAsync(reader, "text"));
        Assert.Equal([5L, null], await ReadNullableAsync<long>(reader, "whole"));
        Assert.Equal([0.5, 2.0], await ReadNullableAsync<double>(reader, "real"));
        Assert.Equal([0.10m, 12345678.90123m], await ReadNullableAsync<decimal>(reader, "exact"));
        Assert.Equal([true, null], await ReadNullableAsync<bool>(reader, "ok"));
        Assert.Equal(["1", "y"], await ReadTextAsync(reader, "mixed"));
        Assert.Equal(["[1]", null], await ReadTextAsync(reader, "nested"));
        Assert.Equal([null, null], await ReadTextAsync(reader, "none"));
    }

    [Theory]
    [InlineData("1, 2", EventColumnKind.Whole)]
    [InlineData("1, 2.5", EventColumnKind.Real)]
    [InlineData("9007199254740993, 2.5", EventColumnKind.Text)]
    [InlineData("1, 2.50", EventColumnKind.Exact)]
    [InlineData("1.5, 2.50, 18446744073709551615", EventColumnKind.Exact)]
    [InlineData("1e300, 2.50", EventColumnKind.Text)]
    [InlineData("1.0, -0.0, 2", EventColumnKind.Real)]
    [InlineData("0.12345, -0.0001", EventColumnKind.Real)]
    [InlineData("0.00001, 2", EventColumnKind.Exact)]
    [InlineData("0.00, 2", EventColumnKind.Exact)]
    [InlineData("0.1234567890123456789, 2", EventColumnKind.Exact)]
    [InlineData("123456789012345, -5", EventColumnKind.Whole)]
    [InlineData("1e27, 0.00000000000000000010", EventColumnKind.Text)]
    [InlineData("true, false, null", EventColumnKind.Truth)]
    [InlineData("true, 1", EventColumnKind.Text)]
    [InlineData("null", EventColumnKind.Text)]
    [InlineData("1, \"1\"", EventColumnKind.Text)]
    public void A_column_has_the_one_type_that_keeps_all_values(string values, object kind)
    {
        var events = values.Split(", ").Select(value => TradeDay.Event("09:00:00", "A", $"\"m\": {value}"));

        Assert.Equal(kind, Assert.Single(EventTable.Of(events).Columns).Kind);
    }

    [Fact]
    public async Task A_long_log_is_written_in_groups_of_rows()
    {
        var events = Enumerable.Range(0, 50_001).Select(i => TradeDay.Event("09:00:00", "A", $"\"m\": {i}")).ToArray();

        await using ParquetReader reader = await ReadAsync(events);

        Assert.Equal(2, reader.RowGroupCount);
        Assert.Equal([50_000L], await ReadNullableAsync<long>(reader, "m", group: 1));
    }

    [Fact]
    public async Task What_is_logged_meanwhile_is_left_for_the_next_report()
    {
        TradeReport report = TradeDay.Report([]) with
        {
            Events = new GrowingLog(TradeDay.Event("09:00:00", "A"), TradeDay.Event("09:00:01", "B")),
        };

        await using ParquetReader reader = await OpenAsync(report);

        Assert.Equal(["A"], await ReadTextAsync(reader, "action"));
    }

    private static Task<ParquetReader> ReadAsync(params TradeEvent[] events) => OpenAsync(TradeDay.Report(events));

    private static Task<ParquetReader> OpenAsync(TradeReport report) =>
        ParquetReader.CreateAsync(new MemoryStream(TradeDay.Write(report, TradeReportFormat.Parquet)));

    private static DataField Field(ParquetReader reader, string name) =>
        reader.Schema.DataFields.Single(field => field.Name == name);

    private static async Task<T[]> ReadAsync<T>(ParquetReader reader, string name)
        where T : struct
    {
        using ParquetRowGroupReader rows = reader.OpenRowGroupReader(0);
        var values = new T[rows.RowCount];
        await rows.ReadAsync(Field(reader, name), values.AsMemory(), null, TestContext.Current.CancellationToken);
        return values;
    }

    private static async Task<T?[]> ReadNullableAsync<T>(ParquetReader reader, string name, int group = 0)
        where T : struct
    {
        using ParquetRowGroupReader rows = reader.OpenRowGroupReader(group);
        var values = new T?[rows.RowCount];
        await rows.ReadAsync(Field(reader, name), values.AsMemory(), null, TestContext.Current.CancellationToken);
        return values;
    }

    private static async Task<string?[]> ReadTextAsync(ParquetReader reader, string name)
    {
        using ParquetRowGroupReader rows = reader.OpenRowGroupReader(0);
        var values = new string?[rows.RowCount];
        await rows.ReadAsync(Field(reader, name), values.AsMemory()!, null, TestContext.Current.CancellationToken);
        return values;
    }
}
