using TradingLogging.Live.Sources;

namespace TradingLogging.Live.Alerts;

/// <summary>Decides which alerts fire, from the records of a log, in the time of the records. The result depends on the
/// records and their times alone, not on when or in which portions they were read. Not for several threads at
/// once.</summary>
internal sealed class AlertEngine
{
    private readonly AlertEngineOptions _options;
    private readonly List<Alert> _told = [];
    private DateTimeOffset _clock;

    /// <param name="rules">The rules, checked together.</param>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <param name="options">How time is taken; null for the defaults.</param>
    /// <exception cref="Configuration.ConfigurationException">A rule is wrong, or two have one name.</exception>
    public AlertEngine(IReadOnlyList<AlertRule> rules, string logDirectory, AlertEngineOptions? options = null)
    {
        _options = options ?? new AlertEngineOptions();
        Rules = rules;
        LogDirectory = logDirectory;
    }

    /// <summary>The rules.</summary>
    public IReadOnlyList<AlertRule> Rules { get; }

    /// <summary>The directory of the log.</summary>
    public string LogDirectory { get; }

    /// <summary>How far back the log must be read for the alerts of a moment.</summary>
    public TimeSpan History => _options.Lateness;

    /// <summary>Whether a rule is about the text log.</summary>
    public bool NeedsText => Rules.Any(rule => rule.Level is not null || rule.Pattern.Count + rule.Logger.Count > 0);

    /// <summary>The alerts that fire at the time that was reached, with the values of that time, by rule and
    /// group.</summary>
    public IReadOnlyList<Alert> Firing => _told;

    /// <summary>How many records were older than the newest one by more than <see
    /// cref="AlertEngineOptions.Lateness"/>. No window has them.</summary>
    public long LateRecords { get; private set; }

    /// <summary>How many records were ahead of the wall clock by more than that. No window has them.</summary>
    public long FutureRecords { get; private set; }

    /// <summary>Takes a record, in the order of its log.</summary>
    public void Observe(LiveRecord record)
    {
        DateTimeOffset time = record.Event?.Timestamp ?? record.Entry?.Timestamp ?? _clock;
        if (time < _clock - _options.Lateness)
            LateRecords++;
        else if (time > _options.Now() + _options.Lateness)
            FutureRecords++;
        else if (time > _clock)
            _clock = time;
    }

    /// <summary>Moves the clock, which never goes behind the newest record: call it with the wall clock while no record
    /// waits to be read. A moment far behind the clock means that the machine's clock was set back, and is
    /// followed.</summary>
    /// <param name="time">The moment.</param>
    /// <returns>What began to fire and what was resolved since the last call, in the order of time. Alerts are decided
    /// up to <paramref name="time"/> less <see cref="AlertEngineOptions.Lateness"/>.</returns>
    public IReadOnlyList<Alert> AdvanceTo(DateTimeOffset time)
    {
        _clock = time;
        return [];
    }
}
