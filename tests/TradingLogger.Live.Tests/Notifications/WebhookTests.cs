using System.Text;
using System.Text.Json;
using TradingLogging.Forwarding.Tests.Transports;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using Xunit;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>What goes to a webhook, and receivers that misbehave.</summary>
public sealed class WebhookTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close\n\n";
    private const string Secret = "s3cr3t-t0ken-of-the-hook";

    private readonly TestClock _clock = new();
    private readonly TestState _state;
    private readonly List<string> _warnings = [];

    public WebhookTests() => _state = new TestState(_clock);

    public void Dispose() => _state.Dispose();

    [Fact]
    public void A_message_has_the_form_of_Alertmanagers_webhook_and_a_text_for_people()
    {
        using RawReceiver server = RawReceiver.Always(Ok);
        using AlertReceiver receiver = Receiver(server.Uri);
        Alert over = Samples.Firing(symbol: "ETHUSDT");
        _state.Apply(Samples.Firing(symbol: "BTCUSDT"), over);
        _state.Apply(Samples.Resolved(over));
        Step(receiver);

        RawRequest request = Assert.Single(server.Requests);
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal($"Bearer {Secret}", request.Header("Authorization"));
        using JsonDocument document = JsonDocument.Parse(request.Body);
        JsonElement json = document.RootElement;
        Assert.Equal("4", json.GetProperty("version").GetString());
        Assert.Equal("firing", json.GetProperty("status").GetString());
        Assert.Equal("night", json.GetProperty("receiver").GetString());
        Assert.Equal("{}:{alertname=\"Rejects\"}", json.GetProperty("groupKey").GetString());
        Assert.Equal(
            """{"alertname":"Rejects","severity":"warning"}""", json.GetProperty("commonLabels").GetRawText());
        Assert.Contains(
            "FIRING: Rejects: 12 ORDER_REJECTED in 5 min, more than 5",
            json.GetProperty("text").GetString()!.Split('\n'));
        Assert.Equal(64, json.GetProperty("id").GetString()!.Length);
        JsonElement[] alerts = [.. json.GetProperty("alerts").EnumerateArray()
            .OrderBy(one => one.GetProperty("status").GetString(), StringComparer.Ordinal)];
        Assert.Equal("0001-01-01T00:00:00Z", alerts[0].GetProperty("endsAt").GetString());
        Assert.Equal("2025-12-17T03:01:00.0000000Z", alerts[1].GetProperty("endsAt").GetString());
        Assert.Equal("2025-12-17T03:00:00.0000000Z", alerts[1].GetProperty("startsAt").GetString());
        Assert.Equal("12.5", alerts[0].GetProperty("annotations").GetProperty("worst").GetString());
        Assert.Equal(
            $"{over.Fingerprint}-20251217T030000.0000000Z-resolved", alerts[1].GetProperty("id").GetString());
    }

    [Fact]
    public void A_receiver_that_hangs_is_given_up_after_the_timeout()
    {
        using var server = new RawReceiver((_, _, end) => Task.Delay(Timeout.Infinite, end));

        Assert.Contains("did not answer within 0.3 s", FailureOf(server, TimeSpan.FromMilliseconds(300)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_breaks_off_is_none()
    {
        using RawReceiver server = RawReceiver.Always("HTTP/1.1 200 OK\nContent-Length: 10\n\nab");

        Assert.Contains("broke off its answer", FailureOf(server), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("429 Too Many Requests")]
    [InlineData("500 No")]
    [InlineData("302 Found")]
    [InlineData("401 No")]
    public void What_a_receiver_answers_is_said_without_its_secrets(string status)
    {
        using RawReceiver other = RawReceiver.Always(Ok);
        string said = $"You sent {Secret}";
        using RawReceiver server = RawReceiver.Always(
            $"HTTP/1.1 {status}\nLocation: {other.Uri}\nContent-Length: {said.Length}\n\n{said}");
        string failure = FailureOf(server);

        Assert.Contains(status, failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
        Assert.DoesNotContain(Secret, File.ReadAllText(_state.FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_answer_without_end_its_beginning_counts()
    {
        using var server = new RawReceiver(async (_, stream, end) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"u8.ToArray(), end);
            byte[] filler = new byte[65536];
            while (true)
                await stream.WriteAsync(filler, end);
        });
        using AlertReceiver receiver = Receiver(server.Uri);
        _state.Apply(Samples.Firing());
        Step(receiver);

        Assert.True(receiver.IsSettled);
        Assert.Equal(1, receiver.Told);
    }

    [Fact]
    public void The_watchdog_goes_to_a_receiver_of_its_own_once_a_minute_while_all_is_well()
    {
        using RawReceiver server = RawReceiver.Always(Ok);
        using RawReceiver failing = RawReceiver.Always("HTTP/1.1 500 No\nContent-Length: 0\n\n");
        var receivers = new List<AlertReceiver> { Receiver(failing.Uri) };
        var watchdog = new Watchdog(Options(server.Uri), _clock.Now, _clock.Time, () => receivers);
        using var receiver = new WatchdogReceiver(
            server.Uri, Options(server.Uri), watchdog.Current, _clock.Time, _warnings.Add);
        watchdog.Saw();
        Step(receiver);
        Step(receiver);
        Assert.Single(server.Requests);
        Assert.Contains("Watchdog", Encoding.UTF8.GetString(server.Requests[0].Body), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Step(receiver);
        Assert.Equal(2, server.Requests.Length);

        _state.Apply(Samples.Firing());
        Step(receivers[0]);
        _clock.Advance(TimeSpan.FromMinutes(6));
        watchdog.Saw();
        Step(receiver);
        Assert.Equal(2, server.Requests.Length);
        receivers[0].Dispose();
    }

    private static TimeSpan Step(AlertReceiver receiver) => receiver.Step(TestContext.Current.CancellationToken);

    private string FailureOf(RawReceiver server, TimeSpan? timeout = null)
    {
        using AlertReceiver receiver = Receiver(server.Uri, timeout);
        _state.Apply(Samples.Firing());
        Step(receiver);
        Assert.False(receiver.IsSettled);
        return receiver.Trouble!;
    }

    private AlertWatchOptions Options(Uri uri, TimeSpan? timeout = null) => new()
    {
        LogDirectory = _state.Directory,
        Name = "night",
        Rules = [],
        Webhooks = [uri],
        Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Secret}" },
        Timeout = timeout ?? TimeSpan.FromSeconds(60),
    };

    private AlertReceiver Receiver(Uri uri, TimeSpan? timeout = null)
    {
        AlertWatchOptions options = Options(uri, timeout);
        var watchdog = new Watchdog(options, _clock.Now, _clock.Time, () => []);
        AlertReceiver receiver = Assert.Single(
            new AlertReceivers(options, _state.State, watchdog, _clock.Time, _warnings.Add).Told(isOnce: false));
        _state.State.Begin([receiver.Key]);
        return receiver;
    }
}
