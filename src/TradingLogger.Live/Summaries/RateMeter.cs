using TradingLogging.Logging;

namespace TradingLogging.Live.Summaries;

/// <summary>Counts events and records by second and minute, in bounded memory.</summary>
internal sealed class RateMeter
{
    private const int Minutes = 60;
    private const int Seconds = 60;
    private const int MeanSeconds = 10;

    private readonly Slot[] _minutes = new Slot[Minutes];
    private readonly Slot[] _seconds = new Slot[Seconds + 1];

    /// <summary>Counts an event.</summary>
    /// <param name="time">Its timestamp.</param>
    /// <param name="now">The time. What is of a later minute is not counted: it would take the place of what comes.
    /// </param>
    public void AddEvent(DateTimeOffset time, DateTimeOffset now) => Count(time, now, new Slot(0, 1, 0, 0));

    /// <summary>Counts a record of the text log.</summary>
    /// <param name="time">Its timestamp.</param>
    /// <param name="level">Its level.</param>
    /// <param name="now">The time.</param>
    public void AddRecord(DateTimeOffset time, LogLevel level, DateTimeOffset now)
    {
        if (level >= LogLevel.Error)
            Count(time, now, new Slot(0, 0, 0, 1));
        else if (level >= LogLevel.Warning)
            Count(time, now, new Slot(0, 0, 1, 0));
    }

    /// <summary>The rates at a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="zone">Whose clock the minutes have.</param>
    public LiveRates Measure(DateTimeOffset now, TimeZoneInfo zone)
    {
        long second = SecondOf(now);
        long events = 0;
        for (long past = second - MeanSeconds; past < second; past++)
            events += At(_seconds, past).Events;
        long errors = 0;
        long warnings = 0;
        for (long past = second - Seconds + 1; past <= second; past++)
        {
            Slot slot = At(_seconds, past);
            errors += slot.Errors;
            warnings += slot.Warnings;
        }

        return new LiveRates
        {
            EventsPerSecond = events / (double)MeanSeconds,
            ErrorsPerMinute = errors,
            WarningsPerMinute = warnings,
            Minutes = [.. MinutesTo(second / 60, zone)],
        };
    }

    private static long SecondOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerSecond;

    private static Slot At(Slot[] slots, long key)
    {
        Slot slot = slots[key % slots.Length];
        return slot.Key == key ? slot : new Slot(key, 0, 0, 0);
    }

    private IEnumerable<LiveMinute> MinutesTo(long last, TimeZoneInfo zone)
    {
        for (long key = last - Minutes + 1; key <= last; key++)
        {
            Slot slot = At(_minutes, key);
            DateTimeOffset start = new(key * TimeSpan.TicksPerMinute, TimeSpan.Zero);
            yield return new LiveMinute(
                TimeZoneInfo.ConvertTime(start, zone), slot.Events, slot.Warnings, slot.Errors);
        }
    }

    private void Count(DateTimeOffset time, DateTimeOffset now, Slot one)
    {
        long second = SecondOf(time);
        long today = SecondOf(now);
        if (second > today + 1 || second < today - (Minutes * 60))
            return;
        Count(_seconds, second, one);
        Count(_minutes, second / 60, one);
    }

    private static void Count(Slot[] slots, long key, Slot one)
    {
        ref Slot slot = ref slots[key % slots.Length];
        if (slot.Key > key)
            return;
        slot = slot.Key == key ? slot.Plus(one) : one with { Key = key };
    }

    private readonly record struct Slot(long Key, long Events, long Warnings, long Errors)
    {
        public Slot Plus(Slot other) => new(
            Key, Events + other.Events, Warnings + other.Warnings, Errors + other.Errors);
    }
}
