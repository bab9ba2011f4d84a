using TradingLogging.Configuration;
using TradingLogging.Live.Sources;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>Decides which alerts fire, from the records of a log, in the time of the records. The result depends on the
/// records and their times alone, not on when or in which portions they were read. Not for several threads at
/// once.</summary>
internal sealed partial class AlertEngine
{
    private readonly AlertEngineOptions _options;
    private readonly RuleState[] _states;
    private readonly RecordSampler[] _samplers;
    private readonly LedgerSampler? _ledger;
    private readonly AnomalySampler? _anomalies;
    private readonly StateProbes _probes;
    private readonly AlertTimeline _timeline = new();
    private readonly AlertSchedule _schedule = new();
    private readonly List<Alert> _told = [];
    private readonly HashSet<AlertInstance> _touched = [];
    private readonly List<LiveRecord> _early = [];
    private DateTimeOffset _trades = DateTimeOffset.MinValue;
    private DateTimeOffset _texts = DateTimeOffset.MinValue;
    private DateTimeOffset _decided = DateTimeOffset.MinValue;
    private DateTimeOffset? _begin;
    private bool _isTelling;

    /// <param name="rules">The rules, checked together.</param>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <param name="options">How time is taken; null for the defaults.</param>
    /// <exception cref="ConfigurationException">A rule or the lateness is wrong, or two rules have one
    /// name.</exception>
    public AlertEngine(IReadOnlyList<AlertRule> rules, string logDirectory, AlertEngineOptions? options = null)
    {
        AlertRuleCheck.Check(rules);
        _options = options ?? new AlertEngineOptions();
        if (_options.Lateness < TimeSpan.Zero || _options.Lateness > TimeSpan.FromHours(1))
            throw new ConfigurationException("The lateness of alerts must be from 0 to 1 hour.");
        _isTelling = _options.TellFrom is null;
        Rules = rules;
        LogDirectory = Path.GetFullPath(logDirectory);
        _states = [.. rules.Select(rule => new RuleState(rule, LogDirectory, _options.Warn))];
        _samplers = [.. _states.Where(RecordSampler.Serves).Select(state => new RecordSampler(state))];
        _ledger = rules.Any(LedgerSampler.Serves) ? new LedgerSampler(_states, Add) : null;
        _anomalies = rules.Any(rule => rule.Kind == AlertRuleKind.Anomaly) ? new AnomalySampler(_states, Add) : null;
        _probes = new StateProbes(_states, _options, Add);
        NeedsText = rules.Any(rule => rule.IsAboutText);
        History = rules.Max(RuleConditions.HistoryOf) + _options.Lateness;
    }

    /// <summary>The rules.</summary>
    public IReadOnlyList<AlertRule> Rules { get; }

    /// <summary>The full path of the directory of the log.</summary>
    public string LogDirectory { get; }

    /// <summary>How much later than an event it is decided.</summary>
    public TimeSpan Lateness => _options.Lateness;

    /// <summary>Before this moment all is decided.</summary>
    public DateTimeOffset Decided => _decided;

    /// <summary>How far back the log must be read for the alerts of a moment.</summary>
    public TimeSpan History { get; }

    /// <summary>Whether a rule is about the text log.</summary>
    public bool NeedsText { get; }

    /// <summary>The alerts that fire at the time that was decided last, with the values of that time, by rule and
    /// group.</summary>
    public IReadOnlyList<Alert> Firing =>
    [
        .. _states.SelectMany(state => state.Instances.Where(instance => instance.IsFiring)
            .OrderBy(instance => instance.Fingerprint, StringComparer.Ordinal)
            .Select(instance => instance.Show(_decided))),
    ];

    /// <summary>How many records were older than the newest one of their log by more than <see
    /// cref="AlertEngineOptions.Lateness"/>. No window has them; the net pnl and the findings have.</summary>
    public long LateRecords { get; private set; }

    /// <summary>How many records were ahead of the wall clock by more than that. No window has them; the net pnl and
    /// the findings have.</summary>
    public long FutureRecords { get; private set; }

    private DateTimeOffset Clock => NeedsText && _texts < _trades ? _texts : _trades;

    // Before this moment all is known and decided.
    private DateTimeOffset Watermark => Before(Clock);

    /// <summary>Begins at a moment, or at <see cref="AlertEngineOptions.ReadFrom"/> if that is before it: silence is
    /// not older. Without a call the first moment that the engine meets is taken.</summary>
    public void Begin(DateTimeOffset time)
    {
        if (_begin is not null)
            return;
        _begin = _options.ReadFrom is { } from && from < time ? from : time;
        foreach (RuleState state in _states)
        {
            if (state.Rule.Kind == AlertRuleKind.Silence && state.Names.Count == 0)
                Decide(InstanceOf(state, AlertGroup.All, _begin.Value)!, _begin.Value);
        }

        foreach (LiveRecord early in _early)
            ObserveDamage(early, time);
        _early.Clear();
    }

    /// <summary>Takes a record, in the order of its log.</summary>
    public void Observe(LiveRecord record)
    {
        if (record is { Event: null, Entry: null })
        {
            ObserveDamage(record, _trades);
            return;
        }

        bool isText = record.Entry is not null;
        DateTimeOffset time = record.Entry?.Timestamp ?? record.Event!.Timestamp;
        DateTimeOffset newest = isText ? _texts : _trades;
        bool isFuture = time > _options.Now() + _options.Lateness;
        bool isLate = !isFuture && (time < Before(newest) || time < _decided);
        LateRecords += isLate ? 1 : 0;
        FutureRecords += isFuture ? 1 : 0;
        if (!isFuture)
            Begin(time);
        if (record.Event is { } read)
            _ledger?.Observe(read, isFuture || isLate ? Later(Clock, _decided) : time);
        if (isFuture || isLate)
            return;
        if (!isText)
            _anomalies?.Observe(record.Event!);
        foreach (RecordSampler sampler in _samplers)
        {
            if (isText ? sampler.TryMeasure(record.Entry!, out MeasuredSample sample)
                : sampler.TryMeasure(record.Event!, out sample))
            {
                Add(sample);
            }
        }

        if (isText)
            _texts = Later(_texts, time);
        else
            _trades = Later(_trades, time);
        DecideUntil(Watermark);
    }

    /// <summary>Moves the clock, which never goes behind the newest record: call it with the wall clock while no record
    /// waits to be read. A moment far behind the clock means that the machine's clock was set back, and is
    /// followed.</summary>
    /// <param name="time">The moment.</param>
    /// <returns>What began to fire and what was resolved since the last call, in the order of time. Alerts are decided
    /// up to <paramref name="time"/> less <see cref="AlertEngineOptions.Lateness"/>.</returns>
    public IReadOnlyList<Alert> AdvanceTo(DateTimeOffset time)
    {
        Begin(time);
        if (time < Before(Clock))
            SetBack(time);
        _trades = Later(_trades, time);
        _texts = Later(_texts, time);
        _ledger?.FindUntil(Watermark);
        _anomalies?.AdvanceTo(Watermark);
        DecideUntil(Watermark);
        _probes.Ask(time, _options.IsOneLook ? Watermark : time);
        // No later call would decide what was asked for just now.
        if (_options.IsOneLook)
            DecideUntil(Watermark.AddTicks(1));
        Alert[] told = [.. _told];
        _told.Clear();
        return told;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private DateTimeOffset Before(DateTimeOffset time) =>
        time > DateTimeOffset.MinValue + _options.Lateness ? time - _options.Lateness : DateTimeOffset.MinValue;

    private void Add(MeasuredSample sample)
    {
        if (sample.Sample.Time < _decided)
            sample = sample with { Sample = sample.Sample with { Time = _decided } };
        _timeline.Add(sample);
    }

    // A damaged line has no time: it is of the time of the record before it, or of the first one.
    private void ObserveDamage(LiveRecord record, DateTimeOffset time)
    {
        if (record.Damage is not { } damage)
            return;
        if (_begin is null)
            _early.Add(record);
        else
            _ledger?.Observe(damage, Later(time, _begin.Value));
    }

    private AlertInstance? InstanceOf(RuleState state, AlertGroup group, DateTimeOffset time) =>
        state.Of(group, time, _begin!.Value, _schedule.Remove);

    private void DecideUntil(DateTimeOffset end)
    {
        while (NextMoment() is { } moment && moment < end)
            DecideAll(moment);
        _decided = Later(_decided, end);
    }

    private DateTimeOffset? NextMoment()
    {
        DateTimeOffset? next = _timeline.Next;
        if (_schedule.Next is { } due && !(next <= due))
            next = due;
        return !_isTelling && !(next <= _options.TellFrom) ? _options.TellFrom : next;
    }

    // What is of one moment is decided together, so that its order does not matter.
    private void DecideAll(DateTimeOffset moment)
    {
        _touched.Clear();
        if (!_isTelling && moment >= _options.TellFrom)
            BeginTelling(moment);
        while (_timeline.Next == moment)
        {
            MeasuredSample sample = _timeline.Take();
            if (InstanceOf(sample.State, sample.Group, moment) is not { } instance)
                continue;
            instance.Add(sample.Sample);
            _touched.Add(instance);
        }

        while (_schedule.Next <= moment)
            _touched.Add(_schedule.Take());
        foreach (AlertInstance instance in _touched.OrderBy(one => one.Fingerprint, StringComparer.Ordinal))
            Decide(instance, moment);
    }

    private void Decide(AlertInstance instance, DateTimeOffset moment)
    {
        Alert? told = instance.Decide(moment);
        _schedule.Set(instance);
        if (told is not null && _isTelling)
            _told.Add(told);
    }

    private void SetBack(DateTimeOffset time)
    {
        _options.Warn?.Invoke(FormattableString.Invariant(
            $"The clock was set back from {Clock:yyyy-MM-dd HH:mm:ss zzz} to {time:yyyy-MM-dd HH:mm:ss zzz}. ")
            + "What was logged after that moment counts as of it.");
        _trades = _texts = time;
        _decided = Before(time);
        _timeline.SetBack(time);
        foreach (AlertInstance instance in _states.SelectMany(state => state.Instances))
        {
            instance.SetBack(_decided);
            _schedule.Set(instance);
        }
    }
}
