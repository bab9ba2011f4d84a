namespace TradingLogging.Formatting;

/// <summary>Writes the wall clock in digits, without culture and without allocation.</summary>
internal static class TimestampWriter
{
    private const int SecondsLength = 19;

    /// <summary>Writes <c>2025-12-18 10:30:45</c>, or with another character between date and time.</summary>
    public static void WriteSeconds(Utf8Buffer buffer, DateTimeOffset timestamp, byte separator)
    {
        DateTime time = timestamp.DateTime;
        Span<byte> target = buffer.GetSpan(SecondsLength);
        WriteTwoDigits(target, 0, time.Year / 100);
        WriteTwoDigits(target, 2, time.Year % 100);
        target[4] = (byte)'-';
        WriteTwoDigits(target, 5, time.Month);
        target[7] = (byte)'-';
        WriteTwoDigits(target, 8, time.Day);
        target[10] = separator;
        WriteTwoDigits(target, 11, time.Hour);
        target[13] = (byte)':';
        WriteTwoDigits(target, 14, time.Minute);
        target[16] = (byte)':';
        WriteTwoDigits(target, 17, time.Second);
        buffer.Advance(SecondsLength);
    }

    private static void WriteTwoDigits(Span<byte> target, int index, int value)
    {
        target[index] = (byte)('0' + (value / 10));
        target[index + 1] = (byte)('0' + (value % 10));
    }
}
