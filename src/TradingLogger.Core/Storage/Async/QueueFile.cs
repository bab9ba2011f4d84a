using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage.Async;

/// <summary>The lines of <c>mode = async</c> that a process has taken and not written yet, in a file that is mapped
/// into memory: so they outlive a process that is killed.</summary>
/// <remarks>The files stand in a directory beside the log, such as <c>.trades.log.async</c>, one a process. A process
/// locks its file as long as it lives. A file that nobody has locked is that of a process that was killed.</remarks>
internal sealed unsafe class QueueFile : IDisposable
{
    /// <summary>How many bytes of lines a block holds. There are two: one is filled while the other is
    /// written.</summary>
    public const int BlockCapacity = 1024 * 1024;

    private const int HeaderLength = 4096;
    private const int BlocksStart = 1024;
    private const int BlockHeaderLength = 512;
    private const int LargestWrite = 64 * 1024;
    private const int MostAttempts = 20;
    private const long FileLength = HeaderLength + (2L * BlockCapacity);

    // The first bytes of the file: TLQUEUE1.
    private const ulong Magic = 0x3145554555514C54;

    private const int ByDay = 1;
    private const int ByDayOfUtc = 2;
    private const int Chained = 4;
    private const int Synced = 8;

    // The owner only: whoever may shorten a file that is mapped ends the process.
    private const int OwnerOnly = 0x180;

    private readonly PlatformFiles _files;
    private readonly LockHandle _lock;
    private readonly MappedFile _map;

    private QueueFile(PlatformFiles files, string path, LockHandle taken)
    {
        _files = files;
        Path = path;
        _lock = taken;
        _map = files.Map(path, FileLength);
        byte* start = _map.Start;
        Blocks =
        [
            new QueueBlock(start + BlocksStart, start + HeaderLength),
            new QueueBlock(start + BlocksStart + BlockHeaderLength, start + HeaderLength + BlockCapacity),
        ];
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The two blocks.</summary>
    public IReadOnlyList<QueueBlock> Blocks { get; }

    /// <summary>How the log is written.</summary>
    public QueueOrigin Origin
    {
        get
        {
            var fields = (Header*)_map.Start;
            int flags = fields->Flags;
            RotationZone? zone = (flags & ByDay) == 0 ? null
                : (flags & ByDayOfUtc) == 0 ? RotationZone.Local
                : RotationZone.Utc;
            return new QueueOrigin(
                zone,
                (flags & Chained) != 0,
                (flags & Synced) == 0 ? Durability.Os : Durability.Disk,
                new CreationModes(fields->FileMode, fields->DirectoryMode));
        }
    }

    /// <summary>The directory of the queues of a log.</summary>
    public static string DirectoryOf(string logPath) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(logPath)!, $".{System.IO.Path.GetFileName(logPath)}.async");

    /// <summary>Makes the queue of this process. All of its room is taken on the disk first, so that a disk that is
    /// full later cannot strike in a store.</summary>
    /// <param name="files">The file system; null for that of this machine.</param>
    /// <param name="logPath">The log.</param>
    /// <param name="origin">How the log is written.</param>
    /// <exception cref="FileOperationException">There is no room, or the file system is one on which no room is
    /// certain.</exception>
    public static QueueFile Create(PlatformFiles? files, string logPath, QueueOrigin origin)
    {
        files ??= PlatformFiles.For(origin.Modes with { File = OwnerOnly });
        string directory = DirectoryOf(logPath);
        files.CreateDirectory(directory);
        if (files.FindUnmappableFileSystem(directory) is { } kind)
            throw new FileOperationException($"On {kind} a full disk could strike while '{directory}' is in use.");
        for (int attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (TryCreate(files, directory, origin) is { } queue)
                return queue;
        }

        throw new FileOperationException($"Others have locked or removed each queue that was made in '{directory}'.");
    }

    /// <summary>The queues of a log, whoever's they are.</summary>
    /// <exception cref="FileOperationException">The directory cannot be listed.</exception>
    public static IReadOnlyList<string> List(PlatformFiles files, string logPath)
    {
        string directory = DirectoryOf(logPath);
        return files.GetStatus(directory) is null ? [] : files.List(directory, prefix: "");
    }

    /// <summary>Takes the queue of a process that was killed.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The queue.</param>
    /// <param name="warn">Hears of a file that is no queue; it is left alone.</param>
    /// <returns>The queue; null when its process lives, or there is nothing in it.</returns>
    /// <exception cref="FileOperationException">The file cannot be opened or mapped.</exception>
    public static QueueFile? TryTake(PlatformFiles files, string path, Action<string> warn)
    {
        if (files.GetStatus(path) is not { IsRegular: true })
            return null;
        LockHandle taken = files.OpenLock(path);
        QueueFile? queue = null;
        try
        {
            bool isDead = taken.TryLock() && files.GetStatus(path) is { } status && status.Identity == taken.Identity;
            return queue = isDead && IsQueue(files, path, warn) ? new QueueFile(files, path, taken) : null;
        }
        finally
        {
            if (queue is null)
                taken.Dispose();
        }
    }

    /// <summary>Deletes the file, whose lines the log has.</summary>
    /// <exception cref="FileOperationException">The file cannot be deleted.</exception>
    public void Delete()
    {
        _map.Dispose();
        _files.Delete(Path);
        _lock.Dispose();
    }

    /// <summary>Leaves the file to the next process.</summary>
    public void Dispose()
    {
        _map.Dispose();
        _lock.Dispose();
    }

    // Before the lock is taken, another process may take the new file for one that a killed process has left empty, and
    // remove it.
    private static QueueFile? TryCreate(PlatformFiles files, string directory, QueueOrigin origin)
    {
        string path = System.IO.Path.Combine(directory, Guid.NewGuid().ToString("N"));
        LockHandle taken = files.OpenLock(path);
        try
        {
            if (!taken.TryLock() || files.GetStatus(path)?.Identity != taken.Identity)
            {
                taken.Dispose();
                return null;
            }

            Fill(files, path);
            var queue = new QueueFile(files, path, taken);
            queue.Begin(origin);
            return queue;
        }
        catch (FileOperationException)
        {
            taken.Dispose();
            files.TryDelete(path);
            throw;
        }
    }

    private void Begin(QueueOrigin origin)
    {
        var fields = (Header*)_map.Start;
        fields->Flags = origin.DayZone switch
        {
            null => 0,
            RotationZone.Local => ByDay,
            _ => ByDay | ByDayOfUtc,
        };
        fields->Flags |= (origin.IsChained ? Chained : 0) | (origin.Durability == Durability.Disk ? Synced : 0);
        (fields->FileMode, fields->DirectoryMode) = (origin.Modes.File, origin.Modes.Directory);
        Volatile.Write(ref fields->Magic, Magic);
    }

    // Zeros are written, not only reserved: a store into room that is reserved may need more of it.
    private static void Fill(PlatformFiles files, string path)
    {
        using AppendHandle handle = files.OpenForAppend(path);
        handle.Reserve(0, FileLength);
        byte[] zeros = new byte[LargestWrite];
        for (long left = FileLength; left > 0; left -= zeros.Length)
            handle.WriteAll(zeros.AsSpan(0, (int)Math.Min(left, zeros.Length)), path);
    }

    // A process that was killed while it made its queue has taken no line. A file that somebody has cut gets its size
    // back: what is missing are zeros then, which no line has.
    private static bool IsQueue(PlatformFiles files, string path, Action<string> warn)
    {
        using AppendHandle handle = files.OpenForAppend(path);
        long length = handle.GetLength();
        Span<byte> first = stackalloc byte[sizeof(ulong)];
        first.Clear();
        _ = handle.Read(first, 0);
        ulong magic = BitConverter.ToUInt64(first.ToArray(), 0);
        if (magic == Magic && length < FileLength)
            handle.Truncate(FileLength);
        if (magic == Magic)
            return true;
        // One that cannot be deleted is found by the next process, which tries again.
        if (magic == 0 && length <= FileLength)
            files.TryDelete(path);
        else
            warn($"'{path}' is no queue of this version and is left alone. Move it away.");
        return false;
    }

    private struct Header
    {
        public ulong Magic;
        public int Flags;
        public int FileMode;
        public int DirectoryMode;
    }
}
