using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Reports.Tests.Tables;

public sealed class CsvEventsTests
{
    [Fact]
    public void Each_member_has_a_column_in_the_order_of_its_first_event()
    {
        string csv = Csv(
            TradeDay.Event("09:00:00.5", "A", "\"symbol\": \"B\", \"price\": 50000.10"),
            TradeDay.Event("09:00:01", "C", "\"note\": \"x\", \"price\": null, \"ok\": true"));

        Assert.Equal(
            "timestamp,action,symbol,price,note,ok\r\n"
            + "2025-12-18T09:00:00.500000+01:00,A,B,50000.10,,\r\n"
            + "2025-12-18T09:00:01.000000+01:00,C,,,x,true\r\n",
            csv);
    }

    [Theory]
    [InlineData("\"a,b\"", "\"a,b\"")]
    [InlineData("\"say \\\"hi\\\"\"", "\"say \"\"hi\"\"\"")]
    [InlineData("\"two\\r\\nlines\"", "\"two\r\nlines\"")]
    [InlineData("[1, 2.5, \"x\", null, {\"y\": true}]", "\"[1,2.5,\"\"x\"\",null,{\"\"y\"\":true}]\"")]
    [InlineData("1e300", "1E+300")]
    public void A_value_is_quoted_where_the_format_asks_for_it(string json, string expected) =>
        Assert.Equal(expected, OnlyCell(json));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\\t=1")]
    [InlineData("\\uFF1D1")]
    public void Text_that_a_spreadsheet_would_calculate_is_disarmed(string text) =>
        Assert.StartsWith("'", OnlyCell($"\"{text}\"").Trim('"'), StringComparison.Ordinal);

    [Theory]
    [InlineData("-5", "-5")]
    [InlineData("1.0", "1.0")]
    [InlineData("0.123456789012345678901234567890123", "0.123456789012345678901234567890123")]
    [InlineData("\"-5.10\"", "-5.10")]
    public void A_negative_number_stays_a_number(string json, string expected) =>
        Assert.Equal(expected, OnlyCell(json));

    [Fact]
    public void Names_of_members_and_actions_are_disarmed_too() => Assert.Equal(
        "timestamp,action,'=x\r\n2025-12-18T09:00:00.000000+01:00,'@a,1\r\n",
        Csv(TradeDay.Event("09:00:00", "@a", "\"=x\": 1")));

    [Fact]
    public void Of_two_members_of_one_name_the_first_counts() => Assert.Equal("1", OnlyCell("1, \"m\": 2"));

    [Fact]
    public void Timestamp_and_action_in_another_case_are_no_members_of_a_line_that_has_no_others()
    {
        string csv = Csv(
            TradeEvent.Parse(
                """{"Timestamp": "2025-12-18T09:00:00+01:00", "ACTION": "A", "n": 1, "action\u005f": 2}"""u8),
            TradeDay.Event("09:00:01", "B", "\"Action\": \"told\", \"timeStamp\": null"));

        Assert.Equal(
            "timestamp,action,n,action_,Action,timeStamp\r\n"
            + "2025-12-18T09:00:00.000000+01:00,A,1,2,,\r\n"
            + "2025-12-18T09:00:01.000000+01:00,B,,,told,\r\n",
            csv);
    }

    [Fact]
    public void A_table_of_many_events_is_whole()
    {
        TradeEvent[] events = [.. Enumerable.Range(0, 5_000).Select(
            i => TradeDay.Event("09:00:00", "A", $"\"n\": {i}, \"text\": \"t{i}\""))];

        string[] lines = Csv(events).Split("\r\n");

        Assert.Equal("2025-12-18T09:00:00.000000+01:00,A,4999,t4999", lines[^2]);
        Assert.Equal(5_002, lines.Length);
    }

    [Fact]
    public void Names_that_differ_in_case_share_a_column()
    {
        string csv = Csv(
            TradeDay.Event("09:00:00", "A", "\"symbol\": \"B\""),
            TradeDay.Event("09:00:01", "C", "\"Symbol\": \"D\""));

        Assert.Equal(
            "timestamp,action,symbol\r\n"
            + "2025-12-18T09:00:00.000000+01:00,A,B\r\n"
            + "2025-12-18T09:00:01.000000+01:00,C,D\r\n",
            csv);
    }

    [Fact]
    public void More_members_than_a_table_has_columns_are_an_error_that_says_what_to_do()
    {
        var members = string.Join(", ", Enumerable.Range(0, 1_001).Select(i => $"\"m{i}\": 1"));

        var exception = Assert.Throws<InvalidDataException>(() => Csv(TradeDay.Event("09:00:00", "A", members)));

        Assert.Contains("Use the format Json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_logged_meanwhile_is_left_for_the_next_report()
    {
        var events = new GrowingLog(TradeDay.Event("09:00:00", "A"), TradeDay.Event("09:00:01", "B", "\"late\": 1"));
        TradeReport report = TradeDay.Report([]) with { Events = events };

        Assert.Equal(
            "timestamp,action\r\n2025-12-18T09:00:00.000000+01:00,A\r\n",
            TradeDay.Text(report, TradeReportFormat.Csv));
    }

    private static string OnlyCell(string json) => Csv(TradeDay.Event("09:00:00", "A", $"\"m\": {json}"))
        ["timestamp,action,m\r\n2025-12-18T09:00:00.000000+01:00,A,".Length..^2];

    private static string Csv(params TradeEvent[] events) =>
        TradeDay.Text(TradeDay.Report(events), TradeReportFormat.Csv);
}
