using System.Globalization;

namespace TradingLogging.Files;

/// <summary>Sets a file aside when its day is over, under the day of its records: <c>trades.log.2025-12-17</c> (Python's
/// <c>TimedRotatingFileHandler</c>).</summary>
internal sealed class DailyRotation : Rotation
{
    private const string DayFormat = "yyyy-MM-dd";

    private readonly int _backupCount;
    private readonly RecordDayReader _readDay;
    private readonly Func<DateTime, DateTime> _toZone;

    /// <param name="backupCount">How many days are kept; 0 keeps all.</param>
    /// <param name="readDay">Reads the day out of a record.</param>
    /// <param name="toZone">Turns a time in UTC into that of the zone whose midnight counts.</param>
    public DailyRotation(int backupCount, RecordDayReader readDay, Func<DateTime, DateTime> toZone)
    {
        if (backupCount < 0)
            throw new ArgumentOutOfRangeException(nameof(backupCount), backupCount, "The count must not be negative.");
        _backupCount = backupCount;
        _readDay = readDay;
        _toZone = toZone;
    }

    public override bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay) => recordDay > fileDay;

    public override void Rotate(PlatformFiles files, string path, DateTime fileDay)
    {
        string archive = Archive(path, fileDay);
        string target = archive;
        // An archive of that day exists when the clock was set back; it is never overwritten.
        for (int suffix = 1; !files.TryRename(path, target); suffix++)
            target = archive + "." + suffix.ToString(CultureInfo.InvariantCulture);
        if (_backupCount > 0)
            DeleteOldest(files, path);
    }

    // Another process, or this one before the clock was set back, has gone on to a later day.
    public override string? FindArchive(string path, DateTime fileDay, DateTime recordDay) =>
        recordDay < fileDay ? Archive(path, recordDay) : null;

    public override DateTime ReadDay(FileTail tail, string path, DateTime recordDay)
    {
        foreach (ReadOnlyMemory<byte> line in tail.LinesFromLast)
        {
            if (_readDay(line.Span) is { } day)
                return day;
        }

        return tail.Length == 0 ? recordDay : _toZone(PlatformFiles.GetLastWriteTime(path)).Date;
    }

    private static string Archive(string path, DateTime day) =>
        path + "." + day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private void DeleteOldest(PlatformFiles files, string path)
    {
        string prefix = Path.GetFileName(path) + ".";
        IEnumerable<IGrouping<DateTime, string>> days =
            from file in files.List(Path.GetDirectoryName(path)!, prefix)
            let day = DayOf(Path.GetFileName(file)[prefix.Length..])
            where day is not null
            group file by day.Value;
        foreach (string file in days.OrderByDescending(day => day.Key).Skip(_backupCount).SelectMany(day => day))
            files.Delete(file);
    }

    // Exactly the names that rotation gives: a day, and perhaps a number behind it.
    private static DateTime? DayOf(string suffix)
    {
        string day = suffix.Length > DayFormat.Length ? suffix[..DayFormat.Length] : suffix;
        string rest = suffix[day.Length..];
        bool isOwn = rest.Length == 0
            || (rest[0] == '.' && rest.Length > 1 && rest.Skip(1).All(digit => digit is >= '0' and <= '9'));
        return isOwn && DateTime.TryParseExact(
            day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime parsed)
            ? parsed
            : null;
    }
}
