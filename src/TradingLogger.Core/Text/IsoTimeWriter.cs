namespace TradingLogging.Text;

/// <summary>Writes dates and times in ISO 8601, without quotes, without culture and without allocation.</summary>
internal static class IsoTimeWriter
{
    private const int AllDigits = 7;
    private const int SecondsLength = 19;
    private const int SeparatorIndex = 10;

    // To compute the date takes longer than the rest of a timestamp, and thousands of records have the same second.
    [ThreadStatic]
    private static byte[]? t_text;

    [ThreadStatic]
    private static long t_second;

    /// <summary>Writes a date and time by its kind: local with its offset, UTC with Z, unspecified with
    /// neither.</summary>
    public static void Write(Utf8Buffer buffer, DateTime value)
    {
        WriteDateTime(buffer, value);
        if (value.Kind == DateTimeKind.Utc)
            buffer.Write((byte)'Z');
        else if (value.Kind == DateTimeKind.Local)
            WriteOffset(buffer, TimeZoneInfo.Local.GetUtcOffset(value));
    }

    /// <summary>Writes a date and time with its offset.</summary>
    public static void Write(Utf8Buffer buffer, DateTimeOffset value)
    {
        WriteDateTime(buffer, value.DateTime);
        WriteOffset(buffer, value.Offset);
    }

    /// <summary>Writes a date.</summary>
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

    /// <summary>Writes <c>2025-12-18 10:30:45</c>, or with another character between date and time.</summary>
    public static void WriteSeconds(Utf8Buffer buffer, DateTime value, byte separator)
    {
        long second = value.Ticks / TimeSpan.TicksPerSecond;
        if (t_text is not { } text || t_second != second)
            text = Remember(value, second);
        Span<byte> target = buffer.GetSpan(SecondsLength);
        text.AsSpan().CopyTo(target);
        target[SeparatorIndex] = separator;
        buffer.Advance(SecondsLength);
    }

    /// <summary>Writes a point and the fraction of a second, cut to a number of digits.</summary>
    /// <param name="buffer">Receives them.</param>
    /// <param name="fraction">The fraction in ticks.</param>
    /// <param name="digits">1 to 7.</param>
    public static void WriteFraction(Utf8Buffer buffer, long fraction, int digits)
    {
        buffer.Write((byte)'.');
        int value = (int)fraction;
        for (int i = digits; i < AllDigits; i++)
            value /= 10;
        WriteDigits(buffer, value, digits);
    }

    /// <summary>Writes an offset from UTC, as <c>+01:00</c>.</summary>
    public static void WriteOffset(Utf8Buffer buffer, TimeSpan offset)
    {
        int minutes = (int)(offset.Ticks / TimeSpan.TicksPerMinute);
        buffer.Write(minutes < 0 ? (byte)'-' : (byte)'+');
        minutes = Math.Abs(minutes);
        WriteDigits(buffer, minutes / 60, 2);
        buffer.Write((byte)':');
        WriteDigits(buffer, minutes % 60, 2);
    }

    private static void WriteDateTime(Utf8Buffer buffer, DateTime value)
    {
        WriteSeconds(buffer, value, (byte)'T');
        WriteNeededFraction(buffer, value.Ticks % TimeSpan.TicksPerSecond);
    }

    private static void WriteNeededFraction(Utf8Buffer buffer, long fraction)
    {
        if (fraction == 0)
            return;
        int digits = AllDigits;
        for (long rest = fraction; rest % 10 == 0; rest /= 10)
            digits--;
        WriteFraction(buffer, fraction, digits);
    }

    private static byte[] Remember(DateTime time, long second)
    {
        byte[] text = t_text ??= new byte[SecondsLength];
        NumberText.Write(text.AsSpan(0, 4), (uint)time.Year);
        text[4] = text[7] = (byte)'-';
        NumberText.Write(text.AsSpan(5, 2), (uint)time.Month);
        NumberText.Write(text.AsSpan(8, 2), (uint)time.Day);
        NumberText.Write(text.AsSpan(11, 2), (uint)time.Hour);
        text[13] = text[16] = (byte)':';
        NumberText.Write(text.AsSpan(14, 2), (uint)time.Minute);
        NumberText.Write(text.AsSpan(17, 2), (uint)time.Second);
        t_second = second;
        return text;
    }

    private static void WriteDigits(Utf8Buffer buffer, int value, int digits)
    {
        NumberText.Write(buffer.GetSpan(digits).Slice(0, digits), (uint)value);
        buffer.Advance(digits);
    }
}
