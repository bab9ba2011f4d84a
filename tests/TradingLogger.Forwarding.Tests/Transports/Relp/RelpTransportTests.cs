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

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("2 rsp 999999999 200 OK\n")]
    [InlineData("2 rsp 9999999999 200 OK\n")]
    [InlineData("99999999999 rsp 6 200 OK\n")]
    [InlineData("2 rsp 6 200 OKK\n")]
    [InlineData("2 rsp 6\n200 OK\n")]
    [InlineData("2 rsp 0 x\n")]
    [InlineData("2 rsp x\n")]
    [InlineData("2 RSP 6 200 OK\n")]
    [InlineData("2 syslog 2 hi\n")]
    [InlineData("9 rsp 6 200 OK\n")]
    [InlineData("2 rsp 6 200 OK\n2 rsp 6 200 OK\n")]
    public async Task A_wrong_answer_accepts_nothing_and_is_tried_again(string answer)
    {
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            await peer.ReadAsync();
            await peer.ReadAsync();
            await peer.SendAsync(answer);
            await peer.ReadAsync();
        });
        using var transport = new RelpTransport(To(server));

        DeliveryResult result = await SendAllAsync(transport, Batches.Of("{}", "{}"));

        Assert.NotEmpty(Assert.IsType<DeliveryResult.Retry>(result).Message);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "RELP")]
    [InlineData("1 rsp 21 500 not known to this\n", "500 not known to this")]
    [InlineData("1 rsp 21 200 OK\ncommands=close\n", "syslog")]
    public async Task A_receiver_that_takes_no_events_by_relp_is_held(string answer, string said)
    {
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.ReadAsync();
            await peer.SendAsync(answer);
            await peer.ReadAsync();
        });
        using var transport = new RelpTransport(To(server));

        DeliveryResult[] results = [await SendAllAsync(transport, Batches.Of("{}")), await transport.TestAsync(Test)];

        Assert.All(results, result => Assert.Contains(said, Assert.IsType<DeliveryResult.Held>(result).Message));
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
    public async Task A_receiver_that_does_not_answer_is_given_up_after_the_timeout()
    {
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            while (await peer.ReadAsync() is not null)
                await peer.SendAsync("0 hint 0\n");
        });
        using var transport = new RelpTransport(To(server) with { Timeout = TimeSpan.FromMilliseconds(200) });

        DeliveryResult result = await SendAllAsync(transport, Batches.Of("{}", "{}"));

        Assert.Contains("0.2 s", Assert.IsType<DeliveryResult.Retry>(result).Message);
    }

    [Fact]
    public async Task A_receiver_that_does_not_read_is_given_up_after_the_timeout()
    {
        await using var server = new FakeServer(serve: null);
        using var transport = new RelpTransport(To(server) with { Timeout = TimeSpan.FromMilliseconds(200) });

        Assert.IsType<DeliveryResult.Retry>(await SendAllAsync(transport, Batches.Of("{}")));
        Assert.IsType<DeliveryResult.Retry>(await transport.TestAsync(Test));
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
    public async Task A_connection_that_was_cut_is_tried_again_and_replaced()
    {
        List<string> messages = [];
        int connections = 0;
        await using var server = new FakeServer(async stream =>
        {
            if (++connections > 1)
            {
                await RelpPeer.AcceptAllAsync(stream, messages);
                return;
            }

            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            await peer.AnswerAsync((await peer.ReadAsync())!.Value.Number, "200 OK");
        });
        using var transport = new RelpTransport(To(server));
        EventBatch batch = Batches.Of("{\"a\": 1}", "{\"a\": 2}");

        Assert.IsType<DeliveryResult.Retry>(await SendAllAsync(transport, batch));
        Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, batch));
        Assert.Equal(2, messages.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_the_receiver_closed_between_batches_is_opened_anew(bool isPolite)
    {
        var isClosed = new TaskCompletionSource();
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            await peer.AnswerAsync((await peer.ReadAsync())!.Value.Number, "200 OK");
            if (isPolite)
                await peer.SendAsync("0 serverclose 0\n");
            stream.Close();
            isClosed.TrySetResult();
        });
        using var transport = new RelpTransport(To(server));

        Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, Batches.Of("{}")));
        await isClosed.Task;
        Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, Batches.Of("{}")));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Nobody_who_listens_is_tried_again()
    {
        int port;
        await using (var server = new FakeServer(_ => Task.CompletedTask))
            port = server.Port;
        using var transport = new RelpTransport(To(port));

        Assert.IsType<DeliveryResult.Retry>(await SendAllAsync(transport, Batches.Of("{}")));
        Assert.IsType<DeliveryResult.Retry>(await transport.TestAsync(Test));
    }

    [Fact]
    public async Task A_receiver_that_never_answers_the_close_is_left_alone()
    {
        List<string> messages = [];
        await using var server = new FakeServer(async stream =>
        {
            var peer = new RelpPeer(stream);
            await peer.OpenAsync();
            await peer.AnswerAsync((await peer.ReadAsync())!.Value.Number, "200 OK");
            messages.Add((await peer.ReadAsync())!.Value.Command);
            await peer.ReadAsync();
        });
        var transport = new RelpTransport(To(server));

        Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, Batches.Of("{}")));
        transport.Dispose();

        Assert.Equal(["close"], messages);
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

    private static ForwarderOptions To(FakeServer server) => To(server.Port);

    private static ForwarderOptions To(int port) => new()
    {
        LogDirectory = "/logs",
        Host = "desk-1",
        Uri = new Uri($"relp://127.0.0.1:{port}"),
        Protocol = ForwardProtocol.Relp,
    };
}
