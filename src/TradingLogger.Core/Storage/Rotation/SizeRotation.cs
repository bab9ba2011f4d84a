using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>Sets a file aside before it exceeds a size, as Python's <c>RotatingFileHandler</c> does: <c>.1</c> is the
/// newest backup, the highest number the oldest.</summary>
internal sealed class SizeRotation : RotationPolicy
{
    private const int MostBackups = 100_000;

    private readonly long _maxBytes;
    private readonly int _backupCount;

    /// <param name="maxBytes">The size in bytes that the file stays below; 0 for no rotation.</param>
    /// <param name="backupCount">How many backups are kept; 0 for no rotation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public SizeRotation(long maxBytes, int backupCount)
    {
        if (maxBytes < 0)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), maxBytes, "The size must not be negative.");
        if (backupCount < 0)
            throw new ArgumentOutOfRangeException(nameof(backupCount), backupCount, "The count must not be negative.");
        _maxBytes = maxBytes;
        _backupCount = backupCount;
    }

    /// <inheritdoc/>
    protected override RetentionRequest Request =>
        _maxBytes > 0 ? new RetentionRequest(_backupCount, 0, IsForever: false) : default;

    // As in Python, a file that would be exactly full is full.
    public override bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay) =>
        _maxBytes > 0 && _backupCount > 0 && length + recordLength >= _maxBytes;

    /// <inheritdoc/>
    public override void Rotate(RotationSite site, DateTime fileDay, DateTime recordDay)
    {
        RetentionRequest? all = JoinRequests(site);
        string[] backups = [.. UsableBackups(site, all is { IsForever: false } known ? known.Files : MostBackups)];
        // A gap, left by a crash between two renames or by a person, is filled before a backup is deleted.
        int free = Array.FindIndex(backups, backup => site.Files.GetStatus(backup) is null);
        if (free < 0)
        {
            free = backups.Length - 1;
            site.Files.Delete(backups[free]);
        }

        if (free >= _backupCount && all is not null)
            WarnOfLongerRequest(site);
        for (int index = free; index > 0; index--)
            Move(site.Files, backups[index - 1], backups[index]);
        Move(site.Files, site.Path, backups[0]);
    }

    public override string? FindArchive(string path, DateTime fileDay, DateTime recordDay) => null;

    public override DateTime ReadDay(FileTail tail, string path, DateTime recordDay) => default;

    private static void Move(PlatformFiles files, string path, string newPath)
    {
        if (!files.TryRename(path, newPath))
            throw new FileOperationException($"Cannot rename '{path}': '{newPath}' exists.");
    }

    // A number whose name is that of a link, a directory, a pipe or a device is left out.
    private IEnumerable<string> UsableBackups(RotationSite site, int count)
    {
        for (int number = 1; count > 0 && number <= MostBackups; number++)
        {
            string backup = ArchiveName.OfNumber(site.Path, number);
            FileStatus? status = site.Files.GetStatus(backup);
            if (status is { IsRegular: false })
            {
                WarnOnce(
                    site,
                    $"'{backup}' has the name of a backup and is not an ordinary file. Its number is left out.");
                continue;
            }

            yield return backup;
            // The numbers behind the first free one are not needed.
            if (status is null)
                yield break;
            count--;
        }
    }
}
