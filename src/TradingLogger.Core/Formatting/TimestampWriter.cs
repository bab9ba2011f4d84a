using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Writes the wall clock in digits, without culture and without allocation.</summary>
internal static class TimestampWriter
{
    private const int SecondsLength = 19;
    private const int SeparatorIndex = 10;

    // Taking a date apart costs more than all the rest of a timestamp, and thousands of records share a second.
    [ThreadStatic]
    private static byte[]? t_text;

    [ThreadStatic]
    private static long t_second;

    /// <summary>Writes <c>2025-12-18 10:30:45</c>, or with another character between date and time.</summary>
    public static void WriteSeconds(Utf8Buffer buffer, DateTimeOffset timestamp, byte separator)
    {
        DateTime time = timestamp.DateTime;
        long second = time.Ticks / TimeSpan.TicksPerSecond;
        if (t_text is not { } text || t_second != second)
            text = Remember(time, second);
        Span<byte> target = buffer.GetSpan(SecondsLength);
        text.AsSpan().CopyTo(target);
        target[SeparatorIndex] = separator;
        buffer.Advance(SecondsLength);
    }

    private static byte[] Remember(DateTime time, long second)
    {
        byte[] text = t_text ??= new byte[SecondsLength];
        WriteTwoDigits(text, 0, time.Year / 100);
        WriteTwoDigits(text, 2, time.Year % 100);
        text[4] = (byte)'-';
        WriteTwoDigits(text, 5, time.Month);
        text[7] = (byte)'-';
        WriteTwoDigits(text, 8, time.Day);
        WriteTwoDigits(text, 11, time.Hour);
        text[13] = (byte)':';
        WriteTwoDigits(text, 14, time.Minute);
        text[16] = (byte)':';
        WriteTwoDigits(text, 17, time.Second);
        t_second = second;
        return text;
    }

    private static void WriteTwoDigits(byte[] text, int index, int value)
    {
        text[index] = (byte)('0' + (value / 10));
        text[index + 1] = (byte)('0' + (value % 10));
    }
}
