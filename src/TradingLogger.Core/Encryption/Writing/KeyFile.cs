using TradingLogging.Storage;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Encryption.Writing;

/// <summary>Adds lines to the files that hold the wrapped keys of a log, one file a day.</summary>
/// <param name="files">The file system, which decides the permissions of new files.</param>
/// <param name="logPath">The path of the log beside which the files stand, or would stand.</param>
/// <param name="lockTimeout">How long to wait for another process.</param>
internal sealed class KeyFile(PlatformFiles files, string logPath, TimeSpan lockTimeout)
{
    /// <summary>Appends a line. When the call returns, the disk has it and the name of its file.</summary>
    /// <param name="day">The day whose key it is.</param>
    /// <param name="line">The key line, without line feed.</param>
    /// <returns>The length of the file, with the line at its end, in bytes.</returns>
    /// <exception cref="FileOperationException">The disk may not have it.</exception>
    public long Append(DateTime day, ReadOnlySpan<byte> line)
    {
        string path = ArchiveName.OfKeys(logPath, day);
        string directory = Path.GetDirectoryName(logPath)!;
        // The lock must not depend on the day: else each day would leave lock files.
        using InterProcessLock turn =
            InterProcessLock.Of(files, Path.Combine(directory, Path.GetFileName(logPath) + ArchiveName.KeysSuffix));
        turn.Acquire(lockTimeout);
        using AppendHandle handle = files.OpenForAppend(path);
        // The line that a kill or a full disk has torn is of no use; it must not take this one with it.
        byte[] bytes = handle.EndsWithTornLine() ? [(byte)'\n', .. line, (byte)'\n'] : [.. line, (byte)'\n'];
        long length = handle.GetLength();
        AtomicAppend.Append(handle, bytes, length);
        handle.Sync();
        files.SyncDirectory(directory);
        return length + bytes.Length;
    }

    /// <summary>Whether the file of a day was neither removed nor cut since a line was appended.</summary>
    /// <param name="day">The day.</param>
    /// <param name="length">What the append returned.</param>
    /// <exception cref="FileOperationException">The file cannot be looked up.</exception>
    public bool HasKept(DateTime day, long length) =>
        files.GetStatus(ArchiveName.OfKeys(logPath, day)) is { IsRegular: true } status && status.Length >= length;
}
