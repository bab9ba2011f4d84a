using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>Sets a file aside before it exceeds a size, as Python's <c>RotatingFileHandler</c> does: <c>.1</c> is the
/// newest backup, the highest number the oldest.</summary>
internal sealed class SizeRotation : RotationPolicy
{
    private const int MostBackups = 100_000;

    private readonly long _maxBytes;
    private readonly int _backupCount;
    private readonly bool _countsCompressed;
    private readonly Action? _rotated;

    /// <param name="maxBytes">The size in bytes that the file stays below; 0 for no rotation.</param>
    /// <param name="backupCount">How many backups are kept; 0 for no rotation.</param>
    /// <param name="countsCompressed">Whether compressed backups count, move on and are deleted as others.</param>
    /// <param name="rotated">Called by the holder of the lock when the file was set aside. It must return at
    /// once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public SizeRotation(long maxBytes, int backupCount, bool countsCompressed = false, Action? rotated = null)
    {
        if (maxBytes < 0)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), maxBytes, "The size must not be negative.");
        if (backupCount < 0)
            throw new ArgumentOutOfRangeException(nameof(backupCount), backupCount, "The count must not be negative.");
        _maxBytes = maxBytes;
        _backupCount = backupCount;
        _countsCompressed = countsCompressed;
        _rotated = rotated;
    }

    /// <inheritdoc/>
    protected override RetentionRequest Request =>
        _maxBytes > 0
            ? new RetentionRequest(_backupCount, 0, IsForever: false) { CountsCompressed = _countsCompressed }
            : default;

    // As in Python, a file that would be exactly full is full.
    public override bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay) =>
        _maxBytes > 0 && _backupCount > 0 && length + recordLength >= _maxBytes;

    /// <inheritdoc/>
    public override void Rotate(RotationSite site, DateTime fileDay, DateTime recordDay)
    {
        RetentionRequest? all = JoinRequests(site);
        int count = all is { IsForever: false } known ? known.Files : MostBackups;
        // Without the requests nothing is deleted, and a compressed backup is left where its number leads to it.
        Backup[] backups = [.. UsableBackups(site, count, all?.CountsCompressed ?? true)];
        // A gap, left by a crash between two renames or by a person, is filled before a backup is deleted.
        int free = Array.FindIndex(backups, backup => !backup.IsTaken);
        if (free < 0)
        {
            free = backups.Length - 1;
            foreach (string file in backups[free].Files)
                site.Files.Delete(file);
        }

        if (free >= _backupCount && all is not null)
            WarnOfLongerRequest(site);
        for (int index = free; index > 0; index--)
            backups[index - 1].MoveTo(backups[index], site.Files);
        Move(site.Files, site.Path, backups[0].Path);
        _rotated?.Invoke();
    }

    public override string? FindArchive(string path, DateTime fileDay, DateTime recordDay) => null;

    public override DateTime ReadDay(FileTail tail, string path, DateTime recordDay) => default;

    private static void Move(PlatformFiles files, string path, string newPath)
    {
        if (!files.TryRename(path, newPath))
            throw new FileOperationException($"Cannot rename '{path}': '{newPath}' exists.");
    }

    // A number whose name is that of a link, a directory, a pipe or a device is left out.
    private static IEnumerable<Backup> UsableBackups(RotationSite site, int count, bool countsCompressed)
    {
        for (int number = 1; count > 0 && number <= MostBackups; number++)
        {
            string path = ArchiveName.OfNumber(site.Path, number);
            FileStatus? status = site.Files.GetStatus(path);
            string compressedPath = path + ArchiveName.CompressedSuffix;
            FileStatus? compressed = countsCompressed ? site.Files.GetStatus(compressedPath) : null;
            if (status is { IsRegular: false } || compressed is { IsRegular: false })
            {
                string found = status is { IsRegular: false } ? path : compressedPath;
                site.WarnOnce(
                    $"'{found}' has the name of a backup and is not an ordinary file. Its number is left out.");
                continue;
            }

            bool isCompressed = compressed is not null && !(status is not null && TryDeleteCopy(site.Files, path));
            var backup = new Backup(path, status is not null, isCompressed);
            yield return backup;
            // The numbers behind the first free one are not needed.
            if (!backup.IsTaken)
                yield break;
            count--;
        }
    }

    // Both files are there when a process was killed that was compressing the backup. A compressed file with other
    // content is somebody else's, and moves on with the plain one.
    private static bool TryDeleteCopy(PlatformFiles files, string path)
    {
        string compressedPath = path + ArchiveName.CompressedSuffix;
        using ReadHandle? plain = ReadHandle.TryOpen(path);
        using ReadHandle? compressed = ReadHandle.TryOpen(compressedPath);
        if (plain is null || compressed is null || !GzipFile.IsCopy(compressed, plain))
            return false;
        files.Delete(compressedPath);
        return true;
    }

    // A number has one file, plain or compressed; in rare cases both.
    private readonly record struct Backup(string Path, bool IsPlain, bool IsCompressed)
    {
        public bool IsTaken => IsPlain || IsCompressed;

        public IEnumerable<string> Files => FilesOf(Path);

        public void MoveTo(Backup other, PlatformFiles files)
        {
            foreach ((string path, string newPath) in FilesOf(Path).Zip(FilesOf(other.Path), ValueTuple.Create))
                Move(files, path, newPath);
        }

        private IEnumerable<string> FilesOf(string path)
        {
            if (IsPlain)
                yield return path;
            if (IsCompressed)
                yield return path + ArchiveName.CompressedSuffix;
        }
    }
}
