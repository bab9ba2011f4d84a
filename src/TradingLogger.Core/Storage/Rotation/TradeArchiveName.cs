using System.Globalization;

namespace TradingLogging.Storage.Rotation;

/// <summary>The name of a set-aside day: <c>trades.log.2025-12-17</c>, with <c>.1</c>, <c>.2</c>… behind it when the clock was set
/// back and the day had been set aside before, and <c>.gz</c> when an administrator compressed it.</summary>
/// <param name="Day">The day of its records.</param>
/// <param name="Number">0 for the first file of the day.</param>
/// <param name="IsCompressed">Whether it ends with <c>.gz</c>.</param>
internal readonly record struct TradeArchiveName(DateTime Day, int Number, bool IsCompressed)
{
    public const string CompressedSuffix = ".gz";

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Reads what stands behind <c>trades.log.</c>; null when it is no such name.</summary>
    public static TradeArchiveName? Parse(string suffix)
    {
        bool isCompressed = suffix.EndsWith(CompressedSuffix, StringComparison.Ordinal);
        if (isCompressed)
            suffix = suffix[..^CompressedSuffix.Length];
        if (suffix.Length < DayFormat.Length
            || !DateTime.TryParseExact(
                suffix[..DayFormat.Length], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day))
        {
            return null;
        }

        string rest = suffix[DayFormat.Length..];
        int number = 0;
        bool isOwn = rest.Length == 0
            || (rest[0] == '.' && int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out number));
        return isOwn ? new TradeArchiveName(day, number, isCompressed) : null;
    }
}
