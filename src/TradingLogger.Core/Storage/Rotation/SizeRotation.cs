using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>Sets a file aside before it exceeds a size, as Python's <c>RotatingFileHandler</c> does: <c>.1</c> is the
/// newest backup, the highest number the oldest.</summary>
internal sealed class SizeRotation : RotationPolicy
{
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

    // As in Python, a file that would be exactly full is full.
    public override bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay) =>
        _maxBytes > 0 && _backupCount > 0 && length + recordLength >= _maxBytes;

    public override void Rotate(PlatformFiles files, string path, DateTime fileDay)
    {
        int free = FirstFree(files, path);
        if (free > _backupCount)
            files.Delete(ArchiveName.OfNumber(path, free = _backupCount));
        for (int number = free - 1; number >= 1; number--)
            Move(files, ArchiveName.OfNumber(path, number), ArchiveName.OfNumber(path, number + 1));
        Move(files, path, ArchiveName.OfNumber(path, 1));
    }

    public override string? FindArchive(string path, DateTime fileDay, DateTime recordDay) => null;

    public override DateTime ReadDay(FileTail tail, string path, DateTime recordDay) => default;

    private static void Move(PlatformFiles files, string path, string newPath)
    {
        if (!files.TryRename(path, newPath))
            throw new FileOperationException($"Cannot rename '{path}': '{newPath}' exists.");
    }

    // A gap, left by a crash between two renames or by a person, is filled before a backup is deleted.
    private int FirstFree(PlatformFiles files, string path)
    {
        for (int number = 1; number <= _backupCount; number++)
        {
            string backup = ArchiveName.OfNumber(path, number);
            if (files.GetStatus(backup) is not { } status)
                return number;
            if (!status.IsRegular)
                files.RequireOrdinary(backup);
        }

        return _backupCount + 1;
    }
}
