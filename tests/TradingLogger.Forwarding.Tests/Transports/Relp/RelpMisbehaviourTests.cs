using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Forwarding.Transports.Relp;
using Xunit;
using static TradingLogging.Forwarding.Tests.Transports.Relp.RelpTransportTests;

namespace TradingLogging.Forwarding.Tests.Transports.Relp;

/// <summary>What a receiver may do wrong, by RELP.</summary>
public sealed class RelpMisbehaviourTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

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
}
