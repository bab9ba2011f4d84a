using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class TradeConsoleLineTests
{
    private const string Opening = "\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": ";

    [Theory]
    [InlineData(
        "\"ORDER_FILLED\", \"order_id\": \"12345\", \"symbol\": \"BTCUSDT\", \"side\": \"BUY\", "
            + "\"quantity\": 0.10, \"price\": 50010.50, \"paper\": true, \"note\": null",
        "ORDER_FILLED    BTCUSDT  BUY 0.10 @ 50010.50  order_id=12345 paper=true note=null")]
    [InlineData("\"SESSION_STARTED\"", "SESSION_STARTED")]
    [InlineData("\"X\", \"qty\": \"1.5\", \"Symbol\": \"A\"", "X               A        1.5")]
    [InlineData("\"X\", \"fill_price\": 7", "X               @ 7")]
    [InlineData("\"X\", \"qty\": 1, \"px\": 2", "X               1 @ 2")]
    [InlineData(
        "\"X\", \"side\": null, \"price\": null, \"size\": 3, \"note\": \"null\", \"order_id\": \"o\"",
        "X               3  order_id=o side=null price=null note=null")]
    [InlineData(
        "\"X\", \"legs\": [1, {\"a\": 2}], \"deep\": {\"b\": [3]}, \"z\": 4",
        "X                legs=[...] deep={...} z=4")]
    [InlineData("\"X\", \"symbol\": [1], \"price\": {}", "X                symbol=[...] price={...}")]
    [InlineData(
        "\"X\", \"note\": \"two words\", \"e\": \"\", \"q\": \"a\\\"b\"",
        "X                note=\"two words\" e=\"\" q=\"a\\\"b\"")]
    [InlineData(
        "\"SIGNAL_GENERATED_LONG\", \"symbol\": \"LONGSYMBOL\", \"a\": 1",
        "SIGNAL_GENERATED_LONG LONGSYMBOL  a=1")]
    public void The_members_that_every_reader_looks_for_come_first(string members, string expected) =>
        Assert.Equal("2025-12-18 10:30:45 | " + expected, Line(members).Text);

    [Theory]
    [InlineData("\"X\", \"note\": \"\\u001b[31m\\nforged\\u202e\"", "note=\\u001b[31m\\nforged\\u202e")]
    [InlineData("\"X\", \"a\\u001b]0;t\\u0007\": 1", "a\\u001b]0;t\\u0007=1")]
    [InlineData("\"X\", \"half\": \"\\ud83d\"", "half=\ufffd")]
    [InlineData("\"X\", \"text\": \"\\u6f22\\u5b57 e\\u0301\"", "text=\"\u6f22\u5b57 e\u0301\"")]
    public void No_content_drives_the_terminal(string members, string expected) =>
        Assert.EndsWith("  " + expected, Line(members).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"ORDER_FILLED\"", TradeTone.Fill)]
    [InlineData("\"order_executed\"", TradeTone.Fill)]
    [InlineData("\"ORDER_PLACED\"", TradeTone.Neutral)]
    [InlineData("\"ORDER_REJECTED\", \"pnl\": 5", TradeTone.Failure)]
    [InlineData("\"LIQUIDATION\"", TradeTone.Failure)]
    [InlineData("\"POSITION_CLOSED\", \"pnl\": 99.0", TradeTone.Gain)]
    [InlineData("\"POSITION_CLOSED\", \"realized_pnl\": -0.5", TradeTone.Loss)]
    [InlineData("\"ORDER_FILLED\", \"PnL\": \"-3\"", TradeTone.Loss)]
    [InlineData("\"ORDER_FILLED\", \"pnl\": 0.00", TradeTone.Fill)]
    [InlineData("\"POSITION_CLOSED\", \"pnl\": -0.0", TradeTone.Neutral)]
    [InlineData("\"POSITION_CLOSED\", \"pnl\": null", TradeTone.Neutral)]
    public void An_event_has_the_tone_of_what_it_means(string members, TradeTone tone) =>
        Assert.Equal(tone, Line(members).Tone);

    [Fact]
    public void A_record_that_is_no_JSON_has_no_line()
    {
        var record = new LogRecord(default, "trades", "no JSON"u8, 0);

        Assert.Null(TradeConsoleLine.TryMake(record, out TradeTone _));
    }

    private static (string? Text, TradeTone Tone) Line(string members)
    {
        var moment = new DateTimeOffset(2025, 12, 18, 10, 30, 45, TimeSpan.FromHours(1));
        var record = new LogRecord(moment, "trades", Encoding.UTF8.GetBytes($"{{{Opening}{members}}}"), 0);
        string? text = TradeConsoleLine.TryMake(record, out TradeTone tone);
        return (text, tone);
    }
}
