using System.Globalization;

namespace TradingLogging.Analytics.Facts;

/// <summary>Says which day, and which time of day, a moment is in a time zone.</summary>
internal sealed class TradeCalendar(TimeZoneInfo zone)
{
    private long _from = long.MaxValue;
    private long _to = long.MinValue;
    private TimeSpan _offset;
    private DateTime _day;

    /// <summary>The name of a day, as 2025-12-18.</summary>
    public static string NameOf(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day of a moment.</summary>
    public DateTime DayOf(DateTimeOffset moment)
    {
        Move(moment.UtcTicks);
        return _day;
    }

    /// <summary>The moment by the clock of the zone.</summary>
    public DateTimeOffset LocalOf(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone);

    /// <summary>The time of day of a moment.</summary>
    public TimeSpan TimeOfDay(DateTimeOffset moment)
    {
        Move(moment.UtcTicks);
        // The first hours of the year 1 are of the year 0 in the west.
        long local = moment.UtcTicks + _offset.Ticks + TimeSpan.TicksPerDay;
        return TimeSpan.FromTicks(local % TimeSpan.TicksPerDay);
    }

    // Within a quarter of an hour no zone changes its offset, nor its day: all offsets are whole quarters.
    private void Move(long ticks)
    {
        if (ticks >= _from && ticks < _to)
            return;

        const long Quarter = TimeSpan.TicksPerMinute * 15;
        _from = ticks - (ticks % Quarter);
        _to = _from + Quarter;
        _offset = zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc));
        long local = ticks + _offset.Ticks;
        _day = local <= 0 ? DateTime.MinValue : local >= DateTime.MaxValue.Ticks ? DateTime.MaxValue.Date
            : new DateTime(local).Date;
    }
}
