using TradingLogging.Formatting;

namespace TradingLogging.Text;

/// <summary>Writes dates and times in ISO 8601, without quotes.</summary>
internal static class IsoTimeWriter
{
    private const int AllDigits = 7;
    private const int Microseconds = 6;

    /// <summary>Writes one of the line's own times, always with six digits of the second.</summary>
    public static void WriteTimestamp(Utf8Buffer buffer, DateTimeOffset value, TimestampForm form)
    {
        DateTime clock = form == TimestampForm.Utc ? value.UtcDateTime : value.DateTime;
        WriteSeconds(buffer, clock);
        WriteFraction(buffer, clock.Ticks % TimeSpan.TicksPerSecond, Microseconds);
        if (form == TimestampForm.Utc)
            buffer.Write((byte)'Z');
        else if (form == TimestampForm.Offset)
            WriteOffset(buffer, value.Offset);
    }

    /// <summary>Writes a date and time with its kind: local with the offset, UTC with Z, unspecified with neither.</summary>
    public static void Write(Utf8Buffer buffer, DateTime value)
    {
        WriteDateTime(buffer, value);
        if (value.Kind == DateTimeKind.Utc)
            buffer.Write((byte)'Z');
        else if (value.Kind == DateTimeKind.Local)
            WriteOffset(buffer, TimeZoneInfo.Local.GetUtcOffset(value));
    }

    public static void Write(Utf8Buffer buffer, DateTimeOffset value)
    {
        WriteDateTime(buffer, value.DateTime);
        WriteOffset(buffer, value.Offset);
    }

    public static void WriteDate(Utf8Buffer buffer, DateTime value)
    {
        WriteDigits(buffer, value.Year, 4);
        buffer.Write((byte)'-');
        WriteDigits(buffer, value.Month, 2);
        buffer.Write((byte)'-');
        WriteDigits(buffer, value.Day, 2);
    }

    /// <summary>Writes a time of day with as many digits of the second as it needs.</summary>
    public static void WriteTimeOfDay(Utf8Buffer buffer, long ticks)
    {
        int seconds = (int)(ticks / TimeSpan.TicksPerSecond);
        WriteDigits(buffer, seconds / 3600, 2);
        buffer.Write((byte)':');
        WriteDigits(buffer, seconds / 60 % 60, 2);
        buffer.Write((byte)':');
        WriteDigits(buffer, seconds % 60, 2);
        WriteNeededFraction(buffer, ticks % TimeSpan.TicksPerSecond);
    }

    private static void WriteDateTime(Utf8Buffer buffer, DateTime value)
    {
        WriteSeconds(buffer, value);
        WriteNeededFraction(buffer, value.Ticks % TimeSpan.TicksPerSecond);
    }

    private static void WriteSeconds(Utf8Buffer buffer, DateTime value) =>
        TimestampWriter.WriteSeconds(buffer, new DateTimeOffset(value.Ticks, TimeSpan.Zero), (byte)'T');

    private static void WriteNeededFraction(Utf8Buffer buffer, long fraction)
    {
        if (fraction == 0)
            return;
        int digits = AllDigits;
        for (long rest = fraction; rest % 10 == 0; rest /= 10)
            digits--;
        WriteFraction(buffer, fraction, digits);
    }

    private static void WriteFraction(Utf8Buffer buffer, long fraction, int digits)
    {
        buffer.Write((byte)'.');
        int value = (int)fraction;
        for (int i = digits; i < AllDigits; i++)
            value /= 10;
        WriteDigits(buffer, value, digits);
    }

    private static void WriteOffset(Utf8Buffer buffer, TimeSpan offset)
    {
        int minutes = (int)(offset.Ticks / TimeSpan.TicksPerMinute);
        buffer.Write(minutes < 0 ? (byte)'-' : (byte)'+');
        minutes = Math.Abs(minutes);
        WriteDigits(buffer, minutes / 60, 2);
        buffer.Write((byte)':');
        WriteDigits(buffer, minutes % 60, 2);
    }

    private static void WriteDigits(Utf8Buffer buffer, int value, int digits)
    {
        Span<byte> span = buffer.GetSpan(digits);
        for (int i = digits - 1; i >= 0; i--)
        {
            span[i] = (byte)('0' + value % 10);
            value /= 10;
        }

        buffer.Advance(digits);
    }
}
