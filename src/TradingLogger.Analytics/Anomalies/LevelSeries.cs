namespace TradingLogging.Analytics.Anomalies;

/// <summary>What is unusual of a value.</summary>
/// <param name="Value">The value, or the average of the last <paramref name="Values"/>.</param>
/// <param name="Low">The lowest usual one.</param>
/// <param name="High">The highest usual one.</param>
/// <param name="Values">1, or how many values are averaged.</param>
/// <param name="IsOfHour">Whether this is what is usual at this hour of the day.</param>
/// <param name="Score">How far beyond, in the spread of the values; above the margin.</param>
internal readonly record struct UnusualLevel(
    double Value, double Low, double High, int Values, bool IsOfHour, double Score);

/// <summary>Judges a series of levels, such as latencies: each value and the average of the last twelve, as they are
/// and without what is usual at this hour, against the range of the last 28 days and a margin.</summary>
/// <param name="limits">How far it may go.</param>
internal sealed class LevelSeries(AnomalyLimits limits)
{
    /// <summary>The values of the short average.</summary>
    public const int ShortLength = 12;

    /// <summary>The values that a series needs before it is judged.</summary>
    public const int MinimumValues = 100;

    private const double SeasonalGain = 0.7;

    private readonly History _single = new(), _short = new(), _ofHour = new(), _shortOfHour = new();
    private readonly HourSlots _hours = new();
    private readonly ShortAverage _average = new(), _averageOfHour = new();
    private DateTime? _first;

    /// <summary>How many values there were.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there is enough to judge by.</summary>
    public bool IsJudged { get; private set; }

    /// <summary>Takes a value.</summary>
    /// <param name="time">When it was, on the clock whose hours of the day count. Times do not go back.</param>
    /// <param name="value">The value. What is no finite number is left out.</param>
    /// <returns>What is unusual of it; null for nothing, or when it cannot be judged yet.</returns>
    public UnusualLevel? Add(DateTime time, double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            return null;
        _first ??= time;
        int day = DayOf(time);
        double median = _hours.MedianAt(time, value);
        double residual = value - median;
        _average.Add(value);
        _averageOfHour.Add(residual);
        IsJudged = time - _first >= limits.MinimumHistory && _single.Values.Count >= MinimumValues;
        UnusualLevel? unusual = IsJudged ? Judge(time, value, median, residual) : null;

        _single.Add(day, value);
        if (_average.Value is { } average)
            _short.Add(day, average);
        // The first day only shows the hours.
        if (_hours.DaysAt(time) > 1)
        {
            _ofHour.Add(day, residual);
            if (_averageOfHour.Value is { } averageOfHour)
                _shortOfHour.Add(day, averageOfHour);
        }

        _hours.Add(time, day, value);
        Count++;
        return unusual;
    }

    /// <summary>The number of a day.</summary>
    public static int DayOf(DateTime time) => (int)(time.Ticks / TimeSpan.TicksPerDay);

    private UnusualLevel? Judge(DateTime time, double value, double median, double residual)
    {
        double floor = Math.Abs(_single.Values.Quantile(0.5));
        UnusualLevel? worst = Worse(null, _single.Judge(value, floor, limits), 1, 0, isOfHour: false);
        if (_average.Value is { } average)
            worst = Worse(worst, _short.Judge(average, floor, limits), ShortLength, 0, isOfHour: false);
        bool isSeasonal = _hours.DaysAt(time) > HourSlots.DaysToKnow
            && _ofHour.Values.Count >= MinimumValues
            && _ofHour.Values.Spread(0.75) < SeasonalGain * _single.Values.Spread(0.75);
        if (!isSeasonal)
            return worst;
        worst = Worse(worst, _ofHour.Judge(residual, floor, limits), 1, median, isOfHour: true);
        if (_averageOfHour.Value is { } averageOfHour)
        {
            worst = Worse(
                worst, _shortOfHour.Judge(averageOfHour, floor, limits), ShortLength, median, isOfHour: true);
        }

        return worst;
    }

    private static UnusualLevel? Worse(
        UnusualLevel? worst, (double Value, double Low, double High, double Score)? judged, int values, double median,
        bool isOfHour)
    {
        if (judged is not { } found || found.Score <= worst?.Score)
            return worst;
        return new UnusualLevel(
            found.Value + median, found.Low + median, found.High + median, values, isOfHour, found.Score);
    }

    // What came before: quantiles for the spread, days for the range.
    private sealed class History
    {
        private const int Window = 1008;
        private const double SpreadShare = 0.95;
        private const double FloorShare = 0.02;

        private readonly DailyRecord _record = new();

        public SortedWindow Values { get; } = new(Window);

        public void Add(int day, double value)
        {
            Values.Add(value);
            _record.Add(day, value);
        }

        // A series that never changes has no spread: then a share of the level is the least that counts.
        public (double Value, double Low, double High, double Score)? Judge(
            double value, double level, AnomalyLimits limits)
        {
            if (Values.Count < MinimumValues || _record.High is not { } high
                || _record.Low is not { } low)
            {
                return null;
            }

            double beyond = Math.Max(value - high, low - value);
            double spread = Values.Spread(SpreadShare) + (FloorShare * level);
            double score = beyond <= 0 ? 0 : spread > 0 ? beyond / spread : double.MaxValue;
            return score > limits.Margin ? (value, low, high, score) : null;
        }
    }

    private sealed class ShortAverage
    {
        private readonly Queue<double> _values = new();

        /// <summary>The average; null as long as there are too few values.</summary>
        public double? Value { get; private set; }

        public void Add(double value)
        {
            _values.Enqueue(value);
            if (_values.Count > ShortLength)
                _values.Dequeue();
            Value = _values.Count == ShortLength ? _values.Average() : null;
        }
    }
}
