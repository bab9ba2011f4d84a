using System.Text.Json;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Tests.Transports;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using Xunit;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>What receivers are sent by runs that look once, and what is said of those that are not told.</summary>
public sealed class OneLookReceiverTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close\n\n";
    private static readonly DateTimeOffset Noon = new(2025, 12, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly LogFolder _folder = new();
    private readonly List<string> _warnings = [];
    private DateTimeOffset _now = Noon;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Why_a_receiver_refuses_an_alert_stands_in_the_error()
    {
        using RawReceiver server = RawReceiver.Always("HTTP/1.1 400 Bad Request\nContent-Length: 7\n\nNo room");
        string fault = Assert.Throws<AlertWatchException>(() => RunOnce(To(server.Uri))).Message;

        Assert.Contains(" answered 400 Bad Request: No room. The next run", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400 No")]
    [InlineData("503 No")]
    public void Of_an_address_that_is_a_secret_messages_show_the_host_alone(string status)
    {
        const string said = "Unknown: /hooks/s3cretTok3n";
        using RawReceiver server = RawReceiver.Always($"HTTP/1.1 {status}\nContent-Length: {said.Length}\n\n{said}");
        var secret = new Uri(server.Uri, "/hooks/s3cretTok3n?a=Tok3n-of-query");
        AlertWatchOptions options = To(secret) with { Watchdogs = [secret], SecretAddresses = [secret] };
        string fault = Assert.Throws<AlertWatchException>(() => RunOnce(options)).Message;

        Assert.StartsWith(
            $"The webhook http://{secret.Authority}/… is not told of all alerts: ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("Tok3n", string.Join('\n', _warnings.Append(fault)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_watchdog_whose_address_is_a_secret_messages_show_the_host_alone()
    {
        using RawReceiver server = RawReceiver.Always("HTTP/1.1 401 No\nContent-Length: 0\n\n");
        var secret = new Uri(server.Uri, "/hooks/s3cretTok3n");
        var options = To(secret) with { Webhooks = [], Watchdogs = [secret], SecretAddresses = [secret] };
        RunOnce(options with { Handlers = [new AlertHandler("nobody", (_, _) => { })] });

        Assert.DoesNotContain("Tok3n", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void For_an_Alertmanager_an_alert_lives_four_times_as_long_as_runs_are_apart()
    {
        using RawReceiver server = RawReceiver.Always(Ok);
        AlertWatchOptions options = To(server.Uri) with { Webhooks = [], Alertmanagers = [server.Uri] };
        var lives = new List<double>();
        foreach (double apart in (double[])[0, 12, 5, 0.2, 600])
        {
            _now += TimeSpan.FromMinutes(apart);
            RunOnce(options);
            using JsonDocument sent = JsonDocument.Parse(server.Requests[^1].Body);
            lives.AddRange(
                sent.RootElement.EnumerateArray()
                    .Select(alert => (alert.GetProperty("endsAt").GetDateTimeOffset() - _now).TotalMinutes).Distinct());
        }

        // The first run has none before it, and an alert lives for 4 minutes at least.
        Assert.Equal([60, 48, 20, 4, 1440], lives);
    }

    private AlertWatchOptions To(Uri uri) => new()
    {
        LogDirectory = _folder.FullName,
        Rules = [new AlertRule { Name = "Disk", Kind = AlertRuleKind.DiskSpace, Threshold = 1e24m }],
        Webhooks = [uri],
        RetryFor = TimeSpan.Zero,
    };

    private void RunOnce(AlertWatchOptions options) => new AlertWatch(options, warn: _warnings.Add)
    {
        Time = DeliveryTime.OfMachine() with { UtcNow = () => _now },
    }.RunOnce(TestContext.Current.CancellationToken);
}
