using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>Sets a file aside when its day is over, under the day of its records: <c>trades.log.2025-12-17</c>, as
/// Python's <c>TimedRotatingFileHandler</c> does.</summary>
internal sealed class DailyRotation : RotationPolicy
{
    // The day of a line is within its first bytes.
    private const int BeginningOfLine = 128;

    private const int MostDaysAhead = 2;
    private const int MostArchivesOfADay = 10;
    private const int LongestGap = 366;

    private readonly int _backupCount;
    private readonly Retention _retention;
    private readonly bool _isChained;
    private readonly Action? _rotated;
    private readonly int _forwardHoldDays;
    private readonly bool _isGuest;
    private readonly bool _countsCompressed;
    private readonly RecordDayReader _readDay;
    private readonly Func<DateTime, DateTime> _toZone;

    /// <param name="backupCount">How many days are kept, unless the retention says otherwise; 0 keeps all.</param>
    /// <param name="readDay">Reads the day of a line.</param>
    /// <param name="toZone">Converts a time in UTC to the zone whose midnight ends the day.</param>
    /// <param name="retention">What decides how long a day is kept.</param>
    /// <param name="isChained">Whether every line must follow the line that was written before it. Then a late record
    /// goes to the active file and not to the archive of its day.</param>
    /// <param name="rotated">Called by the holder of the lock when a day was archived. It must return at once.</param>
    /// <param name="forwardHoldDays">How old a day is at least that is deleted although a forwarder has not sent
    /// it.</param>
    /// <param name="isGuest">Whether the process only brings lines to the log of others: then it neither deletes
    /// archives nor asks for how long they are kept.</param>
    /// <param name="countsCompressed">Whether compressed days count and are deleted as others.</param>
    public DailyRotation(
        int backupCount,
        RecordDayReader readDay,
        Func<DateTime, DateTime> toZone,
        Retention retention = default,
        bool isChained = false,
        Action? rotated = null,
        int forwardHoldDays = 90,
        bool isGuest = false,
        bool countsCompressed = false)
    {
        if (backupCount < 0)
            throw new ArgumentOutOfRangeException(nameof(backupCount), backupCount, "The count must not be negative.");
        _backupCount = backupCount;
        _retention = retention;
        _isChained = isChained;
        _rotated = rotated;
        _forwardHoldDays = forwardHoldDays;
        _isGuest = isGuest;
        _countsCompressed = countsCompressed;
        _readDay = readDay;
        _toZone = toZone;
    }

    /// <inheritdoc/>
    protected override RetentionRequest Request =>
        _isGuest
            ? default
            : OfArchives with { HoldDays = _forwardHoldDays, CountsCompressed = _countsCompressed };

    private RetentionRequest OfArchives
    {
        get
        {
            if (_retention.IsForever || (_retention.Days is null && _backupCount == 0))
                return new RetentionRequest(0, 0, IsForever: true);
            return _retention.Days is { } days
                ? new RetentionRequest(0, days, IsForever: false)
                : new RetentionRequest(_backupCount, 0, IsForever: false);
        }
    }

    /// <inheritdoc/>
    public override bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay) =>
        recordDay > fileDay || IsAhead(fileDay, recordDay);

    /// <inheritdoc/>
    public override void Rotate(RotationSite site, DateTime fileDay, DateTime recordDay)
    {
        string archive = SetAside(site, fileDay);
        if (IsAhead(fileDay, recordDay))
        {
            site.Warn(
                $"'{site.Path}' held records of a day more than {MostDaysAhead} days ahead of today, "
                + $"so a clock was wrong. They are in '{archive}' now.");
        }

        _rotated?.Invoke();
        DeleteExpired(site, recordDay);
    }

    // The active file may be of a later day: that of another process, or of this one before the clock was set back.
    /// <inheritdoc/>
    public override string? FindArchive(string path, DateTime fileDay, DateTime recordDay) =>
        recordDay < fileDay && !_isChained && !IsAhead(fileDay, recordDay) ? ArchiveName.OfDay(path, recordDay) : null;

    /// <inheritdoc/>
    public override DateTime ReadDay(FileTail tail, string path, DateTime recordDay)
    {
        foreach (ReadOnlyMemory<byte> line in tail.LinesFromLast)
        {
            if (_readDay(line.Span) is { } day)
                return _isChained ? LatestOf(day, ReadFirstDay(tail)) : day;
        }

        if (tail.Length == 0)
            return recordDay;
        DateTime written = _toZone(PlatformFiles.GetLastWriteTime(path)).Date;
        return IsAhead(written, recordDay) ? recordDay : written;
    }

    /// <inheritdoc/>
    public override DateTime? ReadDay(ReadOnlySpan<byte> line) => _readDay(line);

    private static DateTime LatestOf(DateTime day, DateTime? other) => other > day ? other.Value : day;

    // The last line may be a late one of an earlier day than the first.
    private DateTime? ReadFirstDay(FileTail tail)
    {
        Span<byte> beginning = stackalloc byte[BeginningOfLine];
        return _readDay(beginning[..tail.ReadBeginning(beginning)]);
    }

    // Time zones put two processes two calendar days apart at most.
    private static bool IsAhead(DateTime fileDay, DateTime recordDay) => (fileDay - recordDay).Days > MostDaysAhead;

    // An archive of that day exists if the clock was set back, or compressed. It is never replaced.
    private static string SetAside(RotationSite site, DateTime fileDay)
    {
        for (int number = 0; number < MostArchivesOfADay; number++)
        {
            string archive = ArchiveName.OfDay(site.Path, fileDay, number);
            bool isCompressed = site.Files.GetStatus(archive + ArchiveName.CompressedSuffix) is not null;
            if (!isCompressed && site.Files.TryRename(site.Path, archive))
                return archive;
            if (!isCompressed && site.Files.GetStatus(archive) is { IsRegular: false })
            {
                site.WarnOnce(
                    $"'{archive}' has the name of an archive and is not an ordinary file. Another name is used.");
            }
        }

        throw new FileOperationException(FormattableString.Invariant(
            $"Cannot rotate '{site.Path}': {MostArchivesOfADay} archives of {fileDay:yyyy-MM-dd} exist. ")
            + "Processes with other time zones or another rotation_zone may write the same log.");
    }

    private void DeleteExpired(RotationSite site, DateTime recordDay)
    {
        if (_isGuest || Request.IsForever || JoinRequests(site) is not { } all)
            return;
        IGrouping<DateTime, string>[] days =
        [
            .. ListNewestFirst(site, all.CountsCompressed)
                .GroupBy(file => file.Name.Day!.Value, file => ArchiveName.WithoutCompression(file.Path)),
        ];
        DateTime? newest = NewestCertainDay(days, recordDay);
        IGrouping<DateTime, string>[] expired =
            [.. days.Where((day, index) => IsExpired(day.Key, index, all, newest))];
        if (days.Where((day, index) => IsExpired(day.Key, index, Request, newest)).Count() > expired.Length)
            WarnOfLongerRequest(site);
        ForwardHold? hold =
            expired.Length == 0 ? null : ForwardHold.Find(site, all.HoldDays, site.WarnOnce);
        foreach (IGrouping<DateTime, string> day in expired)
        {
            int? age = newest is { } counted ? (counted - day.Key).Days : null;
            foreach (string file in day.Distinct().Where(file => hold is null || hold.MayDelete(file, age)))
            {
                if (all.CountsCompressed)
                    site.Files.Delete(file + ArchiveName.CompressedSuffix);
                site.Files.Delete(file);
                site.Files.Delete(file + ArchiveName.SealSuffix);
            }
        }

        if (expired.Length > 0)
            DeleteKeysOf(site, expired.Select(day => day.Key));
    }

    // Not while a file of the day is left: one that was held, or that somebody compressed. A directory with many files
    // is not listed again for a log without keys.
    private static void DeleteKeysOf(RotationSite site, IEnumerable<DateTime> days)
    {
        DateTime[] withKeys =
            [.. days.Where(day => site.Files.GetStatus(ArchiveName.OfKeys(site.Path, day)) is not null)];
        if (withKeys.Length == 0)
            return;
        HashSet<DateTime> left = [.. ArchiveName.ListDays(site.Files, site.Path).Select(file => file.Name.Day!.Value)];
        foreach (DateTime day in withKeys.Where(day => !left.Contains(day)))
            site.Files.Delete(ArchiveName.OfKeys(site.Path, day));
    }

    private static bool IsExpired(DateTime day, int index, RetentionRequest request, DateTime? newest) =>
        !request.IsForever
        && index >= request.Files
        && (request.Days == 0 || (newest is { } counted && (counted - day).Days >= request.Days));

    // Retention counts back from here. A clock that was ahead must not let all other days expire: so days after today
    // do not count, nor days that follow a gap of more than a year.
    private static DateTime? NewestCertainDay(IGrouping<DateTime, string>[] days, DateTime recordDay)
    {
        DateTime? newest = null;
        foreach (DateTime day in days.Select(day => day.Key).Reverse().Where(day => !IsAhead(day, recordDay)))
        {
            if (newest is { } former && (day - former).Days > LongestGap)
                break;
            newest = day;
        }

        return newest;
    }

    private static IEnumerable<(string Path, ArchiveName Name)> ListNewestFirst(
        RotationSite site, bool countsCompressed) =>
        ArchiveName.ListDays(site.Files, site.Path)
            .Where(file => countsCompressed || !file.Name.IsCompressed)
            .Reverse();
}

/// <summary>Whose midnight ends the day of a trade log (setting <c>rotation_zone</c>).</summary>
public enum RotationZone
{
    /// <summary>Midnight of the machine's time zone. The default.</summary>
    Local,

    /// <summary>Midnight in universal time.</summary>
    Utc,
}

/// <summary>What a zone makes of a time.</summary>
internal static class RotationZones
{
    /// <summary>The day of a time in the zone whose midnight ends it.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="time">The time, with the offset of the machine's zone.</param>
    public static DateTime DayOf(this RotationZone zone, DateTimeOffset time) =>
        zone == RotationZone.Utc ? time.UtcDateTime.Date : time.Date;
}
