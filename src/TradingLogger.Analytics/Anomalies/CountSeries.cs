namespace TradingLogging.Analytics.Anomalies;

/// <summary>What is unusual of a count.</summary>
/// <param name="Count">The count.</param>
/// <param name="Low">The lowest usual one.</param>
/// <param name="High">The highest usual one.</param>
/// <param name="Buckets">Over how many buckets it goes.</param>
/// <param name="IsOfHour">Whether this is what is usual at this hour.</param>
/// <param name="IsSilence">Whether nothing came in all of these buckets.</param>
/// <param name="Score">The surprise.</param>
internal readonly record struct UnusualCount(
    double Count, double Low, double High, int Buckets, bool IsOfHour, bool IsSilence, double Score);

/// <summary>Judges how many events of a kind come: in a bucket and in the last twelve, against what is usual at this
/// hour, and for how long none comes.</summary>
/// <remarks>A Poisson tail says how surprising a count is. Real events come in clumps, which are more surprising than
/// that; so a count must also be more surprising than any of the last 28 days.</remarks>
/// <param name="limits">From where on a count is unusual.</param>
/// <param name="calendar">The buckets that the hours had.</param>
internal sealed class CountSeries(AnomalyLimits limits, HourCalendar calendar)
{
    /// <summary>The buckets of the short sum.</summary>
    public const int ShortLength = 12;

    private const int LeastBurst = 5;

    // What is known of all hours is as good as an hour of so many days.
    private const int UnknownDays = 3;

    private readonly HourCounts _counts = new(calendar);
    private readonly DailyRecord _bursts = new(), _shortBursts = new(), _drops = new(), _gaps = new();
    private readonly DailyRecord?[] _burstsOfHours = new DailyRecord?[24];
    private readonly Queue<(long Count, double Expected, HourFigures? Hour)> _short = new();
    private int _silentBuckets;
    private double _missed;

    /// <summary>The events of the bucket that is open.</summary>
    public long Open { get; set; }

    /// <summary>Whether no event came at an hour of which nobody knows yet how many usually come.</summary>
    public bool HasUnknownSilence { get; private set; }

    /// <summary>Closes a bucket.</summary>
    /// <param name="time">When it began, on the clock whose hours of the day count.</param>
    /// <param name="isJudged">Whether the log has been watched for long enough.</param>
    /// <param name="mayBeSilent">Whether silence counts: not while the whole log is silent.</param>
    /// <returns>What is unusual; null for nothing.</returns>
    public UnusualCount? Close(DateTime time, bool isJudged, bool mayBeSilent)
    {
        int day = LevelSeries.DayOf(time);
        HourFigures? hour = _counts.At(time, day);
        double expected = hour?.HighRate ?? _counts.Mean;
        _short.Enqueue((Open, expected, hour));
        if (_short.Count > ShortLength)
            _short.Dequeue();

        UnusualCount? burst = Burst(time, day, hour, expected);
        UnusualCount? change = _short.Count == ShortLength ? Change(day) : null;
        UnusualCount? silence = Silence(day, hour, mayBeSilent);
        _counts.Add(time, day, Open);
        Open = 0;
        return isJudged ? burst ?? silence ?? change : null;
    }

    // What happens each day at one hour says less of the other hours.
    private UnusualCount? Burst(DateTime time, int day, HourFigures? hour, double expected)
    {
        double surprise = Surprise.Above(Open, expected), highest = hour?.Highest ?? _counts.Highest;
        DailyRecord ofHour = _burstsOfHours[time.Hour] ??= new DailyRecord();
        double record = _bursts.High ?? 0;
        if (hour is not null)
            record = Math.Max(ofHour.High ?? 0, record / 2);
        _bursts.Add(day, surprise);
        ofHour.Add(day, surprise);
        bool isBeyond = Open >= LeastBurst && Open > limits.FactorOf(hour?.Days ?? UnknownDays) * highest;
        return isBeyond && IsUnusual(surprise, record)
            ? new UnusualCount(Open, hour?.Lowest ?? 0, highest, 1, hour is not null, false, surprise)
            : null;
    }

    // More or fewer in the last twelve buckets. A series that is silent now is told as silent.
    private UnusualCount? Change(int day)
    {
        long newest = 0;
        int days = DailyRecord.Days;
        double count = 0, expected = 0, usual = 0, lowest = 0, highest = 0;
        bool isKnown = true;
        foreach ((long one, double of, HourFigures? hour) in _short)
        {
            count += newest = one;
            expected += of;
            isKnown &= hour is not null;
            days = Math.Min(days, hour?.Days ?? UnknownDays);
            usual += hour?.LowRate ?? 0;
            lowest += hour?.LowestRate ?? 0;
            highest += hour?.HighestRate ?? of;
        }

        double above = Surprise.Above(count, expected), below = isKnown ? Surprise.Below(count, usual) : 0;
        double factor = limits.FactorOf(days);
        bool isBurst = count >= LeastBurst && count > factor * highest && IsUnusual(above, _shortBursts.High);
        bool isDrop = newest > 0 && factor * count < lowest && IsUnusual(below, _drops.High);
        _shortBursts.Add(day, above);
        _drops.Add(day, below);
        return isBurst || isDrop
            ? new UnusualCount(
                count, Math.Floor(lowest), Math.Ceiling(highest), ShortLength, isKnown, false, Math.Max(above, below))
            : null;
    }

    private UnusualCount? Silence(int day, HourFigures? hour, bool mayBeSilent)
    {
        if (Open > 0)
        {
            _gaps.Add(day, _missed);
            _silentBuckets = 0;
            _missed = 0;
            return null;
        }

        _silentBuckets++;
        _missed += hour?.LowRate ?? 0;
        HasUnknownSilence |= hour is null && _counts.Mean * _silentBuckets > limits.Surprise;
        return mayBeSilent && hour is { LowRate: > 0 } known && IsUnusual(_missed, _gaps.High)
            ? new UnusualCount(0, known.LowestRate, known.HighestRate, _silentBuckets, true, true, _missed)
            : null;
    }

    private bool IsUnusual(double surprise, double? record) =>
        surprise >= limits.Surprise && surprise > limits.Factor * (record ?? 0);
}
