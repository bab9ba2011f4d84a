namespace TradingLogging.Analytics.Anomalies;

/// <summary>What is unusual of a share.</summary>
/// <param name="Part">How many.</param>
/// <param name="Whole">Of how many.</param>
/// <param name="Low">The lowest share of a day.</param>
/// <param name="High">The highest share of a day.</param>
/// <param name="Buckets">Over how many buckets it goes.</param>
/// <param name="Score">The surprise.</param>
internal readonly record struct UnusualShare(
    long Part, long Whole, double Low, double High, int Buckets, double Score);

/// <summary>Judges how many of so many are of a kind, such as orders that are rejected: in a bucket and in the last
/// twelve, by the binomial tail and against the most surprising share of the last 28 days.</summary>
/// <param name="limits">From where on a share is unusual.</param>
/// <param name="isHighBad">Whether a share that is too high is told; else one that is too low.</param>
internal sealed class ShareSeries(AnomalyLimits limits, bool isHighBad)
{
    private const int LeastWhole = 5;
    private const int LeastHistory = 100;

    private readonly DailyRecord _single = new(), _short = new();
    private readonly Queue<(long Part, long Whole)> _last = new();
    private readonly List<(int Day, long Part, long Whole)> _days = [];

    /// <summary>Those of the kind, in the bucket that is open.</summary>
    public long OpenPart { get; set; }

    /// <summary>All, in the bucket that is open.</summary>
    public long OpenWhole { get; set; }

    /// <summary>Whether there were enough to judge by.</summary>
    public bool HasHistory => _days.Sum(day => day.Whole) >= LeastHistory;

    /// <summary>Whether there was any.</summary>
    public bool IsUsed => _days.Count > 0;

    /// <summary>Closes a bucket.</summary>
    /// <param name="day">The number of its day.</param>
    /// <param name="isJudged">Whether the log has been watched for long enough.</param>
    /// <returns>What is unusual; null for nothing.</returns>
    public UnusualShare? Close(int day, bool isJudged)
    {
        long part = Math.Min(OpenPart, OpenWhole), whole = OpenWhole;
        OpenPart = OpenWhole = 0;
        _last.Enqueue((part, whole));
        if (_last.Count > CountSeries.ShortLength)
            _last.Dequeue();
        if (whole == 0)
            return null;

        UnusualShare? unusual = Judge(day, part, whole, 1, _single)
            ?? Judge(day, _last.Sum(one => one.Part), _last.Sum(one => one.Whole), _last.Count, _short);
        bool mayTell = isJudged && HasHistory;
        Keep(day, part, whole);
        return mayTell ? unusual : null;
    }

    private UnusualShare? Judge(int day, long part, long whole, int buckets, DailyRecord record)
    {
        if (whole < LeastWhole)
            return null;
        double usual = (_days.Sum(kept => kept.Part) + 0.5) / (_days.Sum(kept => kept.Whole) + 1);
        bool isBad = isHighBad ? part > usual * whole : part < usual * whole;
        double surprise = isBad ? Surprise.Share(part, whole, usual) : 0;
        bool isUnusual = surprise >= limits.Surprise && surprise > limits.Factor * (record.High ?? 0);
        record.Add(day, surprise);
        return isUnusual
            ? new UnusualShare(part, whole, Shares().Min(), Shares().Max(), buckets, surprise)
            : null;
    }

    private IEnumerable<double> Shares() => _days.Select(day => day.Part / (double)day.Whole).DefaultIfEmpty(0);

    private void Keep(int day, long part, long whole)
    {
        if (_days.Count > 0 && _days[_days.Count - 1] is var last && last.Day == day)
            _days[_days.Count - 1] = (day, last.Part + part, last.Whole + whole);
        else
            _days.Add((day, part, whole));
        while (_days[0].Day <= day - DailyRecord.Days)
            _days.RemoveAt(0);
    }
}
