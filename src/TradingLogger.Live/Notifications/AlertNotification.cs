using System.Globalization;
using TradingLogging.Live.Alerts;

namespace TradingLogging.Live.Notifications;

/// <summary>What somebody is told of an alert.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Repeat">How often the receiver was told before that it fires; 0 the first time.</param>
/// <param name="Missed">How often the alert fired and was resolved since the receiver was last told of it, without
/// being told.</param>
public sealed record AlertNotification(Alert Alert, int Repeat, int Missed)
{
    /// <summary>Tells the notification from others: equal when it is sent again because its receiver may not have got
    /// it, as after a kill.</summary>
    public string Id { get; } = IdOf(Alert, Repeat);

    /// <summary>Status, name and summary, for people.</summary>
    public override string ToString()
    {
        string missed = Missed == 0
            ? ""
            : FormattableString.Invariant($" (fired {Missed} more times since it was last told)");
        return $"{WordOf(Alert.Status).ToUpperInvariant()}: {Alert.Name}: {Alert.Summary}{missed}";
    }

    /// <summary>The word of Alertmanager for a status.</summary>
    internal static string WordOf(AlertStatus status) => status == AlertStatus.Firing ? "firing" : "resolved";

    private static string IdOf(Alert alert, int repeat)
    {
        string start = alert.StartsAt.UtcDateTime.ToString(
            "yyyyMMdd'T'HHmmss.fffffff'Z'", CultureInfo.InvariantCulture);
        string again = repeat == 0 ? "" : "-" + repeat.ToString(CultureInfo.InvariantCulture);
        return $"{alert.Fingerprint}-{start}-{WordOf(alert.Status)}{again}";
    }
}

/// <summary>Who is told of alerts by a call.</summary>
/// <param name="Name">The name under which it is remembered what was told: unique within the watch.</param>
/// <param name="Tell">Is called for each notification, on a thread of its own. What it throws is a warning, and the
/// call is repeated. The token is cancelled when the watch ends.</param>
public sealed record AlertHandler(string Name, Action<AlertNotification, CancellationToken> Tell);
