using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Http;

/// <summary>What a receiver may do wrong, by HTTP.</summary>
public sealed class MisbehaviourTests
{
    private const string Ok = "HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close\n\n";

    [Fact]
    public async Task A_connection_that_breaks_is_made_again()
    {
        int asked = 0;
        using var receiver = new RawReceiver((_, stream, end) => asked++ == 0
            ? Task.CompletedTask
            : stream.WriteAsync(Encoding.ASCII.GetBytes(Ok.ReplaceLineEndings("\r\n")), end).AsTask());
        using IEventTransport transport = EventTransport.Create(SentEvents.To(receiver.Uri));
        CancellationToken never = TestContext.Current.CancellationToken;
        EventBatch batch = Batches.Of(SentEvents.Order);

        DeliveryResult broken = await transport.SendAsync(batch, 0, 1, true, never);

        Assert.StartsWith(
            receiver.Uri.GetLeftPart(UriPartial.Authority) + ": ",
            Assert.IsType<DeliveryResult.Retry>(broken).Message,
            StringComparison.Ordinal);
        Assert.IsType<DeliveryResult.Accepted>(await transport.SendAsync(batch, 0, 1, true, never));
    }

    [Fact]
    public async Task Nobody_there_is_no_loss()
    {
        Uri uri;
        using (RawReceiver receiver = RawReceiver.Always(Ok))
            uri = receiver.Uri;

        Assert.IsType<DeliveryResult.Retry>(await SentEvents.SendAsync(SentEvents.To(uri)));
    }

    // The answer is lost with the connection the first time; asked whether it wants the request, the receiver says no.
    [Fact]
    public async Task A_receiver_that_answers_before_it_reads_is_heard_at_the_second_attempt()
    {
        using var receiver = new RawReceiver(
            (_, stream, end) => stream.WriteAsync(
                "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), end).AsTask(),
            readsBody: false);
        string[] lines = [.. Enumerable.Repeat("{\"text\": \"" + new string('x', 10_000) + "\"}", 2000)];
        EventBatch batch = Batches.Of(lines);
        using IEventTransport transport = EventTransport.Create(SentEvents.To(receiver.Uri));
        CancellationToken never = TestContext.Current.CancellationToken;

        DeliveryResult result = await transport.SendAsync(batch, 0, batch.Count, true, never);
        if (result is DeliveryResult.Retry)
            result = await transport.SendAsync(batch, 0, batch.Count, true, never);

        Assert.IsType<DeliveryResult.TooLarge>(result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab")]
    public async Task A_receiver_that_hangs_is_not_waited_for_beyond_the_timeout(string beginning)
    {
        using var receiver = new RawReceiver(async (_, stream, end) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), end);
            await Task.Delay(Timeout.Infinite, end);
        });
        ForwarderOptions options = SentEvents.To(receiver.Uri) with { Timeout = TimeSpan.FromMilliseconds(300) };

        DeliveryResult result = await SentEvents.SendAsync(options);

        Assert.IsType<DeliveryResult.Retry>(result);
        Assert.EndsWith("did not answer within 0.3 s.", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_ends_when_it_is_told_to()
    {
        using var cancelled = new CancellationTokenSource();
        using var receiver = new RawReceiver(async (_, stream, end) =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.Infinite, end);
        });
        using IEventTransport transport = EventTransport.Create(SentEvents.To(receiver.Uri));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => transport.SendAsync(Batches.Of("{}"), 0, 1, true, cancelled.Token));
    }

    [Theory]
    [InlineData(200, typeof(DeliveryResult.Accepted))]
    [InlineData(400, typeof(DeliveryResult.Refused))]
    public async Task Of_an_answer_without_end_64_KiB_are_read(int status, Type expected)
    {
        long sent = 0;
        using var receiver = new RawReceiver(async (_, stream, end) =>
        {
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status} OK\r\nContent-Length: 10000000000\r\n\r\n"), end);
            byte[] block = new byte[100_000];
            for (; sent < 10_000_000_000; sent += block.Length)
                await stream.WriteAsync(block, end);
        });

        DeliveryResult result = await SentEvents.SendAsync(SentEvents.To(receiver.Uri));

        Assert.IsType(expected, result);
        Assert.InRange(result.Message.Length, 0, 500);
        Assert.True(sent < 100_000_000, $"{sent:N0} bytes were taken.");
    }

    [Theory]
    [InlineData("Content-Length: 10\n\nab")]
    [InlineData("Transfer-Encoding: chunked\n\n5\nab")]
    public async Task An_answer_that_breaks_off_behind_200_is_asked_for_again(string rest)
    {
        DeliveryResult result = await AskAsync("HTTP/1.1 200 OK\n" + rest);

        Assert.IsType<DeliveryResult.Retry>(result);
        Assert.EndsWith("broke off its answer behind the status 200.", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_http_is_asked_for_again() =>
        Assert.IsType<DeliveryResult.Retry>(await AskAsync("220 mail.example ESMTP\n\n"));

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_holds_the_events()
    {
        using X509Certificate2 certificate = MakeCertificate("localhost");
        using var receiver = new RawReceiver(
            (_, stream, end) => stream.WriteAsync(Encoding.ASCII.GetBytes(Ok.ReplaceLineEndings("\r\n")), end).AsTask(),
            async stream =>
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(certificate);
                return tls;
            });

        DeliveryResult result = await SentEvents.SendAsync(SentEvents.To(receiver.SecureUri));

        Assert.IsType<DeliveryResult.Held>(result);
        Assert.Contains("certificate", result.Message, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_receiver_can_ask_for_the_certificate_of_the_client()
    {
        using X509Certificate2 certificate = MakeCertificate("localhost");
        using X509Certificate2 own = MakeCertificate("desk-1");
        var shown = new TaskCompletionSource<string?>();
        using var receiver = new RawReceiver((_, _, _) => Task.CompletedTask, async stream =>
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, client, _, _) => shown.TrySetResult(client?.Subject),
                EnabledSslProtocols = System.Security.Authentication.SslProtocols.Tls12,
            });
            return tls;
        });
        ForwarderOptions options = SentEvents.To(receiver.SecureUri) with { Certificate = own };
        var handler = (System.Net.Http.SocketsHttpHandler)Forwarding.Transports.Http.ReceiverHandler.Make(options);
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var client = new HttpClient(handler);

        await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(receiver.SecureUri, TestContext.Current.CancellationToken));

        Assert.Equal("CN=desk-1", await shown.Task);
    }

    private static async Task<DeliveryResult> AskAsync(string answer)
    {
        using RawReceiver receiver = RawReceiver.Always(answer);
        return await SentEvents.SendAsync(SentEvents.To(receiver.Uri));
    }

    private static X509Certificate2 MakeCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
