namespace TradingLogging.Analytics.Anomalies;

/// <summary>What a series of counts had at an hour, on the days that are kept.</summary>
/// <param name="LowRate">The count of a bucket that three of four days had on average, or more.</param>
/// <param name="HighRate">The count of a bucket that three of four days had on average, or less; at least the average
/// of all days.</param>
/// <param name="LowestRate">The average of the day with the fewest.</param>
/// <param name="HighestRate">The average of the day with the most.</param>
/// <param name="Lowest">The lowest count of a bucket.</param>
/// <param name="Highest">The highest count of a bucket.</param>
/// <param name="Days">On how many days.</param>
internal readonly record struct HourFigures(
    double LowRate, double HighRate, double LowestRate, double HighestRate, double Lowest, double Highest, int Days);

/// <summary>Counts by hour and day.</summary>
/// <param name="calendar">The buckets that the hours had.</param>
internal sealed class HourCounts(HourCalendar calendar)
{
    private readonly List<Day>?[] _hours = new List<Day>?[HourCalendar.Hours];
    private readonly List<double> _rates = [];
    private long _sum;

    /// <summary>The average count of a bucket of the last 28 days, never 0: half an event more than there
    /// were.</summary>
    public double Mean => (_sum + 0.5) / (calendar.Buckets + 1);

    /// <summary>The highest count of a bucket, at any hour.</summary>
    public double Highest => _hours.Max(days => days is { Count: > 0 } ? days.Max(day => day.Highest) : 0);

    /// <summary>Adds the count of a bucket.</summary>
    public void Add(DateTime time, int day, long count)
    {
        List<Day> days = _hours[HourCalendar.HourOf(time)] ??= [];
        while (days.Count > 0 && days[0].Number <= day - DailyRecord.Days)
        {
            _sum -= days[0].Sum;
            days.RemoveAt(0);
        }

        if (count == 0)
            return;
        if (days.Count == 0 || days[days.Count - 1].Number != day)
            days.Add(new Day(day));
        days[days.Count - 1].Add(count);
        _sum += count;
    }

    /// <summary>What an hour had on the days before; null when it is not known.</summary>
    public HourFigures? At(DateTime time, int today)
    {
        int hour = HourCalendar.HourOf(time);
        if (!calendar.IsKnown(hour, today))
            return null;
        _rates.Clear();
        int next = 0;
        double lowest = double.MaxValue, highest = 0, sum = 0, buckets = 0;
        foreach ((int number, int bucketsOfDay) in calendar.DaysOf(hour))
        {
            if (number == today)
                continue;
            Day? day = DayOf(hour, number, ref next);
            _rates.Add((day?.Sum ?? 0) / (double)bucketsOfDay);
            lowest = Math.Min(lowest, day is not null && day.Buckets == bucketsOfDay ? day.Lowest : 0);
            highest = Math.Max(highest, day?.Highest ?? 0);
            sum += day?.Sum ?? 0;
            buckets += bucketsOfDay;
        }

        _rates.Sort();
        int last = _rates.Count - 1, quarter = _rates.Count / 4;
        double highRate = Math.Max(_rates[last - quarter], (sum + 0.5) / (buckets + 1));
        return new HourFigures(_rates[quarter], highRate, _rates[0], _rates[last], lowest, highest, _rates.Count);
    }

    // Both lists have their days in order.
    private Day? DayOf(int hour, int number, ref int next)
    {
        List<Day>? days = _hours[hour];
        while (days is not null && next < days.Count && days[next].Number < number)
            next++;
        return days is not null && next < days.Count && days[next].Number == number ? days[next] : null;
    }

    private sealed class Day(int number)
    {
        public int Number => number;

        public long Sum { get; private set; }

        public long Lowest { get; private set; } = long.MaxValue;

        public long Highest { get; private set; }

        /// <summary>The buckets that had something.</summary>
        public int Buckets { get; private set; }

        public void Add(long count)
        {
            Sum += count;
            Lowest = Math.Min(Lowest, count);
            Highest = Math.Max(Highest, count);
            Buckets++;
        }
    }
}
