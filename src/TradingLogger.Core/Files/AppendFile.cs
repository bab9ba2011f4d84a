using System.Diagnostics;

namespace TradingLogging.Files;

/// <summary>A log file that any number of threads and processes append to and rotate. When <see cref="Append"/> returns, the
/// operating system has the whole record.</summary>
/// <remarks>
/// Every record is written under the lock of the file, so nobody renames, cuts or deletes a file while another writes to it.
/// A writer in full swing keeps the lock between records (see <see cref="LockKeeper"/>), and then a record costs one system
/// call. A file that was disposed of still takes records of threads that were under way: it opens and closes for each.
/// </remarks>
internal sealed class AppendFile : IDisposable
{
    // Two records closer together than this make a writer in full swing.
    private static readonly long FullSwing = Stopwatch.Frequency / 200;

    private const int TicksBetweenQueueChecks = 2;
    private const int TicksBetweenFileChecks = 50;

    private readonly object _gate = new();
    private readonly PlatformFiles _files;
    private readonly Rotation _rotation;
    private readonly InterProcessLock _lock;
    private readonly TimeSpan _lockTimeout;
    private readonly bool _isSynced;

    private AppendHandle? _handle;
    private long _length;
    private DateTime _day;
    private bool _isTailTorn;
    private bool _isDisposed;

    private volatile bool _isLockKept;
    private volatile int _attention;
    private long _lastAppend;

    private long _appendedAtLastTick;
    private int _ticks;

    private long _appended;
    private long _rotations;
    private long _recoveredTails;
    private long _failures;
    private string? _lastError;

    public AppendFile(string path, Rotation rotation, FileHandlerOptions options, PlatformFiles? files = null)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new ArgumentException("The path of a log file must not be empty.", nameof(path));
        Path = System.IO.Path.GetFullPath(path);
        _rotation = rotation;
        _files = files ?? PlatformFiles.Current;
        _lockTimeout = options.LockTimeout;
        _isSynced = options.Durability == Durability.Disk;
        string directory = System.IO.Path.GetDirectoryName(Path)!;
        string name = System.IO.Path.GetFileName(Path);
        _lock = new InterProcessLock(
            _files,
            System.IO.Path.Combine(directory, $".{name}.lock"),
            System.IO.Path.Combine(directory, $".{name}.queue"));
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Whether the lock between processes is held although no record is being written.</summary>
    public bool IsLockKept => _isLockKept;

    /// <summary>Appends a record, after rotating the file if that is due.</summary>
    /// <param name="record">Whole lines.</param>
    /// <param name="day">The day the record belongs to.</param>
    /// <exception cref="FileOperationException">The record is not in the file; nothing of it is.</exception>
    public void Append(ReadOnlySpan<byte> record, DateTime day)
    {
        bool isEntered = false;
        try
        {
            Monitor.TryEnter(_gate, _lockTimeout, ref isEntered);
            if (!isEntered)
                throw new FileOperationException($"Cannot append to '{Path}': another thread has been writing for too long.");
            Prepare(day);
            Write(record, day);
            _appended++;
        }
        catch (FileOperationException exception)
        {
            NoteFailure(exception.Message);
            if (isEntered)
                CloseFile();
            throw;
        }
        finally
        {
            if (isEntered)
            {
                KeepOrReleaseLock();
                Monitor.Exit(_gate);
            }
        }
    }

    public AppendFileState GetState() => new(
        Volatile.Read(ref _length),
        Volatile.Read(ref _appended),
        Volatile.Read(ref _rotations),
        Volatile.Read(ref _recoveredTails),
        Interlocked.Read(ref _failures),
        Volatile.Read(ref _lastError));

    /// <summary>Called by the lock keeper, every two milliseconds while the lock is kept.</summary>
    public void OnTick()
    {
        long appended = Volatile.Read(ref _appended);
        if (appended == _appendedAtLastTick && Monitor.TryEnter(_gate))
        {
            ReleaseLock(isWanted: false);
            Monitor.Exit(_gate);
            return;
        }

        _appendedAtLastTick = appended;
        _ticks++;
        if (_ticks % TicksBetweenFileChecks == 0)
            _attention = Attention.File;
        else if (_ticks % TicksBetweenQueueChecks == 0 && _attention == Attention.None)
            _attention = Attention.Queue;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            ReleaseEverything();
        }
    }

    private void Prepare(DateTime day)
    {
        if (_lock.IsHeld && _attention == Attention.File && !_lock.IsStillTheLockFile())
            ReleaseEverything();
        if (_lock.IsHeld && _attention != Attention.File)
            return;
        _lock.Acquire(_lockTimeout);
        if (_attention == Attention.File)
            _attention = Attention.Queue;
        OpenFile(day);
    }

    /// <summary>Opens the file at the path, or sees that the one that is open is still it, and looks at what others have
    /// appended.</summary>
    private void OpenFile(DateTime day)
    {
        FileStatus? status = _files.GetStatus(Path);
        bool isCurrent = _handle is not null && status?.Identity == _handle.Identity;
        if (isCurrent && status!.Value.Length == _length)
            return;
        if (!isCurrent)
        {
            CloseFile();
            _handle = _files.OpenForAppend(Path);
            if (status is null)
                SyncDirectory();
        }

        Volatile.Write(ref _length, isCurrent ? status!.Value.Length : _handle!.GetLength());
        FileTail tail = FileTail.Of(_handle!, _length);
        _isTailTorn = tail.IsTorn;
        _day = _rotation.ReadDay(tail, Path, day);
    }

    private void Write(ReadOnlySpan<byte> record, DateTime day)
    {
        if (_length > 0)
        {
            if (_rotation.FindArchive(Path, _day, day) is { } archive)
            {
                AppendToArchive(archive, record);
                return;
            }

            if (_rotation.IsDue(_length, _day, record.Length, day))
                Rotate(day);
        }

        if (_isTailTorn)
            EndTornLine();
        WriteAll(_handle!, record, _length);
        Volatile.Write(ref _length, _length + record.Length);
        _day = _length == record.Length ? day : _day;
        if (_isSynced)
            _handle!.Sync();
    }

    private void Rotate(DateTime day)
    {
        try
        {
            CloseFile();
            _rotation.Rotate(_files, Path, _day);
            _rotations++;
        }
        catch (FileOperationException exception)
        {
            // The record comes first: it goes to the present file, and the next one tries to rotate again.
            NoteFailure(exception.Message);
            HostOutput.Warn($"{exception.Message} The log goes on in '{Path}'.");
        }

        OpenFile(day);
    }

    private void AppendToArchive(string archive, ReadOnlySpan<byte> record)
    {
        using AppendHandle handle = _files.OpenForAppend(archive);
        long length = handle.GetLength();
        if (FileTail.Of(handle, length).IsTorn)
        {
            WriteAll(handle, [(byte)'\n'], length++);
            _recoveredTails++;
        }

        WriteAll(handle, record, length);
        if (_isSynced)
            handle.Sync();
    }

    // The damaged bytes stay as they are; the next record just does not share their line.
    private void EndTornLine()
    {
        WriteAll(_handle!, [(byte)'\n'], _length);
        Volatile.Write(ref _length, _length + 1);
        _isTailTorn = false;
        _recoveredTails++;
    }

    private static void WriteAll(AppendHandle handle, ReadOnlySpan<byte> bytes, long lengthBefore)
    {
        int written = handle.Write(bytes);
        if (written < bytes.Length)
            WriteRest(handle, bytes, written, lengthBefore);
    }

    private static void WriteRest(AppendHandle handle, ReadOnlySpan<byte> bytes, int written, long lengthBefore)
    {
        try
        {
            while (written < bytes.Length)
                written += handle.Write(bytes[written..]);
        }
        catch (FileOperationException)
        {
            // Nobody who has our lock can have written behind us; one who writes without it would lose what he wrote.
            if (handle.GetLength() == lengthBefore + written)
                handle.Truncate(lengthBefore);
            throw;
        }
    }

    private void KeepOrReleaseLock()
    {
        if (_isDisposed)
        {
            ReleaseEverything();
            return;
        }

        if (_isLockKept)
        {
            if (_attention != Attention.None)
                YieldIfWanted();
            return;
        }

        if (!_lock.IsHeld)
            return;
        long now = Stopwatch.GetTimestamp();
        bool isInFullSwing = now - _lastAppend < FullSwing;
        _lastAppend = now;
        if (!isInFullSwing)
        {
            ReleaseLock(isWanted: false);
            return;
        }

        _isLockKept = true;
        LockKeeper.Watch(this);
    }

    private void YieldIfWanted()
    {
        if (_attention == Attention.Queue)
            _attention = Attention.None;
        bool isWanted = _lock.IsHeld && _lock.IsWanted();
        if (!isWanted)
            return;
        _lastAppend = Stopwatch.GetTimestamp();
        ReleaseLock(isWanted);
    }

    private void ReleaseLock(bool isWanted)
    {
        _isLockKept = false;
        _lock.Release(isWanted);
    }

    private void ReleaseEverything()
    {
        CloseFile();
        _isLockKept = false;
        _lock.Dispose();
    }

    private void CloseFile()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private void SyncDirectory()
    {
        if (_isSynced)
            _files.SyncDirectory(System.IO.Path.GetDirectoryName(Path)!);
    }

    private void NoteFailure(string message)
    {
        Interlocked.Increment(ref _failures);
        Volatile.Write(ref _lastError, message);
    }

    private static class Attention
    {
        public const int None = 0;
        public const int Queue = 1;
        public const int File = 2;
    }
}
