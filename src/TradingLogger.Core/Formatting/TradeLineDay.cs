using System.Globalization;
using System.Text;
using TradingLogging.Configuration;

namespace TradingLogging.Formatting;

/// <summary>Reads the day of a line of the trade log back from its timestamp.</summary>
internal static class TradeLineDay
{
    private const int SecondsLength = 19;
    private const int LongestTimestamp = 40;

    private static ReadOnlySpan<byte> Start => "{\"timestamp\": \""u8;

    /// <summary>The day in a zone; null when the line does not begin like a trade line.</summary>
    public static DateTime? Read(ReadOnlySpan<byte> line, RotationZone zone)
    {
        if (!line.StartsWith(Start))
            return null;
        ReadOnlySpan<byte> rest = line[Start.Length..];
        int end = rest[..Math.Min(rest.Length, LongestTimestamp)].IndexOf((byte)'"');
        if (end < SecondsLength)
            return null;
        string text = Encoding.UTF8.GetString(rest[..end]);
        bool isWallClock = text.IndexOfAny(['+', 'Z'], SecondsLength) < 0 && text.IndexOf('-', SecondsLength) < 0;
        bool isValid = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time);
        if (!isValid)
            return null;
        if (zone == RotationZone.Utc)
            return time.UtcDateTime.Date;
        // An offset that was written down was the wall clock's: its day stands. Only "Z" has to be brought home.
        return isWallClock || text[^1] != 'Z' ? time.DateTime.Date : time.ToLocalTime().Date;
    }
}
