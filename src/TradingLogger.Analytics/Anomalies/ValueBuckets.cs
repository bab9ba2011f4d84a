namespace TradingLogging.Analytics.Anomalies;

/// <summary>The values of a measure, bucket by bucket. Of a pnl the one that is farthest out is judged, of all others
/// the median of three or more: a single slow answer is usual.</summary>
/// <param name="measure">What is measured.</param>
/// <param name="subject">Of what.</param>
/// <param name="limits">From where on a value is unusual.</param>
/// <param name="coolDown">How long there is no other alarm after one.</param>
internal sealed class ValueBuckets(
    AnomalyMeasure measure, string subject, AnomalyLimits limits, TimeSpan coolDown)
{
    private const int LeastValues = 3;
    private const int MostValues = 4096;

    private readonly LevelSeries _series = new(limits);
    private readonly Episode _episode = new(coolDown);
    private readonly List<double> _open = [];

    /// <summary>What is measured.</summary>
    public AnomalyMeasure Measure => measure;

    /// <summary>Of what.</summary>
    public string Subject => subject;

    /// <summary>Whether there is enough to judge by.</summary>
    public bool IsJudged => _series.IsJudged;

    /// <summary>Adds a value; of a bucket with more than 4,096 the first ones count.</summary>
    public void Add(double value)
    {
        if (_open.Count < MostValues)
            _open.Add(value);
    }

    /// <summary>Closes a bucket.</summary>
    /// <param name="local">When it began, on the clock whose hours of the day count.</param>
    /// <param name="time">When it began.</param>
    /// <returns>What is unusual and not told yet; null for nothing.</returns>
    public UnusualLevel? Close(DateTime local, DateTime time)
    {
        if (_open.Count == 0 || (measure != AnomalyMeasure.Pnl && _open.Count < LeastValues))
            return null;
        _open.Sort();
        UnusualLevel? worst = measure == AnomalyMeasure.Pnl ? JudgeEach(local) : _series.Add(local, Median());
        _open.Clear();
        return worst is not null && _episode.Begins(time) ? worst : null;
    }

    /// <summary>Why it is not judged.</summary>
    public string WhyNot() => FormattableString.Invariant(
        $"{measure}{(subject.Length > 0 ? " " + subject : "")}: it has {_series.Count} values or medians of buckets, ")
        + $"and {LevelSeries.MinimumValues} over 2 days are needed before it is judged.";

    private double Median() =>
        (_open[(_open.Count - 1) / 2] + _open[_open.Count / 2]) / 2;

    // In the order of their size, so that the order of the events does not count.
    private UnusualLevel? JudgeEach(DateTime local)
    {
        UnusualLevel? worst = null;
        foreach (double value in _open)
        {
            if (_series.Add(local, value) is { } unusual && !(unusual.Score <= worst?.Score))
                worst = unusual;
        }

        return worst;
    }
}
