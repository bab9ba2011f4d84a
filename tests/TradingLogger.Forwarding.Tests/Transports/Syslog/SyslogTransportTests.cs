using System.Globalization;
using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Forwarding.Transports.Syslog;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Syslog;

public sealed class SyslogTransportTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_message_stands_behind_the_number_of_its_bytes()
    {
        var received = new MemoryStream();
        var isClosed = new TaskCompletionSource();
        string[] lines = [.. Enumerable.Range(0, 2000).Select(index => $"{{\"n\": {index}.50, \"ü\": \"…\"}}")];
        await using var server = new FakeServer(async stream =>
        {
            await stream.CopyToAsync(received);
            isClosed.SetResult();
        });
        using (var transport = new SyslogTransport(To(server)))
        {
            Assert.False(transport.IsAcknowledged);
            Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, Batches.Of(lines)));
            Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, Batches.Of("{}")));
        }

        await isClosed.Task;
        Assert.Equal([.. lines, "{}"], Split(received.ToArray()).Select(message => message.Split("] ", 2)[1]));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_connection_that_was_closed_is_replaced_before_the_next_batch_is_written()
    {
        var received = new MemoryStream();
        var isClosed = new TaskCompletionSource();
        int connections = 0;
        await using var server = new FakeServer(async stream =>
        {
            if (++connections == 1)
            {
                await stream.ReadAtLeastAsync(new byte[4096], 1);
                stream.Close();
                isClosed.SetResult();
                return;
            }

            await stream.CopyToAsync(received);
        });
        using var transport = new SyslogTransport(To(server));
        await SendAllAsync(transport, Batches.Of("{\"a\": 1}"));
        await isClosed.Task;
        await transport.Ended;

        Assert.IsType<DeliveryResult.Accepted>(await SendAllAsync(transport, Batches.Of("{\"a\": 2}")));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_receiver_that_cuts_at_once_gets_nothing()
    {
        await using var server = new FakeServer(_ => Task.CompletedTask);
        using var transport = new SyslogTransport(To(server));

        Assert.IsType<DeliveryResult.Retry>(await SendAllAsync(transport, Batches.Of("{}")));
        Assert.IsType<DeliveryResult.Retry>(await transport.TestAsync(Test));
    }

    [Fact]
    public async Task A_receiver_that_does_not_read_is_given_up_after_the_timeout()
    {
        await using var server = new FakeServer(serve: null);
        using var transport = new SyslogTransport(To(server) with { Timeout = TimeSpan.FromSeconds(2) });
        string line = $"{{\"a\": \"{new string('x', 7000)}\"}}";
        EventBatch batch = Batches.Of([.. Enumerable.Repeat(line, 2000)]);

        DeliveryResult result = await SendAllAsync(transport, batch);

        Assert.Contains("2 s", Assert.IsType<DeliveryResult.Retry>(result).Message);
    }

    [Fact]
    public async Task Sending_can_be_cancelled()
    {
        await using var server = new FakeServer(serve: null);
        using var transport = new SyslogTransport(To(server));
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => transport.SendAsync(Batches.Of("{}"), 0, 1, false, source.Token));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused_and_none_is_cut()
    {
        await using var server = new FakeServer(serve: null);
        using var transport = new SyslogTransport(To(server));

        DeliveryResult result = await SendAllAsync(
            transport, Batches.Of("{}", $"{{\"a\": \"{new string('x', 9000)}\"}}"));

        Assert.IsType<DeliveryResult.Refused>(result);
        Assert.Equal(0, server.Connections);
    }

    private static Task<DeliveryResult> SendAllAsync(SyslogTransport transport, EventBatch batch) =>
        transport.SendAsync(batch, 0, batch.Count, mayCompress: false, Test);

    private static ForwarderOptions To(FakeServer server) => new()
    {
        LogDirectory = "/logs",
        Uri = new Uri($"syslog://127.0.0.1:{server.Port}"),
        Protocol = ForwardProtocol.Syslog,
    };

    private static IEnumerable<string> Split(byte[] bytes)
    {
        for (int start = 0; start < bytes.Length;)
        {
            int blank = Array.IndexOf(bytes, (byte)' ', start);
            int length = int.Parse(bytes.AsSpan(start, blank - start), CultureInfo.InvariantCulture);
            yield return Encoding.UTF8.GetString(bytes, blank + 1, length);
            start = blank + 1 + length;
        }
    }
}
