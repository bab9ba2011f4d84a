using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Forwarding.Transports.Relp;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Relp;

public sealed class RelpTransportTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_accepted_in_their_order_with_their_exact_lines()
    {
        IEnumerable<int> numbers = Enumerable.Range(0, (3 * RelpSession.Window) + 7);
        string[] lines = [.. numbers.Select(index => $"{{\"n\": {index}.50}}")];
        List<string> messages = [];
        await using var server = new FakeServer(stream => RelpPeer.AcceptAllAsync(stream, messages));
        using (var transport = new RelpTransport(To(server)))
        {
            Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, Batches.Of(lines)));
            Assert.True(transport.IsAcknowledged);
        }

        Assert.Equal([.. lines, "close"], messages.Select(message => message.Split("] ")[^1]));
        Assert.Contains("id=\"id-5\"", messages[5]);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Nothing_is_accepted_before_the_last_answer()
    {
        var isAnswered = new TaskCompletionSource();
        var mayAnswer = new TaskCompletionSource();
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            int last = 0;
            for (int index = 0; index < 5; index++)
            {
                last = (await peer.ReadAsync())!.Value.Number;
                if (index < 4)
                    await peer.AnswerAsync(last, "200 OK");
            }

            isAnswered.SetResult();
            await mayAnswer.Task;
            await peer.AnswerAsync(last, "200 OK");
            await peer.ReadAsync();
        });
        using var transport = new RelpTransport(To(server));

        Task<DeliveryResult> sending = SendAllAsync(transport, Batches.Of("{}", "{}", "{}", "{}", "{}"));
        await isAnswered.Task;
        Assert.False(sending.IsCompleted);
        mayAnswer.SetResult();

        Assert.IsType<DeliveryResult.Accepted>(await sending);
    }

    [Fact]
    public async Task Answers_may_come_in_pieces_and_in_any_order()
    {
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            List<int> numbers = [];
            for (int index = 0; index < 20; index++)
                numbers.Add((await peer.ReadAsync())!.Value.Number);
            numbers.Reverse();
            await peer.SendAsync("0 hint 2 ok\n");
            foreach (char piece in string.Concat(numbers.Select(number => $"{number} rsp 6 200 OK\n")))
                await peer.SendAsync(piece.ToString());
            await peer.ReadAsync();
        });
        using var transport = new RelpTransport(To(server));

        DeliveryResult result = await SendAllAsync(transport, Batches.Of([.. Enumerable.Repeat("{}", 20)]));

        Assert.IsType<DeliveryResult.Accepted>(result);
    }

    [Fact]
    public async Task A_refused_event_is_tried_again_before_it_counts_as_bad()
    {
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            while (await peer.ReadAsync() is var (number, _, data))
                await peer.AnswerAsync(number, data.Contains("bad") ? "500 password=hunter2 \u001b[31mno" : "200 OK");
        });
        using var transport = new RelpTransport(To(server));
        EventBatch batch = Batches.Of("{}", "{\"bad\": 1}", "{}", "{\"bad\": 2}");

        for (int attempt = 1; attempt < RelpTransport.RefusalsOfBadEvent; attempt++)
            Assert.IsType<DeliveryResult.Retry>(await SendAllAsync(transport, batch));
        string message = Assert.IsType<DeliveryResult.Refused>(await SendAllAsync(transport, batch)).Message;
        Assert.Contains("500", message);
        Assert.DoesNotContain("hunter2", message);
        Assert.DoesNotContain('\u001b', message);

        Assert.IsType<DeliveryResult.Accepted>(await transport.SendAsync(batch, 0, 1, false, Test));
        Assert.IsType<DeliveryResult.Refused>(await transport.SendAsync(batch, 1, 1, false, Test));
        Assert.IsType<DeliveryResult.Retry>(await transport.SendAsync(batch, 2, 2, false, Test));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Sending_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            await peer.ReadAsync();
            await source.CancelAsync();
            await peer.ReadAsync();
        });
        using var transport = new RelpTransport(To(server));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => transport.SendAsync(Batches.Of("{}"), 0, 1, false, source.Token));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_of_the_receiver_is_refused_and_nothing_is_sent()
    {
        List<string> messages = [];
        await using var server = new FakeServer(stream => RelpPeer.AcceptAllAsync(stream, messages));
        EventBatch batch = Batches.Of("{}", $"{{\"a\": \"{new string('x', 9000)}\"}}");
        using (var transport = new RelpTransport(To(server)))
        {
            DeliveryResult result = await SendAllAsync(transport, batch);
            Assert.Contains("8192", Assert.IsType<DeliveryResult.Refused>(result).Message);
            Assert.Equal(0, server.Connections);
            Assert.IsType<DeliveryResult.Accepted>(await transport.SendAsync(batch, 0, 1, false, Test));
        }

        using (var transport = new RelpTransport(
            To(server) with { Uri = new Uri($"relp://127.0.0.1:{server.Port}?maxMessageSize=16384") }))
        {
            Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, batch));
        }
    }

    internal static Task<DeliveryResult> SendAllAsync(IEventTransport transport, EventBatch batch) =>
        transport.SendAsync(batch, 0, batch.Count, mayCompress: true, Test);

    internal static ForwarderOptions To(FakeServer server) => To(server.Port);

    internal static ForwarderOptions To(int port) => new()
    {
        LogDirectory = "/logs",
        Host = "desk-1",
        Uri = new Uri($"relp://127.0.0.1:{port}"),
        Protocol = ForwardProtocol.Relp,
    };
}
