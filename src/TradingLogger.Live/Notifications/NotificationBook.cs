using TradingLogging.Live.Alerts;

namespace TradingLogging.Live.Notifications;

/// <summary>Which alerts there are, and what each receiver has been told of them. What is due follows from both: so a
/// receiver that was down gets what still matters, and none is told twice. Not thread-safe.</summary>
/// <param name="repeatAfter">After what time a receiver is told again that an alert of a rule fires.</param>
internal sealed class NotificationBook(Func<string, TimeSpan> repeatAfter)
{
    /// <summary>For how long an alert is remembered after it was told that it is over. An Alertmanager hears of it for
    /// that long, as from Prometheus.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromMinutes(15);

    private readonly SortedDictionary<string, RememberedAlert> _episodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReceiverMemory> _receivers = new(StringComparer.Ordinal);

    /// <summary>All alerts that fire or are still to be told of, by fingerprint.</summary>
    public IEnumerable<RememberedAlert> Episodes => _episodes.Values;

    /// <summary>What the receivers were told.</summary>
    public IEnumerable<ReceiverMemory> Receivers => _receivers.Values;

    /// <summary>All alerts that fire or are still to be told of.</summary>
    public IReadOnlyList<Alert> Alerts => [.. _episodes.Values.Select(episode => episode.Alert)];

    /// <summary>The alerts that fire.</summary>
    public IReadOnlyList<Alert> Firing =>
        [.. Alerts.Where(alert => alert.Status == AlertStatus.Firing)];

    /// <summary>Adds what was remembered of an alert.</summary>
    public void Restore(RememberedAlert episode) => _episodes[episode.Alert.Fingerprint] = episode;

    /// <summary>Adds what was remembered of a receiver.</summary>
    public void Restore(ReceiverMemory memory) => _receivers[memory.Key] = memory;

    /// <summary>Takes the receivers of this run. One that is new is told of what fires, not of what is over; what one
    /// was told that is no longer there is forgotten.</summary>
    /// <param name="keys">Their keys.</param>
    /// <param name="now">The moment.</param>
    public void SetReceivers(IReadOnlyCollection<string> keys, DateTimeOffset now)
    {
        foreach (string gone in _receivers.Keys.Except(keys).ToArray())
            _receivers.Remove(gone);
        foreach (string added in keys.Except(_receivers.Keys).ToArray())
            _receivers.Add(added, new ReceiverMemory(added, now));
    }

    /// <summary>The latest time that an alert fired; null when it is not in the book.</summary>
    public RememberedAlert? Find(string fingerprint) =>
        _episodes.TryGetValue(fingerprint, out RememberedAlert? episode) ? episode : null;

    /// <summary>What a receiver was told.</summary>
    public ReceiverMemory MemoryOf(string key) => _receivers[key];

    /// <summary>Takes what began to fire or was resolved.</summary>
    /// <returns>Whether any of it was new.</returns>
    public bool Apply(IEnumerable<Alert> changes)
    {
        bool isChanged = false;
        foreach (Alert alert in changes)
        {
            bool isKnown = _episodes.TryGetValue(alert.Fingerprint, out RememberedAlert? known);
            bool isSame = isKnown && known!.Alert.StartsAt == alert.StartsAt;
            // What is read again after a start is not news.
            if (isSame && (known!.Alert.Status == AlertStatus.Resolved || alert.Status == AlertStatus.Firing))
                continue;
            if (isKnown && alert.StartsAt < known!.Alert.StartsAt)
                continue;
            _episodes[alert.Fingerprint] = new RememberedAlert(alert, (known?.Number ?? 0) + (isSame ? 0 : 1));
            isChanged = true;
        }

        return isChanged;
    }

    /// <summary>Takes alerts that fire as they are now: a repetition tells what is, not what was.</summary>
    public void Refresh(IEnumerable<Alert> firing)
    {
        foreach (Alert alert in firing)
        {
            if (Find(alert.Fingerprint) is { Alert.Status: AlertStatus.Firing } known
                && known.Alert.StartsAt == alert.StartsAt)
            {
                _episodes[alert.Fingerprint] = known with { Alert = alert };
            }
        }
    }

    /// <summary>What a receiver is to be told now.</summary>
    /// <param name="memory">The receiver.</param>
    /// <param name="now">The moment.</param>
    /// <param name="next">The next moment at which something is due if nothing changes; null when nothing is.</param>
    public List<AlertNotification> Due(ReceiverMemory memory, DateTimeOffset now, out DateTimeOffset? next)
    {
        memory.FollowClock(now);
        var due = new List<AlertNotification>();
        next = null;
        foreach (RememberedAlert episode in _episodes.Values)
        {
            TellingOf? told = memory.ToldOf(episode.Alert.Fingerprint);
            if (WhenDue(episode, told, memory, now) is not { } when)
                continue;
            if (when <= now)
            {
                due.Add(NotificationOf(episode, told));
                continue;
            }

            if (next is null || when < next)
                next = when;
        }

        return due;
    }

    /// <summary>Remembers that a receiver has a notification.</summary>
    public void Tell(ReceiverMemory memory, AlertNotification notification, DateTimeOffset now)
    {
        Alert alert = notification.Alert;
        if (Find(alert.Fingerprint) is not { } episode)
            return;
        TellingOf? before = memory.ToldOf(alert.Fingerprint);
        // It may have fired anew while this was told: then that is due.
        int number = episode.Alert.StartsAt == alert.StartsAt ? episode.Number : episode.Number - 1;
        bool isEnd = before is { Status: AlertStatus.Firing } && alert.Status == AlertStatus.Resolved;
        DateTimeOffset fired = isEnd || notification.Repeat > 0 ? before!.FiredAt : now;
        memory.Set(
            alert.Fingerprint, new TellingOf(number, alert.Status, notification.Repeat, now, fired));
    }

    /// <summary>Forgets alerts that are over and of which everybody was told all.</summary>
    /// <param name="now">The moment.</param>
    /// <returns>Whether any was forgotten.</returns>
    public bool Prune(DateTimeOffset now)
    {
        string[] over =
        [
            .. from episode in _episodes.Values
               where episode.Alert.Status == AlertStatus.Resolved
                   && _receivers.Values.All(memory => IsDone(memory, episode, now - Keep))
               select episode.Alert.Fingerprint,
        ];
        foreach (string fingerprint in over)
        {
            _episodes.Remove(fingerprint);
            foreach (ReceiverMemory memory in _receivers.Values)
                memory.Forget(fingerprint);
        }

        return over.Length > 0;
    }

    private static bool IsDone(ReceiverMemory memory, RememberedAlert episode, DateTimeOffset before) =>
        memory.ToldOf(episode.Alert.Fingerprint) is { } told
            ? told.Episode == episode.Number && told.Status == AlertStatus.Resolved && told.At < before
            : episode.Alert.EndsAt < memory.Since;

    private static AlertNotification NotificationOf(RememberedAlert episode, TellingOf? told)
    {
        if (told is null)
            return new AlertNotification(episode.Alert, 0, episode.Number - 1);
        if (told.Episode != episode.Number)
            return new AlertNotification(episode.Alert, 0, episode.Number - told.Episode - 1);
        int repeat = episode.Alert.Status == AlertStatus.Firing ? told.Repeat + 1 : 0;
        return new AlertNotification(episode.Alert, repeat, 0);
    }

    private DateTimeOffset? WhenDue(
        RememberedAlert episode, TellingOf? told, ReceiverMemory memory, DateTimeOffset now)
    {
        Alert alert = episode.Alert;
        bool isFiring = alert.Status == AlertStatus.Firing;
        if (told is null)
            return isFiring || alert.EndsAt >= memory.Since ? now : null;
        if (told.Episode == episode.Number && told.Status == AlertStatus.Resolved)
            return null;
        if (told.Status == AlertStatus.Firing && !isFiring)
            return now;
        TimeSpan repeat = repeatAfter(alert.Name);
        return told.Episode == episode.Number ? told.At + repeat : told.FiredAt + AlertFlapping.Bound(repeat);
    }
}

/// <summary>The latest time that an alert fired.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Number">Counts how often it fired, as far as that is remembered, from 1.</param>
internal sealed record RememberedAlert(Alert Alert, int Number);

/// <summary>The last notification of an alert that a receiver got.</summary>
/// <param name="Episode">The number of the episode.</param>
/// <param name="Status">What it was told.</param>
/// <param name="Repeat">How often that was repeated.</param>
/// <param name="At">When.</param>
/// <param name="FiredAt">When it was first told of the episode.</param>
internal sealed record TellingOf(
    int Episode, AlertStatus Status, int Repeat, DateTimeOffset At, DateTimeOffset FiredAt);

/// <summary>What a receiver was told.</summary>
/// <param name="key">Tells the receiver from others, without a secret.</param>
/// <param name="since">Since when there is the receiver: it is not told of what was over before.</param>
internal sealed class ReceiverMemory(string key, DateTimeOffset since)
{
    private readonly Dictionary<string, TellingOf> _told = new(StringComparer.Ordinal);

    public string Key => key;

    public DateTimeOffset Since { get; private set; } = since;

    public IReadOnlyDictionary<string, TellingOf> Told => _told;

    public TellingOf? ToldOf(string fingerprint) => _told.TryGetValue(fingerprint, out TellingOf? told) ? told : null;

    public void Set(string fingerprint, TellingOf told) => _told[fingerprint] = told;

    public void Forget(string fingerprint) => _told.Remove(fingerprint);

    /// <summary>Nothing was told in the future: when the clock was set back, times of repetition begin anew.</summary>
    public void FollowClock(DateTimeOffset now)
    {
        if (Since > now)
            Since = now;
        string[] ahead =
            [.. _told.Where(one => one.Value.At > now || one.Value.FiredAt > now).Select(one => one.Key)];
        foreach (string fingerprint in ahead)
        {
            TellingOf told = _told[fingerprint];
            _told[fingerprint] = told with
            {
                At = told.At > now ? now : told.At,
                FiredAt = told.FiredAt > now ? now : told.FiredAt,
            };
        }
    }
}
