namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>Counts what happened within the last span of time, in bounded memory: beyond some thousands, moments that
/// are closer together than a hundred-thousandth of the window leave it together.</summary>
internal sealed class SlidingWindow(TimeSpan window)
{
    private const int ExactMoments = 10_000;
    private const int Parts = 100_000;

    private readonly Queue<(DateTimeOffset Time, int Count)> _moments = new();
    private (DateTimeOffset Time, int Count) _newest;

    /// <summary>How much there is.</summary>
    public long Count { get; private set; }

    /// <summary>When the oldest one leaves; null when there is none.</summary>
    public DateTimeOffset? NextExpiry =>
        _moments.Count > 0 ? _moments.Peek().Time + window : _newest.Count > 0 ? _newest.Time + window : null;

    /// <summary>Adds one.</summary>
    public void Add(DateTimeOffset time)
    {
        Count++;
        bool isExact = _moments.Count < ExactMoments;
        if (_newest.Count > 0 && (time == _newest.Time
            || (!isExact && time - _newest.Time < TimeSpan.FromTicks(window.Ticks / Parts))))
        {
            _newest.Count++;
            return;
        }

        if (_newest.Count > 0)
            _moments.Enqueue(_newest);
        _newest = (time, 1);
    }

    /// <summary>Lets go what is older at a time than the window.</summary>
    public void Expire(DateTimeOffset time)
    {
        while (_moments.Count > 0 && _moments.Peek().Time + window <= time)
            Count -= _moments.Dequeue().Count;
        if (_newest.Count > 0 && _newest.Time + window <= time)
        {
            Count -= _newest.Count;
            _newest = default;
        }
    }

    /// <summary>Counts what is later than a time as of that time.</summary>
    public void SetBack(DateTimeOffset time)
    {
        (DateTimeOffset Time, int Count)[] moments = [.. _moments];
        _moments.Clear();
        foreach ((DateTimeOffset moment, int count) in moments)
            _moments.Enqueue((moment < time ? moment : time, count));
        if (_newest.Time > time)
            _newest.Time = time;
    }
}
