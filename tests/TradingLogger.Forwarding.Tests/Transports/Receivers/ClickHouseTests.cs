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
            $"{Events}\t{Events}\t99.010000000000\t{Events * (Events - 1L) / 2}\tdesk-1\tbot\t/logs\n",
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
            pnl => Assert.Equal("2026-11-27\tm\t0.300000000000\t2\n", pnl),
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
                + $"\"symbol\": \"BTCUSDT\", \"quantity\": {index}, \"price\": {index % 100}.01, \"text\": \"é \\n\"}}";
            batch.Add(
                Encoding.UTF8.GetBytes(line),
                Encoding.ASCII.GetBytes($"log-{index}-hash"),
                new LogLocation("/logs/trades.log", index + 1, 0));
        }

        return batch;
    }
}
