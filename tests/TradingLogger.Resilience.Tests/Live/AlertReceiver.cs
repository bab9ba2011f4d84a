using System.Text.Json;
using TradingLogging.Resilience.Tests.Forwarding;

namespace TradingLogging.Resilience.Tests.Live;

/// <summary>A webhook on loopback that remembers each notification.</summary>
internal sealed class AlertReceiver : LocalReceiver
{
    private readonly object _gate = new();
    private readonly List<ReceivedAlert> _alerts = [];

    public AlertReceiver() => Start();

    /// <summary>Called with each message before it is answered.</summary>
    public Action Arrived { get; set; } = () => { };

    /// <summary>All notifications, in their order.</summary>
    public IReadOnlyList<ReceivedAlert> Alerts
    {
        get
        {
            lock (_gate)
                return [.. _alerts];
        }
    }

    /// <summary>How many messages came.</summary>
    public int Messages { get; private set; }

    protected override void Take(ReadOnlySpan<byte> body)
    {
        using JsonDocument document = JsonDocument.Parse(body.ToArray());
        lock (_gate)
        {
            Messages++;
            _alerts.AddRange(document.RootElement.GetProperty("alerts").EnumerateArray().Select(
                alert => ReceivedAlert.Of(alert, Messages)));
        }

        Arrived();
    }
}

/// <summary>A notification as it came.</summary>
/// <param name="Id">What it is told from others by; of Alertmanager there is none.</param>
/// <param name="Name">The rule.</param>
/// <param name="Event">The event that was planted; null for the rule without groups.</param>
/// <param name="Status">firing or resolved.</param>
/// <param name="Starts">When it began to fire.</param>
/// <param name="Message">The number of the message.</param>
/// <param name="Received">When it came.</param>
internal sealed record ReceivedAlert(
    string? Id, string Name, string? Event, string Status, DateTimeOffset Starts, int Message, DateTimeOffset Received)
{
    public static ReceivedAlert Of(JsonElement alert, int message)
    {
        JsonElement labels = alert.GetProperty("labels");
        return new ReceivedAlert(
            alert.TryGetProperty("id", out JsonElement id) ? id.GetString() : null,
            labels.GetProperty("alertname").GetString()!,
            labels.TryGetProperty("event", out JsonElement text) ? text.GetString() : null,
            alert.GetProperty("status").GetString()!,
            alert.GetProperty("startsAt").GetDateTimeOffset(),
            message,
            DateTimeOffset.UtcNow);
    }
}
