using System.Security.Cryptography.X509Certificates;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Tests.Transports.Relp;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports;

public sealed class TlsTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("relps")]
    [InlineData("syslogs")]
    public async Task A_certificate_of_a_trusted_authority_is_accepted(string scheme)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), TestAuthority.OnlyOnLinux);
        using X509Certificate2 certificate = TestAuthority.Issue();

        Assert.IsType<DeliveryResult.Accepted>(await SendAsync(scheme, certificate));
    }

    [Theory]
    [InlineData("relps")]
    [InlineData("syslogs")]
    public async Task A_certificate_that_is_not_to_be_trusted_gets_no_event(string scheme)
    {
        using X509Certificate2 unknown = TestAuthority.SelfSigned();
        using X509Certificate2 other = TestAuthority.Issue("other.example");
        using X509Certificate2 old = TestAuthority.Issue(until: DateTimeOffset.UtcNow.AddHours(-1));
        foreach (X509Certificate2 certificate in new[] { unknown, other, old })
        {
            DeliveryResult result = await SendAsync(scheme, certificate);

            Assert.Contains("not trusted", Assert.IsType<DeliveryResult.Held>(result).Message);
        }
    }

    [Theory]
    [InlineData("relps")]
    [InlineData("syslogs")]
    public async Task A_receiver_that_wants_a_certificate_gets_the_one_of_the_options(string scheme)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), TestAuthority.OnlyOnLinux);
        using X509Certificate2 certificate = TestAuthority.Issue();
        using X509Certificate2 client = TestAuthority.Issue("desk-1");

        // A server may tell why it refuses a client, or just cut the connection.
        DeliveryResult refused = await SendAsync(scheme, certificate, wantsClient: true);
        Assert.True(refused is DeliveryResult.Held or DeliveryResult.Retry, refused.ToString());
        Assert.IsType<DeliveryResult.Accepted>(await SendAsync(scheme, certificate, wantsClient: true, client));
    }

    [Theory]
    [InlineData("relps")]
    [InlineData("syslogs")]
    public async Task A_receiver_without_tls_is_held(string scheme)
    {
        await using var server = new FakeServer(async stream =>
        {
            await stream.WriteAsync("220 mail.example ESMTP ready\r\n"u8.ToArray());
            await stream.ReadAtLeastAsync(new byte[1], 1);
        });

        Assert.IsType<DeliveryResult.Held>(await SendAsync(scheme, server, client: null));
    }

    private static async Task<DeliveryResult> SendAsync(
        string scheme, X509Certificate2 certificate, bool wantsClient = false, X509Certificate2? client = null)
    {
        await using var server = new FakeServer(
            stream => scheme == "relps" ? RelpPeer.AcceptAllAsync(stream, []) : stream.CopyToAsync(Stream.Null))
        {
            Certificate = certificate,
            WantsClientCertificate = wantsClient,
        };
        return await SendAsync(scheme, server, client);
    }

    private static async Task<DeliveryResult> SendAsync(string scheme, FakeServer server, X509Certificate2? client)
    {
        using IEventTransport transport = EventTransport.Create(new ForwarderOptions
        {
            LogDirectory = "/logs",
            Uri = new Uri($"{scheme}://localhost:{server.Port}"),
            Protocol = scheme == "relps" ? ForwardProtocol.Relp : ForwardProtocol.Syslog,
            Certificate = client,
        });
        EventBatch batch = Batches.Of("{}", "{}");
        DeliveryResult result = await transport.SendAsync(batch, 0, batch.Count, mayCompress: false, Test);
        DeliveryResult test = await transport.TestAsync(Test);
        Assert.Equal(result.GetType(), test.GetType());
        return result;
    }
}
