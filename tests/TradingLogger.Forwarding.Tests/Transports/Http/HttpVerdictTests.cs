using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Http;

/// <summary>What follows from the status of an answer, by HTTP.</summary>
public sealed class HttpVerdictTests
{
    private const string Ok = "HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close\n\n";

    [Fact]
    public async Task Of_too_many_requests_it_is_known_how_long_to_wait()
    {
        DeliveryResult result = await AskAsync("HTTP/1.1 429 Too Many Requests\nRetry-After: 7\nContent-Length: 0\n\n");

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<DeliveryResult.Retry>(result).After);
        Assert.Contains("answered 429 Too Many Requests", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_to_wait_for_is_one_of_the_clock_of_the_receiver()
    {
        DeliveryResult result = await AskAsync(
            "HTTP/1.1 503 Busy\nDate: Wed, 01 Jan 2020 10:00:00 GMT\nRetry-After: Wed, 01 Jan 2020 10:01:30 GMT\n"
            + "Content-Length: 0\n\n");

        Assert.Equal(TimeSpan.FromSeconds(90), Assert.IsType<DeliveryResult.Retry>(result).After);
    }

    [Fact]
    public async Task A_date_that_has_passed_is_no_wait()
    {
        DeliveryResult result = await AskAsync(
            "HTTP/1.1 503 Busy\nRetry-After: Wed, 01 Jan 2020 10:01:30 GMT\nContent-Length: 0\n\n");

        Assert.Equal(TimeSpan.Zero, Assert.IsType<DeliveryResult.Retry>(result).After);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(507)]
    public async Task A_failure_of_the_receiver_is_repeated(int status)
    {
        DeliveryResult result = await AskAsync($"HTTP/1.1 {status} No\nContent-Length: 3\n\nwhy");

        Assert.Null(Assert.IsType<DeliveryResult.Retry>(result).After);
        Assert.EndsWith($"answered {status} No: why", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(407)]
    [InlineData(410)]
    [InlineData(415)]
    public async Task What_somebody_has_to_change_holds_the_events(int status)
    {
        using RawReceiver other = RawReceiver.Always(Ok);
        DeliveryResult result = await AskAsync(
            $"HTTP/1.1 {status} No\nLocation: {other.Uri}\nContent-Length: 0\n\n");

        Assert.IsType<DeliveryResult.Held>(result);
        Assert.Empty(other.Requests);
        Assert.Equal(status < 400, result.Message.Contains("Redirects are not followed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task What_is_not_understood_is_refused(int status) =>
        Assert.IsType<DeliveryResult.Refused>(await AskAsync($"HTTP/1.1 {status} No\nContent-Length: 0\n\n"));

    [Fact]
    public async Task Too_large_a_request_is_told_from_others() =>
        Assert.IsType<DeliveryResult.TooLarge>(await AskAsync("HTTP/1.1 413 No\nContent-Length: 0\n\n"));

    // As Aspire, which answers 500, and others, which answer 400 or 415.
    [Theory]
    [InlineData(400)]
    [InlineData(415)]
    [InlineData(500)]
    public async Task A_receiver_that_knows_no_gzip_refuses_what_is_compressed(int status)
    {
        using var receiver = new RawReceiver((request, stream, end) => stream.WriteAsync(
            Encoding.ASCII.GetBytes(request.Header("Content-Encoding") is null
                ? Ok.ReplaceLineEndings("\r\n")
                : $"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), end).AsTask());
        ForwarderOptions options = SentEvents.To(receiver.Uri) with { Compression = ForwardCompression.Gzip };

        Assert.IsType<DeliveryResult.Refused>(await SentEvents.SendAsync(options));
        Assert.IsType<DeliveryResult.Accepted>(await SentEvents.SendAsync(options, mayCompress: false));
    }

    [Fact]
    public async Task A_receiver_that_refuses_one_line_refuses_each_request_with_it()
    {
        using var receiver = new RawReceiver((request, stream, end) => stream.WriteAsync(
            Encoding.ASCII.GetBytes(Encoding.UTF8.GetString(request.Body).Contains("poison", StringComparison.Ordinal)
                ? "HTTP/1.1 400 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : Ok.ReplaceLineEndings("\r\n")), end).AsTask());
        EventBatch batch = Batches.Of("""{"a": 1}""", """{"a": "poison"}""", """{"a": 3}""");
        using IEventTransport transport = EventTransport.Create(SentEvents.To(receiver.Uri, ForwardProtocol.Ndjson));
        CancellationToken never = TestContext.Current.CancellationToken;

        Assert.IsType<DeliveryResult.Refused>(await transport.SendAsync(batch, 0, 3, true, never));
        Assert.IsType<DeliveryResult.Accepted>(await transport.SendAsync(batch, 0, 1, true, never));
        Assert.IsType<DeliveryResult.Refused>(await transport.SendAsync(batch, 1, 1, true, never));
        Assert.IsType<DeliveryResult.Accepted>(await transport.SendAsync(batch, 2, 1, true, never));
    }

    [Fact]
    public async Task A_refusal_that_breaks_off_is_a_refusal() =>
        Assert.IsType<DeliveryResult.Refused>(await AskAsync("HTTP/1.1 400 No\nContent-Length: 10\n\nab"));

    [Fact]
    public async Task A_page_of_a_login_is_no_receiver()
    {
        DeliveryResult result = await AskAsync(
            "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nContent-Length: 6\n\n<html>");

        Assert.IsType<DeliveryResult.Held>(result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    public async Task A_word_under_the_media_type_of_a_page_is_an_answer(string word)
    {
        DeliveryResult result = await AskAsync(
            $"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {word.Length}\n\n{word}");

        Assert.IsType<DeliveryResult.Accepted>(result);
    }

    private static async Task<DeliveryResult> AskAsync(string answer)
    {
        using RawReceiver receiver = RawReceiver.Always(answer);
        return await SentEvents.SendAsync(SentEvents.To(receiver.Uri));
    }
}
