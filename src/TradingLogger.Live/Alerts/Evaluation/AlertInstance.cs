using TradingLogging.Live.Alerts.Conditions;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>The alert of a rule and a group: inactive; pending while its condition holds, but not yet for long enough;
/// firing until the condition has not held for long enough.</summary>
internal sealed class AlertInstance(
    AlertRule rule, AlertCondition condition, SortedDictionary<string, string> labels, string fingerprint)
{
    private DateTimeOffset? _pendingSince;
    private DateTimeOffset? _firingSince;
    private DateTimeOffset? _clearSince;
    private string _summary = "";
    private decimal _worst;

    /// <summary>The rule.</summary>
    public AlertRule Rule => rule;

    /// <summary>What it watches.</summary>
    public AlertCondition Condition => condition;

    /// <summary>The hash of its labels.</summary>
    public string Fingerprint => fingerprint;

    /// <summary>When it must be decided again; null for not before something is measured.</summary>
    public DateTimeOffset? Due { get; private set; }

    /// <summary>Whether it fires.</summary>
    public bool IsFiring => _firingSince is not null;

    /// <summary>Whether a new one would be the same from now on.</summary>
    public bool IsForgettable => _pendingSince is null && !IsFiring && condition.IsForgettable;

    /// <summary>Decides for a moment that is not before the one decided last.</summary>
    /// <returns>The alert, if it began to fire or was resolved; null when neither.</returns>
    public Alert? Decide(DateTimeOffset time)
    {
        Grow(time);
        bool isMet = condition.Decide(time);
        _clearSince = isMet ? null : _clearSince ?? time;
        Alert? told = IsFiring ? DecideFiring(isMet, time) : DecideInactive(isMet, time);
        Due = Earliest(
            condition.NextChange,
            _pendingSince is { } since ? since + rule.For : null,
            IsFiring && _clearSince is { } clear ? clear + rule.ClearAfter : null);
        return told;
    }

    /// <summary>Takes what was measured.</summary>
    public void Add(in AlertSample sample)
    {
        Grow(sample.Time);
        condition.Add(sample);
    }

    /// <summary>The alert as it is at a moment that is not before the one decided last; it fires.</summary>
    public Alert Show(DateTimeOffset time)
    {
        Grow(time);
        return Make(AlertStatus.Firing, end: null, condition.IsMet ? Summarize() : _summary, condition.Value);
    }

    /// <summary>Goes on as an alert that is known to fire. Since when its condition does not hold is kept: runs that
    /// are closer together than <see cref="AlertRule.ClearAfter"/> would resolve it never.</summary>
    public void Resume(Alert known, DateTimeOffset time)
    {
        condition.Resume(known.StartsAt, known.Value);
        _pendingSince = null;
        _firingSince = known.StartsAt;
        _summary = known.Summary;
        _worst = known.Worst;
        Due = time;
    }

    /// <summary>Begins a new alert at a moment, of the one that fires.</summary>
    public void FireAnew(DateTimeOffset time) => _firingSince = time;

    /// <summary>Goes on at an earlier time.</summary>
    public void SetBack(DateTimeOffset time)
    {
        condition.SetBack(time);
        _pendingSince = Earliest(_pendingSince, _pendingSince is null ? null : time);
        _clearSince = Earliest(_clearSince, _clearSince is null ? null : time);
        Due = time;
    }

    // Its worst value is the one before it ends.
    private void Grow(DateTimeOffset time)
    {
        if (!IsFiring || !condition.IsGrowing || !condition.IsMet)
            return;
        condition.Decide(time);
        NoteWorst();
    }

    private void NoteWorst() => _worst = rule.Kind == AlertRuleKind.DiskSpace
        ? Math.Min(_worst, condition.Value)
        : Math.Max(_worst, condition.Value);

    private Alert? DecideInactive(bool isMet, DateTimeOffset time)
    {
        _pendingSince = isMet ? _pendingSince ?? time : null;
        if (_pendingSince is not { } since || time - since < rule.For)
            return null;
        _pendingSince = null;
        _firingSince = time;
        _worst = condition.Value;
        _summary = Summarize();
        return Make(AlertStatus.Firing, end: null, _summary, condition.Value);
    }

    private Alert? DecideFiring(bool isMet, DateTimeOffset time)
    {
        if (isMet)
        {
            NoteWorst();
            return null;
        }

        if (time - _clearSince < rule.ClearAfter)
            return null;
        Alert resolved = Make(AlertStatus.Resolved, time, _summary, condition.Value);
        _firingSince = null;
        return resolved;
    }

    private Alert Make(AlertStatus status, DateTimeOffset? end, string summary, decimal value) => new()
    {
        Name = rule.Name,
        Labels = labels,
        Fingerprint = fingerprint,
        Status = status,
        StartsAt = _firingSince!.Value,
        EndsAt = end,
        Summary = summary,
        Value = value,
        Worst = _worst,
        Severity = rule.Severity,
    };

    private string Summarize()
    {
        string group = string.Join(
            ", ", labels.Where(label => !AlertLabels.OwnNames.Contains(label.Key)).Select(label => label.Value));
        string begin = string.IsNullOrEmpty(rule.Summary) ? "" : rule.Summary + ": ";
        string numbers = begin.Length > 0
            ? condition.Description
            : char.ToUpperInvariant(condition.Description[0]) + condition.Description.Substring(1);
        return begin + numbers + (group.Length > 0 ? "; " + group : "");
    }

    private static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> times)
    {
        DateTimeOffset? earliest = null;
        foreach (DateTimeOffset? time in times)
        {
            if (time is not null && (earliest is null || time < earliest))
                earliest = time;
        }

        return earliest;
    }
}
