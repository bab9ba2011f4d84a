using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Receivers;

public sealed class ClickHouseTests
{
    private const int Events = 10_000;

    [Theory]
    [InlineData(ForwardCompression.None)]
    [InlineData(ForwardCompression.Gzip)]
    public async Task Each_event_is_one_row_however_often_it_was_sent(ForwardCompression compression)
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();
        ForwarderOptions options = SentEvents.To(server.Events, ForwardProtocol.Ndjson) with
        {
            Compression = compression,
        };
        EventBatch batch = Fills();

        for (int time = 0; time < 2; time++)
            Assert.IsType<DeliveryResult.Accepted>(await SentEvents.SendAsync(options, batch));

        Assert.Equal(
            $"{Events}\t{Events}\t99.0100000000000000000000\t{Events * (Events - 1L) / 2}\tdesk-1\tbot\t/logs\n",
            await server.QueryAsync(
                "SELECT count(), uniqExact(_event_id), max(price), toUInt64(sum(quantity)), any(_host), any(_service),"
                + " any(_log) FROM trade_events FINAL"));
    }

    [Fact]
    public async Task The_questions_of_the_sample_are_answered()
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();
        const string at = """{"timestamp": "2026-11-27T10:30:45.123456+01:00", "action": """;
        Assert.IsType<DeliveryResult.Accepted>(await SentEvents.SendAsync(
            SentEvents.To(server.Events, ForwardProtocol.Ndjson),
            Batches.Of(
                at + """ "ORDER_PLACED", "symbol": "A", "order_id": "1", "seq": 1}""",
                at + """ "ORDER_PLACED", "symbol": "B", "order_id": "1", "seq": 2}""",
                at + """ "ORDER_FILLED", "symbol": "A", "order_id": "1", "seq": 3}""",
                at + """ "POSITION_CLOSED", "strategy": "m", "pnl": 0.1, "seq": 6}""",
                at + """ "POSITION_CLOSED", "strategy": "m", "pnl": 0.2, "note": {"a": [1]}, "seq": 7}""")));

        var answers = new List<string>();
        foreach (string question in ClickHouseSample.Questions)
            answers.Add(await server.QueryAsync(question));

        Assert.Collection(
            answers,
            pnl => Assert.Equal("2026-11-27\tm\t0.3000000000000000000000\t2\n", pnl),
            orders => Assert.Equal("2026-11-27\tdesk-1\t/logs\tB\t1\n", orders),
            gaps => Assert.Equal("desk-1\t/logs\t4\t5\n", gaps));
    }

    [Fact]
    public async Task A_row_that_does_not_fit_is_refused_and_others_are_taken()
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();
        EventBatch batch = Batches.Of(
            """{"timestamp": "2026-11-27T10:30:45Z", "action": "A", "price": 1.5}""",
            """{"timestamp": "2026-11-27T10:30:45Z", "action": "A", "price": {"bid": 1}}""");
        using IEventTransport transport = EventTransport.Create(
            SentEvents.To(server.Events, ForwardProtocol.Ndjson));
        CancellationToken never = TestContext.Current.CancellationToken;

        Assert.IsType<DeliveryResult.Refused>(await transport.SendAsync(batch, 0, 2, true, never));
        Assert.Equal("0\n", await server.QueryAsync("SELECT count() FROM trade_events"));
        Assert.IsType<DeliveryResult.Accepted>(await transport.SendAsync(batch, 0, 1, true, never));
        DeliveryResult refused = await transport.SendAsync(batch, 1, 1, true, never);

        Assert.Contains("(at row ", Assert.IsType<DeliveryResult.Refused>(refused).Message, StringComparison.Ordinal);
        Assert.Equal("1\n", await server.QueryAsync("SELECT count() FROM trade_events"));
    }

    [Fact]
    public async Task What_does_not_fit_its_column_in_any_way_is_refused()
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();
        await server.QueryAsync(
            "CREATE TABLE odd (d Decimal(38, 12), d9 Decimal(9, 2), u UInt8, e Enum8('x' = 1), dt Date, at DateTime,"
            + " ar Array(UInt8), fs FixedString(3), id UUID, s String, made DateTime MATERIALIZED"
            + " parseDateTimeBestEffort(s)) ENGINE = Memory");
        using IEventTransport transport = EventTransport.Create(
            SentEvents.To(server.InsertInto("odd"), ForwardProtocol.Ndjson));
        string[] members =
        [
            """ "d": 0.30000000000000004 """, """ "d": 1e40 """, """ "d": "x" """, """ "d": [1] """, """ "d": true """,
            """ "d9": 123456789.1 """, """ "u": -1 """, """ "u": 1.5 """, """ "u": "x" """, """ "u": 1, "u": 2 """,
            """ "e": "z" """, """ "e": 5 """, """ "dt": "hello" """, """ "dt": 5 """, """ "at": "x" """,
            """ "ar": "x" """, """ "ar": [1, "x"] """, """ "fs": "abcd" """, """ "id": "zz" """, """ "s": 1 """,
            """ "s": null """, """ "s": "\ud800" """, """ "s": "no time" """,
        ];

        foreach (string member in members)
        {
            bool hasTime = member.StartsWith(""" "s" """.TrimEnd(), StringComparison.Ordinal);
            string place = hasTime ? "" : """, "s": "2026-11-27 10:30:45" """;
            DeliveryResult result = await transport.SendAsync(
                Batches.Of($"{{{member}{place}}}"), 0, 1, true, TestContext.Current.CancellationToken);
            Assert.True(result is DeliveryResult.Refused, $"{member}: {result}");
        }

        Assert.Equal("0\n", await server.QueryAsync("SELECT count() FROM odd"));
    }

    [Theory]
    [InlineData("0.30000000000000004", "0.3000000000000000400000")]
    [InlineData("-1.1102230246251565E-06", "-0.0000011102230246251565")]
    [InlineData("9007199254740993", "9007199254740993.0000000000000000000000")]
    [InlineData("1E+15", "1000000000000000.0000000000000000000000")]
    [InlineData("0.1000000000000000000000", "0.1000000000000000000000")]
    [InlineData("1.1102230246251565E-07", null)]
    [InlineData("1E+16", null)]
    public async Task The_columns_of_the_sample_take_what_PowerShell_makes_of_doubles(string number, string? kept)
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();

        DeliveryResult result = await SentEvents.SendAsync(
            SentEvents.To(server.Events, ForwardProtocol.Ndjson),
            Batches.Of($"{{\"timestamp\": \"2026-11-27T10:30:45Z\", \"action\": \"A\", \"pnl\": {number}}}"));

        Assert.IsType(kept is null ? typeof(DeliveryResult.Refused) : typeof(DeliveryResult.Accepted), result);
        Assert.Equal(kept is null ? "" : kept + "\n", await server.QueryAsync("SELECT pnl FROM trade_events"));
    }

    [Fact]
    public async Task A_table_that_is_not_there_holds_the_events()
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();
        using IEventTransport transport = EventTransport.Create(
            SentEvents.To(server.InsertInto("nothing"), ForwardProtocol.Ndjson));

        DeliveryResult result = await transport.TestAsync(TestContext.Current.CancellationToken);

        Assert.Contains("nothing", Assert.IsType<DeliveryResult.Held>(result).Message, StringComparison.Ordinal);
    }

    private static EventBatch Fills()
    {
        var batch = new EventBatch();
        for (int index = 0; index < Events; index++)
        {
            string line = "{\"timestamp\": \"2026-11-27T10:30:45.123456+01:00\", \"action\": \"ORDER_FILLED\", "
                + $"\"symbol\": \"BTCUSDT\", \"quantity\": {index}, \"price\": {index % 100}.01, "
                + "\"text\": \"é \\n\"}";
            batch.Add(
                Encoding.UTF8.GetBytes(line),
                Encoding.ASCII.GetBytes($"log-{index}-hash"),
                new LogLocation("/logs/trades.log", index + 1, 0));
        }

        return batch;
    }
}
