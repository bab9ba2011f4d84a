using TradingLogging.Live.Alerts;

namespace TradingLogging.Live.Notifications;

/// <summary>What an Alertmanager is sent. It is sent all alerts again and again, as by Prometheus, and decides by
/// itself whom it tells and how often.</summary>
internal static class AlertmanagerPlan
{
    /// <summary>After this time all alerts are sent again.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>An alert fires for Alertmanager for this time at least: of one that is over within its
    /// <c>group_wait</c>, which is 30 seconds by default, it tells nobody.</summary>
    public static readonly TimeSpan ShortestFiring = TimeSpan.FromMinutes(1);

    /// <summary>What is to be sent.</summary>
    /// <param name="book">The alerts.</param>
    /// <param name="memory">What the Alertmanager was sent.</param>
    /// <param name="now">The moment.</param>
    /// <param name="isNews">Whether there is something that it was not sent yet.</param>
    /// <param name="next">The next moment at which something is to be sent that it was not sent yet, if nothing
    /// changes; null when there is none.</param>
    public static IReadOnlyList<Alert> Of(
        NotificationBook book, ReceiverMemory memory, DateTimeOffset now, out bool isNews, out DateTimeOffset? next)
    {
        memory.FollowClock(now);
        (isNews, next) = (false, null);
        var alerts = new List<Alert>();
        foreach (RememberedAlert episode in book.Episodes)
        {
            Alert alert = episode.Alert;
            TellingOf? told = memory.ToldOf(alert.Fingerprint);
            if (told?.Episode != episode.Number)
            {
                if (told is null && alert.EndsAt < memory.Since)
                    continue;
                isNews = true;
                alerts.Add(Fire(alert));
            }
            else if (told.Status == AlertStatus.Resolved)
            {
                if (now - told.At < NotificationBook.Keep)
                    alerts.Add(alert);
            }
            else if (alert.Status == AlertStatus.Resolved && now < told.FiredAt + ShortestFiring)
            {
                DateTimeOffset end = told.FiredAt + ShortestFiring;
                next = next is null || end < next ? end : next;
                alerts.Add(Fire(alert));
            }
            else
            {
                isNews |= alert.Status == AlertStatus.Resolved;
                alerts.Add(alert);
            }
        }

        return alerts;
    }

    /// <summary>Remembers what it was sent for the first time.</summary>
    /// <returns>How much of it that was.</returns>
    public static int Tell(
        NotificationBook book, ReceiverMemory memory, IEnumerable<Alert> sent, DateTimeOffset now)
    {
        int news = 0;
        foreach (Alert alert in sent)
        {
            RememberedAlert? episode = book.Find(alert.Fingerprint);
            if (episode is null || episode.Alert.StartsAt != alert.StartsAt)
                continue;
            TellingOf? told = memory.ToldOf(alert.Fingerprint);
            if (told?.Episode == episode.Number && told.Status == alert.Status)
                continue;
            DateTimeOffset fired = told?.Episode == episode.Number ? told.FiredAt : now;
            memory.Set(alert.Fingerprint, new TellingOf(episode.Number, alert.Status, 0, now, fired));
            news++;
        }

        return news;
    }

    private static Alert Fire(Alert alert) => alert with { Status = AlertStatus.Firing, EndsAt = null };
}
