namespace TradingLogging.Analytics.Anomalies;

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
