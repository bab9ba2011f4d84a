namespace TradingLogging.Analytics.Anomalies;

/// <summary>How many buckets of time each hour of the last days had: of working days and of weekends apart. All series
/// share it, so that one which begins late is known to have had nothing before.</summary>
internal sealed class HourCalendar
{
    /// <summary>The hours of a working day and those of a weekend.</summary>
    public const int Hours = 48;

    private readonly List<(int Day, int Buckets)>[] _hours =
        [.. Enumerable.Range(0, Hours).Select(_ => new List<(int, int)>())];

    /// <summary>The buckets since the beginning, at most those of the last 28 days.</summary>
    public int Buckets { get; private set; }

    /// <summary>The number of an hour.</summary>
    public static int HourOf(DateTime time) =>
        time.Hour + (time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 24 : 0);

    /// <summary>Adds a bucket.</summary>
    public void Add(DateTime time, int day)
    {
        List<(int Day, int Buckets)> hour = _hours[HourOf(time)];
        Buckets++;
        if (hour.Count > 0 && hour[hour.Count - 1].Day == day)
        {
            hour[hour.Count - 1] = (day, hour[hour.Count - 1].Buckets + 1);
            return;
        }

        hour.Add((day, 1));
        while (hour[0].Day <= day - DailyRecord.Days)
        {
            Buckets -= hour[0].Buckets;
            hour.RemoveAt(0);
        }
    }

    /// <summary>The days of an hour, with their buckets, the oldest first.</summary>
    public IReadOnlyList<(int Day, int Buckets)> DaysOf(int hour) => _hours[hour];

    /// <summary>Whether an hour was there on enough days before a day to say what is usual.</summary>
    public bool IsKnown(int hour, int before)
    {
        int days = _hours[hour].Count;
        if (days > 0 && _hours[hour][days - 1].Day == before)
            days--;
        return days >= HourSlots.DaysToKnow;
    }
}
