namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>What was measured and not decided on yet, in the order of time; what is of one moment stays in the order in
/// which it came.</summary>
internal sealed class AlertTimeline
{
    private const int MostTaken = 1024;

    private readonly List<MeasuredSample> _samples = [];
    private int _taken;

    /// <summary>The moment of the first one; null when there is none.</summary>
    public DateTimeOffset? Next => _taken < _samples.Count ? _samples[_taken].Sample.Time : null;

    /// <summary>Adds one.</summary>
    public void Add(in MeasuredSample sample)
    {
        // Nearly all come in their order.
        int place = _samples.Count;
        while (place > _taken && _samples[place - 1].Sample.Time > sample.Sample.Time)
            place--;
        _samples.Insert(place, sample);
    }

    /// <summary>Takes the first one.</summary>
    public MeasuredSample Take()
    {
        MeasuredSample first = _samples[_taken++];
        if (_taken == _samples.Count || _taken == MostTaken)
        {
            _samples.RemoveRange(0, _taken);
            _taken = 0;
        }

        return first;
    }

    /// <summary>Counts what is later than a moment as of that moment.</summary>
    public void SetBack(DateTimeOffset time)
    {
        for (int index = _taken; index < _samples.Count; index++)
        {
            MeasuredSample sample = _samples[index];
            if (sample.Sample.Time > time)
                _samples[index] = sample with { Sample = sample.Sample with { Time = time } };
        }
    }
}

/// <summary>The alerts that must be decided at some moment by time alone, the earliest first.</summary>
internal sealed class AlertSchedule
{
    private readonly SortedSet<(long Ticks, long Number)> _moments = [];
    private readonly Dictionary<long, AlertInstance> _instances = [];
    private readonly Dictionary<AlertInstance, (long Ticks, long Number)> _entries = [];
    private long _number;

    /// <summary>The first moment; null when there is none.</summary>
    public DateTimeOffset? Next =>
        _moments.Count > 0 ? new DateTimeOffset(_moments.Min.Ticks, TimeSpan.Zero) : null;

    /// <summary>Notes when an alert must be decided, in place of what was noted before.</summary>
    public void Set(AlertInstance instance)
    {
        Remove(instance);
        if (instance.Due is not { } due)
            return;
        (long Ticks, long Number) entry = (due.UtcTicks, ++_number);
        _entries[instance] = entry;
        _moments.Add(entry);
        _instances[entry.Number] = instance;
    }

    /// <summary>Forgets an alert.</summary>
    public void Remove(AlertInstance instance)
    {
        if (!_entries.TryGetValue(instance, out (long Ticks, long Number) entry))
            return;
        _entries.Remove(instance);
        _moments.Remove(entry);
        _instances.Remove(entry.Number);
    }

    /// <summary>Takes the alert of the first moment.</summary>
    public AlertInstance Take()
    {
        AlertInstance first = _instances[_moments.Min.Number];
        Remove(first);
        return first;
    }
}
