using System.IO.Compression;
using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Http;

/// <summary>What goes over the wire, and what must not be told of it.</summary>
public sealed class RequestTests
{
    private const string Ok = "HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close\n\n";

    [Theory]
    [InlineData(ForwardProtocol.Otlp, "application/x-protobuf")]
    [InlineData(ForwardProtocol.OtlpJson, "application/json")]
    [InlineData(ForwardProtocol.Ndjson, "application/x-ndjson")]
    public async Task A_request_is_a_post_of_its_media_type_with_the_headers(ForwardProtocol protocol, string mediaType)
    {
        using RawReceiver receiver = RawReceiver.Always(Ok);
        ForwarderOptions options = SentEvents.To(receiver.Uri, protocol) with
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer abc", ["X-Scope-OrgID"] = "desk" },
        };

        Assert.IsType<DeliveryResult.Accepted>(await SentEvents.SendAsync(options));

        RawRequest request = Assert.Single(receiver.Requests);
        Assert.StartsWith("POST /v1/logs HTTP/1.1\r\n", request.Head, StringComparison.Ordinal);
        Assert.Equal(mediaType, request.Header("Content-Type"));
        Assert.Equal("Bearer abc", request.Header("Authorization"));
        Assert.Equal("desk", request.Header("X-Scope-OrgID"));
        Assert.Null(request.Header("Content-Encoding"));
        Assert.Null(request.Header("Expect"));
        Assert.Null(request.Header("traceparent"));
        Assert.NotEmpty(request.Body);
    }

    [Theory]
    [InlineData(ForwardProtocol.Otlp)]
    [InlineData(ForwardProtocol.OtlpJson)]
    [InlineData(ForwardProtocol.Ndjson)]
    public async Task A_compressed_request_holds_the_same(ForwardProtocol protocol)
    {
        using RawReceiver receiver = RawReceiver.Always(Ok);
        ForwarderOptions options = SentEvents.To(receiver.Uri, protocol) with { Compression = ForwardCompression.Gzip };
        using IEventTransport transport = EventTransport.Create(options);
        CancellationToken never = TestContext.Current.CancellationToken;
        Forwarding.Sources.EventBatch batch = Batches.Of([.. Enumerable.Repeat(SentEvents.Order, 300)]);

        await transport.SendAsync(batch, 0, batch.Count, mayCompress: true, never);
        await transport.SendAsync(batch, 0, 1, mayCompress: true, never);

        RawRequest[] requests = receiver.Requests;
        Assert.All(requests, request => Assert.Equal("gzip", request.Header("Content-Encoding")));
        Assert.Contains("ORDER_PLACED", Inflate(requests[1].Body), StringComparison.Ordinal);
        Assert.Equal(300, Inflate(requests[0].Body).Split("id-").Length - 1);
        Assert.True(requests[0].Body.Length < batch.Bytes / 4);
    }

    [Theory]
    [InlineData(ForwardProtocol.Otlp, "")]
    [InlineData(ForwardProtocol.OtlpJson, """{"resourceLogs":[]}""")]
    [InlineData(ForwardProtocol.Ndjson, "")]
    public async Task A_receiver_is_tested_without_an_event(ForwardProtocol protocol, string body)
    {
        using RawReceiver receiver = RawReceiver.Always(Ok);
        using IEventTransport transport = EventTransport.Create(SentEvents.To(receiver.Uri, protocol));

        Assert.IsType<DeliveryResult.Accepted>(await transport.TestAsync(TestContext.Current.CancellationToken));

        Assert.True(transport.IsAcknowledged);
        Assert.Equal(body, Encoding.UTF8.GetString(Assert.Single(receiver.Requests).Body));
    }

    [Fact]
    public async Task No_message_repeats_what_is_secret()
    {
        using RawReceiver receiver = RawReceiver.Always(
            "HTTP/1.1 401 No\n\nWrong: Bearer s3cr3t-value, user:passw0rd, tokenvalue99, alice-pw, plain");
        string address = receiver.Uri.AbsoluteUri.Replace("://", "://alice:alice-pw@") + "?token=tokenvalue99&db=plain";
        ForwarderOptions options = SentEvents.To(new Uri(address)) with
        {
            Headers = new Dictionary<string, string>
            {
                ["Authorization"] = "Bearer s3cr3t-value",
                ["X-Basic"] = "Basic " + Convert.ToBase64String("user:passw0rd"u8),
            },
        };

        DeliveryResult result = await SentEvents.SendAsync(options);

        Assert.IsType<DeliveryResult.Held>(result);
        foreach (string secret in new[] { "s3cr3t", "passw0rd", "tokenvalue99", "alice-pw" })
            Assert.DoesNotContain(secret, result.Message, StringComparison.Ordinal);
        Assert.EndsWith("plain", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer+a%2Fb%2bc%22d%c3%bc9x")]
    [InlineData("a/b+c%22d%C3%BC9x")]
    [InlineData("A/B+C\\\"D\u00fc9X")]
    [InlineData("a\\/b\\u002Bc\\u0022d\\u00fc9x")]
    [InlineData("a\\/b+c\\\"d\\u00FC9x")]
    [InlineData("dXNlcjo-Pj8_cGFzc3cwcmQ")]
    [InlineData("dXNlcjo%2BPj8%2FcGFzc3cwcmQ%3D")]
    [InlineData("user:>>??passw0rd")]
    [InlineData("%3e%3E%3F%3Fpassw0rd")]
    public async Task A_secret_is_known_in_the_forms_in_which_receivers_repeat_it(string said)
    {
        using RawReceiver receiver = RawReceiver.Always("HTTP/1.1 401 No\n\nWrong: <" + said + ">, plain");
        ForwarderOptions options = SentEvents.To(new Uri(
            receiver.Uri.AbsoluteUri + "?token=" + Uri.EscapeDataString("a/b+c\"d\u00fc9x"))) with
        {
            Headers = new Dictionary<string, string>
            {
                ["X-Basic"] = "Basic dXNlcjo+Pj8/cGFzc3cwcmQ=",
                ["Authorization"] = "Bearer a/b+c\"d9x",
            },
        };

        DeliveryResult result = await SentEvents.SendAsync(options);

        string shown = result.Message[result.Message.IndexOf('<', StringComparison.Ordinal)..];
        Assert.DoesNotContain(shown, char.IsDigit);
        Assert.DoesNotContain("cGFzc3", shown, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(">, plain", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("====", "abc")]
    [InlineData("ab==", "absolute")]
    [InlineData("(a|b)*.+", "aaaa")]
    public async Task A_secret_of_signs_hides_nothing_else(string secret, string said)
    {
        using RawReceiver receiver = RawReceiver.Always("HTTP/1.1 401 No\n\n" + said + ", " + secret + "!");
        ForwarderOptions options = SentEvents.To(receiver.Uri) with
        {
            Headers = new Dictionary<string, string> { ["X-Key"] = secret },
        };

        DeliveryResult result = await SentEvents.SendAsync(options);

        Assert.EndsWith($"answered 401 No: {said}, ***!", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("receiver/v1/http/ZaVnC4dhaV3c5f5Gh2T1wq8==", "receiver/v1/http/***")]
    [InlineData("inputs/0b1f7c1e-93c4-4a55-8d0e-7b4f1a9c2d3e/tag/desk", "inputs/***/tag/desk")]
    [InlineData("in/0123456789abcdef0123456789abcdef/v1/logs?x=1", "in/***/v1/logs?\u2026")]
    [InlineData("in/ZaVnC4dhaV3c5f5Gh2%2FT1wq8%3D%3D", "in/***")]
    [InlineData("api/default/v1/logs", "api/default/v1/logs")]
    [InlineData("services-of-the-opentelemetry-collector/12345678901234567890",
        "services-of-the-opentelemetry-collector/12345678901234567890")]
    public async Task A_secret_in_the_path_is_not_shown(string path, string shown)
    {
        using var receiver = new RawReceiver((request, stream, end) => stream.WriteAsync(Encoding.ASCII.GetBytes(
            "HTTP/1.1 404 No\r\nConnection: close\r\n\r\nNothing at " + request.Head.Split(' ')[1] + " here"),
            end).AsTask());
        var address = new Uri(new Uri(receiver.Uri, "/"), path);

        DeliveryResult result = await SentEvents.SendAsync(SentEvents.To(address));

        Assert.Equal(receiver.Uri.GetLeftPart(UriPartial.Authority) + "/" + shown, ReceiverCheck.Shown(address));
        string said = shown.Replace("?\u2026", "?x=1", StringComparison.Ordinal);
        Assert.EndsWith($"Nothing at /{said} here", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_address_is_shown_as_it_is() =>
        Assert.Equal("collector/v1", ReceiverCheck.Shown(new Uri("collector/v1", UriKind.Relative)));

    [Fact]
    public void Causes_are_told_of_once_and_as_sentences()
    {
        var refused = new System.Net.Sockets.SocketException(
            (int)System.Net.Sockets.SocketError.ConnectionRefused);
        var error = new HttpRequestException(
            refused.Message + " (h:1)",
            new IOException("It broke, see inner exception.", new IOException("It broke", refused)));

        Assert.Equal($"{refused.Message} (h:1). It broke.", ReceiverText.WithCauses(error));
    }

    [Fact]
    public async Task A_message_is_one_line_of_at_most_500_characters()
    {
        using RawReceiver receiver = RawReceiver.Always("HTTP/1.1 400 No\n\nfirst\n\u001b[31m" + new string('x', 9000));

        DeliveryResult result = await SentEvents.SendAsync(SentEvents.To(receiver.Uri));

        Assert.Equal(ReceiverText.LongestMessage, result.Message.Length);
        Assert.DoesNotContain(result.Message, char.IsControl);
    }

    [Fact]
    public void A_header_that_belongs_to_the_request_is_refused_without_its_value()
    {
        ForwarderOptions options = SentEvents.To(new Uri("http://127.0.0.1:1/")) with
        {
            Headers = new Dictionary<string, string> { ["Content-Type"] = "text/secret" },
        };

        var error = Assert.Throws<ConfigurationException>(() => EventTransport.Create(options));

        Assert.Contains("Content-Type", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static string Inflate(byte[] body)
    {
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return Encoding.UTF8.GetString(plain.ToArray());
    }
}
