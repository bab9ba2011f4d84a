using System.Globalization;
using System.Numerics;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Reading;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class TradeEventTests
{
    [Fact]
    public void An_event_has_time_action_symbol_and_the_other_members_in_their_order()
    {
        TradeEvent read = Parse(
            "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"ORDER_FILLED\", "
                + "\"symbol\": \"BTCUSDT\", \"price\": 50010.0}");

        Assert.Equal(
            new DateTimeOffset(2025, 12, 18, 10, 30, 45, TimeSpan.FromHours(1)).AddTicks(1234560),
            read.Timestamp);
        Assert.Equal(TimeSpan.FromHours(1), read.Timestamp.Offset);
        Assert.Equal("ORDER_FILLED", read.Action);
        Assert.Equal("BTCUSDT", read.Symbol);
        Assert.Equal([new("symbol", "BTCUSDT"), new("price", 50010.0)], read.Members);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"symbol\": null")]
    [InlineData(", \"symbol\": {\"name\": \"BTCUSDT\"}")]
    [InlineData(", \"symbol\": null, \"Symbol\": \"BTCUSDT\"")]
    public void An_event_without_a_symbol_has_none(string members) => Assert.Null(ParseWith(members).Symbol);

    [Theory]
    [InlineData(", \"symbol\": 600519", "600519")]
    [InlineData(", \"symbol\": 600519, \"note\": \"ü\"", "600519")]
    [InlineData(", \"Symbol\": \"BTCUSDT\"", "BTCUSDT")]
    [InlineData(", \"SYMBOL\": \"BTCUSDT\", \"note\": \"ü\"", "BTCUSDT")]
    [InlineData(", \"SYMBOL\": \"A\", \"Symbol\": \"B\"", "A")]
    [InlineData(", \"Symbol\": \"A\", \"symbol\": \"B\"", "B")]
    [InlineData(", \"Symbol\": \"A\", \"symbol\": \"B\", \"note\": \"ü\"", "B")]
    public void A_symbol_may_be_a_number_and_its_name_in_any_case_but_the_exact_name_comes_first(
        string members, string expected) => Assert.Equal(expected, ParseWith(members).Symbol);

    [Fact]
    public void A_foreign_line_may_write_its_own_names_in_another_case()
    {
        TradeEvent read = Parse("{\"Timestamp\": \"2025-12-18T10:30:45Z\", \"ACTION\": \"X\", \"Price\": 1}");

        Assert.Equal("X", read.Action);
        Assert.Equal(new DateTimeOffset(2025, 12, 18, 10, 30, 45, TimeSpan.Zero), read.Timestamp);
        Assert.Equal([new("Price", 1L)], read.Members);
    }

    [Fact]
    public void A_time_without_offset_is_this_machines_wall_clock() => Assert.Equal(
        new DateTimeOffset(new DateTime(2025, 12, 18, 10, 30, 45, DateTimeKind.Local)),
        Parse("{\"timestamp\": \"2025-12-18T10:30:45\", \"action\": \"X\"}").Timestamp);

    public static TheoryData<string, object?> Values() => new()
    {
        { "null", null },
        { "true", true },
        { "false", false },
        { "\"text\"", "text" },
        { "\"\\ud83d\\ude00 \\u00fc \\\\ud800\"", "😀 ü \\ud800" },
        { "0", 0L },
        { "-9223372036854775808", long.MinValue },
        { "18446744073709551615", new BigInteger(ulong.MaxValue) },
        { "-18446744073709551615", -new BigInteger(ulong.MaxValue) },
        { "50000.0", 50000.0 },
        { "-0.0", -0.0 },
        { "0.1", 0.1 },
        { "1e-05", 1e-5 },
        { "1e+22", 1e22 },
        { "1.7976931348623157e+308", double.MaxValue },
        { "0.10", 0.10m },
        { "50000.00", 50000.00m },
        { "0.1234567890123456789", 0.1234567890123456789m },
        { "79228162514264337593543950335.0", 79228162514264337593543950335.0 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_has_the_type_that_keeps_its_digits(string json, object? expected)
    {
        object? value = ValueOf(json);

        Assert.Equal(expected?.GetType(), value?.GetType());
        Assert.Equal(
            Convert.ToString(expected, System.Globalization.CultureInfo.InvariantCulture),
            Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Numbers_are_read_the_same_in_every_culture(string culture)
    {
        using var scope = new CultureScope(culture);

        Assert.Equal(1234.5, ValueOf("1234.5"));
        Assert.Equal(1.50m, ValueOf("1.50"));
        Assert.Equal(-new BigInteger(ulong.MaxValue), ValueOf("-18446744073709551615"));
    }

    [Fact]
    public void A_list_is_a_list_and_an_object_a_list_of_pairs()
    {
        Assert.Equal(
            [1L, "a", null],
            Assert.IsType<IReadOnlyList<object?>>(ValueOf("[1, \"a\", null]"), exactMatch: false));
        Assert.Equal(
            [new("b", 1L), new("a", true)],
            Assert.IsType<IReadOnlyList<KeyValuePair<string, object?>>>(
                ValueOf("{\"b\": 1, \"a\": true}"),
                exactMatch: false));
    }

    [Fact]
    public void Members_named_like_the_envelope_are_told_under_their_kept_names() => Assert.Equal(
        [new("data.timestamp", 1L), new("data.action", 2L)],
        ParseWith(", \"data.timestamp\": 1, \"data.action\": 2").Members);

    [Theory]
    [InlineData("\"\\ud800\"", "\ufffd")]
    [InlineData("\"a\\udc00\\ud800b\"", "a\ufffd\ufffdb")]
    [InlineData("\"\\ud800\\n\\ud83d\\ude00\"", "\ufffd\n😀")]
    [InlineData("\"\\uD83D\\uDE00\\uDE00\"", "😀\ufffd")]
    public void An_escaped_half_of_a_surrogate_pair_does_not_make_the_event_unreadable(string json, string expected) =>
        Assert.Equal(expected, ValueOf(json));

    [Fact]
    public void A_name_with_half_of_a_surrogate_pair_is_read_too() =>
        Assert.Equal([new("a\ufffd", 1L)], ParseWith(", \"a\\ud800\": 1").Members);

    [Fact]
    public void White_space_around_the_line_is_allowed() =>
        Assert.Equal("X", Parse(" {\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\"} \r\n").Action);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("no JSON")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"timestamp\": \"2025-12-18T10:30:45Z\"}")]
    [InlineData("{\"action\": \"X\"}")]
    [InlineData("{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": null}")]
    [InlineData("{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": 5}")]
    [InlineData("{\"timestamp\": \"yesterday\", \"action\": \"X\"}")]
    [InlineData("{\"timestamp\": 5, \"action\": \"X\"}")]
    [InlineData("{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\"")]
    [InlineData("{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\", \"a\": \"\\u12\"}")]
    [InlineData("{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\", \"a\": \"\\ud8\"}")]
    [InlineData("{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\", \"a\": \"\\")]
    [InlineData(
        "{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\"}{\"timestamp\": \"2025-12-18T10:30:46Z\", "
            + "\"action\": \"Y\"}")]
    [InlineData("{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\"} rest")]
    public void A_line_that_is_no_event_is_refused(string line)
    {
        var error = Assert.Throws<FormatException>(() => Parse(line));

        Assert.StartsWith("The line is not a trade event: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_cut_anywhere_is_refused()
    {
        byte[] line = Encoding.UTF8.GetBytes(
            "{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\", \"a\": [1.5, \"\\ud83d\\ude00\", "
                + "{\"b\": null}]}");
        for (int length = 0; length < line.Length; length++)
            Assert.Throws<FormatException>(() => TradeEvent.Parse(line.AsSpan(0, length)));
    }

    private static object? ValueOf(string json) => Assert.Single(ParseWith($", \"v\": {json}").Members).Value;

    private static TradeEvent ParseWith(string members) =>
        Parse($"{{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"X\"{members}}}");

    private static TradeEvent Parse(string line) => TradeEvent.Parse(Encoding.UTF8.GetBytes(line));

    [Fact]
    public void A_copy_in_a_log_without_offsets_keeps_the_moment()
    {
        TradeEvent read = TradeEvent.Parse("""{"timestamp": "2025-12-18T10:30:45Z", "action": "A", "q": 0.10}"""u8);
        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Naive, new TradeLineLimits())
            .Write(buffer, DateTimeOffset.Now, read.Action, read, eventTime: null);
        TradeEvent copy = TradeEvent.Parse(buffer.Written);

        Assert.Equal(read.Timestamp, DateTimeOffset.Parse(
            (string)copy.Members[0].Value!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal));
        Assert.EndsWith("\"q\": 0.10}", copy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_and_a_hash_that_are_not_the_last_members_are_the_event_s_own()
    {
        string hash = new('a', 64);
        TradeEvent read = TradeEvent.Parse(Encoding.UTF8.GetBytes(
            $$"""{"timestamp": "2025-12-18T10:30:45Z", "action": "A", "seq": 1, "prev": "{{hash}}", "x": 1}"""));
        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Utc, new TradeLineLimits())
            .Write(buffer, DateTimeOffset.UnixEpoch, "A", read, eventTime: null);

        Assert.EndsWith(
            $"\"event_time\": \"2025-12-18T10:30:45.000000Z\", \"seq\": 1, \"prev\": \"{hash}\", \"x\": 1}}",
            Encoding.UTF8.GetString(buffer.Written),
            StringComparison.Ordinal);
    }
}
