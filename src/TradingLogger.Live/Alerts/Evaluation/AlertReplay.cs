using TradingLogging.Live.Sources;
using TradingLogging.Reading;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>Finds out which alerts would have fired in the past. The past says nothing of forwarders and of the disk:
/// rules of the kinds <see cref="AlertRuleKind.Lag"/> and <see cref="AlertRuleKind.DiskSpace"/> do not fire.</summary>
public sealed class AlertReplay
{
    private readonly AlertEngine _engine;
    private readonly Dictionary<string, AlertRule> _rules;
    private readonly DateTimeOffset? _since;
    private readonly DateTimeOffset _until;
    private readonly List<Alert> _open = [];
    private readonly NotificationCount _notifications;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;

    /// <param name="rules">The rules.</param>
    /// <param name="logDirectory">The directory of the log, which is a label of the alerts.</param>
    /// <param name="options">Which part of the past; null for all of it.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="Configuration.ConfigurationException">A rule is wrong, or two have one name.</exception>
    public AlertReplay(IReadOnlyList<AlertRule> rules, string logDirectory, AlertReplayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(logDirectory);
        AlertRule.Check(rules);
        options ??= new AlertReplayOptions();
        DateTimeOffset now = DateTimeOffset.Now;
        _since = options.Since;
        _until = options.Until is { } until && until < now ? until : now;
        _notifications = new NotificationCount(_until);
        _rules = rules.ToDictionary(rule => rule.Name, StringComparer.OrdinalIgnoreCase);
        var probe = new AlertEngine(rules, logDirectory, new AlertEngineOptions { Lateness = options.Lateness });
        if (_since is { } since && since - DateTimeOffset.MinValue > probe.History)
            ReadFrom = since - probe.History;
        _engine = new AlertEngine(rules, logDirectory, new AlertEngineOptions
        {
            Lateness = options.Lateness,
            TellFrom = _since,
            Warn = options.Warn,
        });
    }

    /// <summary>The first moment that has to be read, which is before the first one that is wanted: windows reach back.
    /// Null for the beginning of the log.</summary>
    public DateTimeOffset? ReadFrom { get; }

    /// <summary>Whether a rule is about the text log.</summary>
    public bool NeedsText => _engine.NeedsText;

    /// <summary>Whether a rule is about the trade log.</summary>
    public bool NeedsTrades => _rules.Values.Any(rule =>
        !rule.IsAboutText && rule.Kind is not (AlertRuleKind.Lag or AlertRuleKind.DiskSpace));

    /// <summary>How many records were older than the newest one before them by more than
    /// <see cref="AlertReplayOptions.Lateness"/>. No window has them.</summary>
    public long LateRecords => _engine.LateRecords;

    /// <summary>How many records were ahead of this machine's clock. No window has them.</summary>
    public long FutureRecords => _engine.FutureRecords;

    /// <summary>Reads logs, and gives each alert when it is known how it ended and how often it was told; those that
    /// would still fire come last.</summary>
    /// <param name="trades">The trade log.</param>
    /// <param name="texts">The text log; null for none.</param>
    /// <param name="options">Who is told of damage, failures and progress; null for nobody.</param>
    /// <returns>The alerts, to be enumerated once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="trades"/> is null.</exception>
    /// <exception cref="IOException">While enumerating: a file cannot be read and <see cref="LogReadOptions.Failed"/>
    /// is not set; or the directory does not exist.</exception>
    /// <exception cref="OperationCanceledException">While enumerating:
    /// <see cref="LogReadOptions.Cancellation"/>.</exception>
    public IEnumerable<AlertEpisode> Run(TradeLog trades, TradingLog? texts = null, LogReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trades);
        return Play(trades, NeedsText ? texts : null, options ?? new LogReadOptions());
    }

    private IEnumerable<AlertEpisode> Play(TradeLog trades, TradingLog? texts, LogReadOptions options)
    {
        if (ReadFrom is { } from && IsOlder(trades, texts, from, options.Cancellation))
            _engine.Begin(from);
        foreach (LiveRecord record in Merge(trades, texts, options))
        {
            _engine.Observe(record);
            foreach (AlertEpisode episode in EpisodesUntil(record.Event?.Timestamp ?? record.Entry?.Timestamp))
                yield return episode;
        }

        IReadOnlyList<Alert> last = _engine.AdvanceTo(_until + _engine.Lateness);
        foreach (AlertEpisode episode in last.SelectMany(Take))
            yield return episode;

        Dictionary<string, Alert> firing = _engine.Firing.ToDictionary(alert => alert.Fingerprint);
        foreach (Alert open in _open)
        {
            decimal worst = firing.TryGetValue(open.Fingerprint, out Alert? now) ? now.Worst : open.Worst;
            foreach (AlertEpisode episode in Count(open, worst))
                yield return episode;
        }

        foreach (AlertEpisode episode in _notifications.End())
            yield return episode;
    }

    // A log that begins later was not silent before.
    private static bool IsOlder(
        TradeLog trades, TradingLog? texts, DateTimeOffset time, CancellationToken cancellation)
    {
        var options = new LogReadOptions { Failed = _ => { }, Cancellation = cancellation };
        return trades.Read(null, options).FirstOrDefault()?.Timestamp < time
            || texts?.Read(null, options).FirstOrDefault()?.Timestamp < time;
    }

    // A record that is late does not move the time, nor does one of the future.
    private AlertEpisode[] EpisodesUntil(DateTimeOffset? time)
    {
        if (time is not { } moment || moment <= _newest || moment > _until)
            return [];
        _newest = moment;
        return [.. _engine.AdvanceTo(moment).SelectMany(Take)];
    }

    private IEnumerable<AlertEpisode> Take(Alert told)
    {
        int open = _open.FindIndex(alert => alert.Fingerprint == told.Fingerprint);
        if (open >= 0)
            _open.RemoveAt(open);
        if (told.Status == AlertStatus.Resolved)
            return Count(told, told.Worst);
        _open.Add(told);
        return [];
    }

    private IEnumerable<AlertEpisode> Count(Alert alert, decimal worst) => _notifications.Take(
        new AlertEpisode
        {
            Rule = alert.Name,
            Group = string.Join(
                ", ",
                alert.Labels.Where(label => !AlertLabels.OwnNames.Contains(label.Key)).Select(label => label.Value)),
            Started = alert.StartsAt.ToLocalTime(),
            Ended = alert.EndsAt?.ToLocalTime(),
            Duration = (alert.EndsAt ?? _until) - alert.StartsAt,
            Worst = worst,
            Notifications = 0,
            Summary = alert.Summary,
            Severity = alert.Severity,
            Fingerprint = alert.Fingerprint,
        },
        _rules[alert.Name].RepeatAfter);

    // Both logs are in their own order: the record that is earlier comes first.
    private IEnumerable<LiveRecord> Merge(TradeLog trades, TradingLog? texts, LogReadOptions options)
    {
        var damages = new Queue<LogDamage>();
        LogReadOptions ofTrades = options with { Damaged = (Action<LogDamage>)damages.Enqueue + options.Damaged };
        DateTimeOffset? end = _until < DateTimeOffset.MaxValue.AddDays(-1) ? _until : null;
        IEnumerable<TradingLogEntry> read = texts?.Read(
            new TradingLogQuery { Since = ReadFrom, Until = end }, options) ?? [];
        using IEnumerator<TradeEvent> events =
            trades.Read(new TradeQuery { Since = ReadFrom, Until = end }, ofTrades).GetEnumerator();
        using IEnumerator<TradingLogEntry> entries = read.GetEnumerator();
        bool hasEvent = events.MoveNext(), hasEntry = entries.MoveNext();
        while (hasEvent || hasEntry || damages.Count > 0)
        {
            if (damages.Count > 0)
            {
                yield return new LiveRecord(null, null, damages.Dequeue());
            }
            else if (hasEvent && !(hasEntry && entries.Current.Timestamp < events.Current.Timestamp))
            {
                yield return new LiveRecord(events.Current, null, null);
                hasEvent = events.MoveNext();
            }
            else
            {
                yield return new LiveRecord(null, entries.Current, null);
                hasEntry = entries.MoveNext();
            }
        }
    }
}

/// <summary>Which part of the past is played.</summary>
public sealed record AlertReplayOptions
{
    /// <summary>The first moment that is wanted. What fires at it counts as well. Default null: the beginning of the
    /// log.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The first moment that is no longer wanted. Default null: now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>By how much a record may be older than the newest one before it, 0 to 1 hour. Default 10
    /// seconds.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Is told what a user should know of a rule. Default nobody.</summary>
    public Action<string>? Warn { get; init; }
}
