using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>How the time of a trade event is written (setting <c>timestamp</c>); always ISO 8601 with
/// microseconds.</summary>
public enum TimestampForm
{
    /// <summary>Local wall clock with its offset: <c>2025-12-18T10:30:45.123456+01:00</c>. The default.</summary>
    Offset,

    /// <summary>Universal time: <c>2025-12-18T09:30:45.123456Z</c>.</summary>
    Utc,

    /// <summary>Local wall clock without its offset, as Python's <c>datetime.now().isoformat()</c>:
    /// <c>2025-12-18T10:30:45.123456</c>. The hour repeated at the end of summer time is ambiguous.</summary>
    Naive,
}

/// <summary>Writes the timestamps of events.</summary>
internal static class TimestampWriter
{
    private const int Microseconds = 6;

    /// <summary>Writes a time in ISO 8601, always with six digits of the second, without quotes.</summary>
    public static void Write(Utf8Buffer buffer, DateTimeOffset value, TimestampForm form)
    {
        DateTime clock = form == TimestampForm.Utc ? value.UtcDateTime : value.DateTime;
        IsoTimeWriter.WriteSeconds(buffer, clock, (byte)'T');
        IsoTimeWriter.WriteFraction(buffer, clock.Ticks % TimeSpan.TicksPerSecond, Microseconds);
        if (form == TimestampForm.Utc)
            buffer.Write((byte)'Z');
        else if (form == TimestampForm.Offset)
            IsoTimeWriter.WriteOffset(buffer, value.Offset);
    }
}
