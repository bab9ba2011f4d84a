using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>Sets a file aside when its day is over, under the day of its records: <c>trades.log.2025-12-17</c>, as
/// Python's <c>TimedRotatingFileHandler</c> does.</summary>
internal sealed class DailyRotation : RotationPolicy
{
    // The day of a line is within its first bytes.
    private const int BeginningOfLine = 128;

    private readonly int _backupCount;
    private readonly Retention _retention;
    private readonly bool _isChained;
    private readonly Action? _rotated;
    private readonly RecordDayReader _readDay;
    private readonly Func<DateTime, DateTime> _toZone;

    /// <param name="backupCount">How many days are kept, unless the retention says otherwise; 0 keeps all.</param>
    /// <param name="readDay">Reads the day of a line.</param>
    /// <param name="toZone">Converts a time in UTC to the zone whose midnight ends the day.</param>
    /// <param name="retention">What decides how long a day is kept.</param>
    /// <param name="isChained">Whether every line must follow the line that was written before it. Then a late record
    /// goes to the active file and not to the archive of its day.</param>
    /// <param name="rotated">Called by the holder of the lock when a day was set aside. It must return at once.</param>
    public DailyRotation(
        int backupCount,
        RecordDayReader readDay,
        Func<DateTime, DateTime> toZone,
        Retention retention = default,
        bool isChained = false,
        Action? rotated = null)
    {
        if (backupCount < 0)
            throw new ArgumentOutOfRangeException(nameof(backupCount), backupCount, "The count must not be negative.");
        _backupCount = backupCount;
        _retention = retention;
        _isChained = isChained;
        _rotated = rotated;
        _readDay = readDay;
        _toZone = toZone;
    }

    public override bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay) =>
        recordDay > fileDay;

    public override void Rotate(PlatformFiles files, string path, DateTime fileDay)
    {
        // If the clock was set back, an archive of that day may exist. It is never replaced.
        for (int number = 0; !files.TryRename(path, ArchiveName.OfDay(path, fileDay, number)); number++)
            files.RequireOrdinary(ArchiveName.OfDay(path, fileDay, number));

        _rotated?.Invoke();
        bool keepsAll = _retention.IsForever || (_retention.Days is null && _backupCount == 0);
        if (!keepsAll)
            DeleteOldest(files, path);
    }

    // The active file may be of a later day: that of another process, or of this one before the clock was set back.
    public override string? FindArchive(string path, DateTime fileDay, DateTime recordDay) =>
        recordDay < fileDay && !_isChained ? ArchiveName.OfDay(path, recordDay) : null;

    public override DateTime ReadDay(FileTail tail, string path, DateTime recordDay)
    {
        foreach (ReadOnlyMemory<byte> line in tail.LinesFromLast)
        {
            if (_readDay(line.Span) is { } day)
                return _isChained ? LatestOf(day, ReadFirstDay(tail)) : day;
        }

        return tail.Length == 0 ? recordDay : _toZone(PlatformFiles.GetLastWriteTime(path)).Date;
    }

    private static DateTime LatestOf(DateTime day, DateTime? other) => other > day ? other.Value : day;

    // The last line may be a late one of an earlier day than the first.
    private DateTime? ReadFirstDay(FileTail tail)
    {
        Span<byte> beginning = stackalloc byte[BeginningOfLine];
        return _readDay(beginning[..tail.ReadBeginning(beginning)]);
    }

    private void DeleteOldest(PlatformFiles files, string path)
    {
        IGrouping<DateTime, string>[] days =
            [.. ListUncompressed(files, path).GroupBy(file => file.Name.Day!.Value, file => file.Path)];
        IEnumerable<IGrouping<DateTime, string>> expired = _retention.Days is { } kept
            ? days.Where(day => day.Key <= days[0].Key.AddDays(-kept))
            : days.Skip(_backupCount);
        foreach (string file in expired.SelectMany(day => day))
        {
            files.Delete(file);
            files.Delete(file + ArchiveName.SealSuffix);
        }
    }

    // The newest first.
    private static IEnumerable<(string Path, ArchiveName Name)> ListUncompressed(PlatformFiles files, string path) =>
        ArchiveName.ListDays(files, path).Where(file => !file.Name.IsCompressed).Reverse();
}

/// <summary>Whose midnight ends the day of a trade log (setting <c>rotation_zone</c>).</summary>
public enum RotationZone
{
    /// <summary>Midnight of the machine's time zone. The default.</summary>
    Local,

    /// <summary>Midnight in universal time.</summary>
    Utc,
}
