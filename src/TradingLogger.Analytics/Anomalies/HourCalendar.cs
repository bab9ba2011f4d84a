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

/// <summary>The usual level of a series at each hour of the day.</summary>
internal sealed class HourSlots
{
    /// <summary>The days that an hour needs before it is known.</summary>
    public const int DaysToKnow = 3;

    private const int ValuesOfAnHour = 84;

    private readonly Slot[] _slots = [.. Enumerable.Range(0, 24).Select(_ => new Slot())];

    /// <summary>The median of the values of this hour; the fallback where there is none.</summary>
    public double MedianAt(DateTime time, double fallback) =>
        _slots[time.Hour].Values is { Count: > 0 } values ? values.Quantile(0.5) : fallback;

    /// <summary>On how many days there were values at this hour.</summary>
    public int DaysAt(DateTime time) => _slots[time.Hour].Days;

    /// <summary>Adds a value.</summary>
    public void Add(DateTime time, int day, double value)
    {
        Slot slot = _slots[time.Hour];
        slot.Values.Add(value);
        if (slot.Days == 0 || day != slot.LastDay)
            slot.Days++;
        slot.LastDay = day;
    }

    private sealed class Slot
    {
        public SortedWindow Values { get; } = new(ValuesOfAnHour);

        public int Days { get; set; }

        public int LastDay { get; set; }
    }
}
