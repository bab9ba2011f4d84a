namespace TradingLogging.Logging;

/// <summary>Tells the local wall clock with its offset from UTC.</summary>
internal sealed class LogClock(Func<DateTime> utcNow, Func<TimeZoneInfo> zone)
{
    // Asking the zone costs more than formatting the whole line. No zone changes its offset within a minute.
    private OffsetOfMinute _cached = new(-1, TimeSpan.Zero);

    public static LogClock System { get; } = new(() => DateTime.UtcNow, () => TimeZoneInfo.Local);

    public DateTimeOffset Now
    {
        get
        {
            DateTime utc = utcNow();
            long minute = utc.Ticks / TimeSpan.TicksPerMinute;
            OffsetOfMinute cached = _cached;
            if (cached.Minute != minute)
                _cached = cached = new OffsetOfMinute(minute, zone().GetUtcOffset(utc));
            return new DateTimeOffset(utc.Ticks + cached.Offset.Ticks, cached.Offset);
        }
    }

    private sealed record OffsetOfMinute(long Minute, TimeSpan Offset);
}
