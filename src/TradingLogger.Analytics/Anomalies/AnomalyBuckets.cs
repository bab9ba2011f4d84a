namespace TradingLogging.Analytics.Anomalies;

/// <summary>Puts what happens into buckets of time and judges each bucket when it is over. What happens within a bucket
/// has no order.</summary>
/// <param name="options">How anomalies are looked for.</param>
internal sealed class AnomalyBuckets(TradeAnomalyOptions options)
{
    /// <summary>The subject of what is counted together.</summary>
    public const string AllEvents = "";

    private const int MostSeries = 256;

    private readonly AnomalyLimits _limits = AnomalyLimits.Of(options.Sensitivity);
    private readonly Dictionary<string, (CountSeries Series, Episode Episode)> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(AnomalyMeasure, string), ValueBuckets> _values = [];
    private readonly List<(string Subject, UnusualCount Found)> _unusual = [];
    private readonly List<TradeAnomaly> _found = [];
    private HourCalendar _calendar = new();
    private (ShareSeries Series, Episode Episode) _rejects, _fills;
    private DateTime? _first;
    private DateTime _open;

    /// <summary>Events that were older than the open bucket, which are not judged.</summary>
    public long Late { get; private set; }

    /// <summary>Events and values of actions, loggers and currencies beyond the first ones, which are not
    /// judged.</summary>
    public long Beyond { get; private set; }

    /// <summary>Steps of more than 28 days, or back by more than a day, after which everything begins anew.</summary>
    public int Restarts { get; private set; }

    /// <summary>How long ago the last events were, of a log that has ended; null for one that goes on.</summary>
    public TimeSpan? EndedBefore { get; private set; }

    /// <summary>The share of rejected orders; of the bucket that is open.</summary>
    public ShareSeries Rejects => _rejects.Series;

    /// <summary>The share of filled orders; of the bucket that is open.</summary>
    public ShareSeries Fills => _fills.Series;

    /// <summary>For how long the log has been watched.</summary>
    public TimeSpan History => _first is { } first ? _open - first : TimeSpan.Zero;

    /// <summary>Whether that is long enough.</summary>
    public bool IsJudged => _first is not null && History >= _limits.MinimumHistory;

    /// <summary>Takes what has been found since the last time.</summary>
    public IReadOnlyList<TradeAnomaly> TakeFound()
    {
        TradeAnomaly[] found = [.. _found];
        _found.Clear();
        return found;
    }

    /// <summary>Moves the clock, and judges what is over.</summary>
    /// <param name="moment">The time.</param>
    /// <returns>Whether an event of that time belongs to the open bucket.</returns>
    public bool AdvanceTo(DateTimeOffset moment)
    {
        DateTime time = moment.UtcDateTime;
        if (_first is null || time - _open > TimeSpan.FromDays(DailyRecord.Days)
            || _open - time > TimeSpan.FromDays(1))
        {
            Begin(time);
        }

        while (time - _open >= options.Bucket)
            Close(isOver: true);
        if (time >= _open)
            return true;
        Late++;
        return false;
    }

    /// <summary>Judges what is left.</summary>
    /// <param name="end">Until when nothing more came; null when that is not known.</param>
    public void Finish(DateTimeOffset? end)
    {
        if (_first is null)
            return;
        TimeSpan silence = end is { } moment ? moment.UtcDateTime - _open : TimeSpan.Zero;
        if (silence > TimeSpan.FromDays(DailyRecord.Days))
            EndedBefore = silence;
        else if (silence > TimeSpan.Zero)
            AdvanceTo(end!.Value);
        Close(isOver: false);
    }

    /// <summary>Counts an event of the open bucket.</summary>
    public void Count(string subject)
    {
        if (CountsOf(subject) is { } counts)
            counts.Open++;
    }

    /// <summary>Adds a value of the open bucket.</summary>
    public void Add(AnomalyMeasure measure, string subject, double value)
    {
        if (!_values.TryGetValue((measure, subject), out ValueBuckets? series))
        {
            if (_values.Count >= MostSeries)
            {
                Beyond++;
                return;
            }

            _values[(measure, subject)] = series = new ValueBuckets(measure, subject, _limits, options.CoolDown);
        }

        series.Add(value);
    }

    /// <summary>What has been counted or measured and could not be judged, in a sentence each.</summary>
    public IEnumerable<string> Unjudged()
    {
        if (!IsJudged)
            yield break;
        foreach (ValueBuckets series in _values.Values.Where(series => !series.IsJudged))
            yield return series.WhyNot();
        if (Rejects is { IsUsed: true, HasHistory: false })
            yield return "The reject and fill ratios: there were fewer than 100 orders before the last ones.";
        if (_counts.Values.Any(counts => counts.Series.HasUnknownSilence))
        {
            yield return "Silence at hours that the log has on fewer than 3 working days, or on fewer than 3 days of "
                + "weekends.";
        }
    }

    private CountSeries? CountsOf(string subject)
    {
        if (_counts.TryGetValue(subject, out (CountSeries Series, Episode Episode) counts))
            return counts.Series;
        if (_counts.Count >= MostSeries)
        {
            Beyond++;
            return null;
        }

        var made = new CountSeries(_limits, _calendar);
        _counts[subject] = (made, new Episode(options.CoolDown));
        return made;
    }

    private void Begin(DateTime time)
    {
        if (_first is not null)
            Restarts++;
        _open = new DateTime(time.Ticks - (time.Ticks % options.Bucket.Ticks), DateTimeKind.Utc);
        _first = _open;
        _calendar = new HourCalendar();
        _counts.Clear();
        _values.Clear();
        _rejects = (new ShareSeries(_limits, isHighBad: true), new Episode(options.CoolDown));
        _fills = (new ShareSeries(_limits, isHighBad: false), new Episode(options.CoolDown));
    }

    private void Close(bool isOver)
    {
        DateTime local = TimeZoneInfo.ConvertTimeFromUtc(_open, options.TimeZone);
        int day = LevelSeries.DayOf(local);
        bool isJudged = IsJudged;
        bool isAlive = _counts.TryGetValue(AllEvents, out (CountSeries Series, Episode) all) && all.Series.Open > 0;
        foreach (KeyValuePair<string, (CountSeries Series, Episode Episode)> pair in _counts)
        {
            bool mayBeSilent = isOver && (isAlive || pair.Key == AllEvents);
            if (pair.Value.Series.Close(local, isJudged, mayBeSilent) is { } found && pair.Value.Episode.Begins(_open))
                _unusual.Add((pair.Key, found));
        }

        JoinSilence();
        TellCounts();

        Tell(AnomalyMeasure.RejectRatio, _rejects.Series.Close(day, isJudged), _rejects.Episode);
        Tell(AnomalyMeasure.FillRatio, _fills.Series.Close(day, isJudged), _fills.Episode);
        foreach (ValueBuckets series in _values.Values)
        {
            if (series.Close(local, _open) is { } found)
                Tell(series, found);
        }

        _calendar.Add(local, day);
        _open += options.Bucket;
    }

    // When the whole log is silent, what is missing of its actions afterwards belongs to that.
    private void JoinSilence()
    {
        if (!_unusual.Exists(one => one.Subject == AllEvents && one.Found.IsSilence))
            return;
        foreach ((CountSeries Series, Episode Episode) counts in _counts.Values)
            counts.Episode.Begins(_open);
    }

    // An order that is placed is filled: what has one cause is told as one, by the most surprising of it.
    private void TellCounts()
    {
        foreach (IGrouping<(bool, bool), (string Subject, UnusualCount Found)> alike in _unusual.GroupBy(
            one => (one.Found.IsSilence, one.Found.Count > one.Found.High)))
        {
            (string Subject, UnusualCount Found)[] ordered =
            [
                .. alike.OrderBy(one => one.Subject == AllEvents)
                    .ThenByDescending(one => one.Found.Score)
                    .ThenBy(one => one.Subject, StringComparer.Ordinal),
            ];
            (string subject, UnusualCount found) = ordered[0];
            Tell(
                found.IsSilence ? AnomalyMeasure.Silence : AnomalyMeasure.Rate, subject,
                found.Buckets, (found.Count, found.Low, found.High), found.Score / _limits.Surprise,
                AnomalyText.Of(subject, found, options.Bucket)
                    + AnomalyText.Likewise(
                        [.. ordered.Skip(1).Select(one => one.Subject).Where(other => other != AllEvents)]));
        }

        _unusual.Clear();
    }

    private void Tell(AnomalyMeasure measure, UnusualShare? unusual, Episode episode)
    {
        if (unusual is not { } found || !episode.Begins(_open))
            return;
        Tell(
            measure, "", found.Buckets, (found.Part / (double)found.Whole, found.Low, found.High),
            found.Score / _limits.Surprise, AnomalyText.Of(measure, found, options.Bucket));
    }

    private void Tell(ValueBuckets series, in UnusualLevel found)
    {
        Tell(
            series.Measure, series.Subject, found.Values, (found.Value, found.Low, found.High),
            found.Score / _limits.Margin, AnomalyText.Of(series.Measure, series.Subject, found));
    }

    private void Tell(
        AnomalyMeasure measure, string subject, int buckets, (double Value, double Low, double High) figures,
        double score, string message)
    {
        DateTimeOffset end = TimeZoneInfo.ConvertTime(new DateTimeOffset(_open + options.Bucket), options.TimeZone);
        _found.Add(new TradeAnomaly
        {
            Time = end,
            From = end - TimeSpan.FromTicks(options.Bucket.Ticks * buckets),
            Measure = measure,
            Subject = subject,
            Value = figures.Value,
            UsualLow = figures.Low,
            UsualHigh = figures.High,
            Score = score,
            History = History,
            Message = message,
        });
    }
}
