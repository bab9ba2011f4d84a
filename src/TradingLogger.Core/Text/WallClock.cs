using System.Globalization;

namespace TradingLogging.Text;

/// <summary>Makes moments of times of the machine's wall clock.</summary>
public static class WallClock
{
    /// <summary>The moment of a time. The first day of the year 1 and the last one of the year 9999 have times that are
    /// no moment in some zones: those are the first moment and the last one.</summary>
    /// <param name="time">The time; of the wall clock unless it says that it is UTC.</param>
    /// <param name="zone">The zone of the wall clock; null for that of the machine.</param>
    public static DateTimeOffset MomentOf(DateTime time, TimeZoneInfo? zone = null)
    {
        if (time.Kind == DateTimeKind.Utc)
            return new DateTimeOffset(time);
        TimeSpan offset = (zone ?? TimeZoneInfo.Local).GetUtcOffset(time);
        long ticks = time.Ticks - offset.Ticks;
        if (ticks < 0)
            return DateTimeOffset.MinValue;
        return ticks > DateTime.MaxValue.Ticks ? DateTimeOffset.MaxValue : new DateTimeOffset(time.Ticks, offset);
    }

    /// <summary>Reads a moment in the invariant culture. Without an offset it is a time of the wall clock.</summary>
    /// <param name="text">For example <c>2025-12-18T10:30:45+01:00</c>.</param>
    /// <param name="moment">The moment; the first one when the text is none.</param>
    /// <returns>Whether the text is a moment.</returns>
    public static bool TryParse(string? text, out DateTimeOffset moment)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out moment))
            return true;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            || time.Kind != DateTimeKind.Unspecified)
        {
            return false;
        }

        moment = MomentOf(time);
        return true;
    }
}
