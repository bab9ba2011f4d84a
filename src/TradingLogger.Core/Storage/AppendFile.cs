using System.Buffers;
using System.Diagnostics;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>A log file that any number of threads and processes append to and rotate. When <see cref="Append"/> returns, the
/// operating system has the whole record.</summary>
/// <remarks>
/// Every record is written under the lock of the file, so nobody renames, cuts or deletes a file while another writes to it.
/// A writer in full swing keeps the lock between records (see <see cref="LockLeaseTimer"/>), and then a record costs one system
/// call. A file that was disposed of still takes records of threads that were under way: it opens and closes for each.
/// </remarks>
internal sealed partial class AppendFile : IDisposable
{
    // Two records closer together than this make a writer in full swing.
    private static readonly long FullSwing = Stopwatch.Frequency / 200;

    private const int TicksBetweenQueueChecks = 2;
    private const int TicksBetweenFileChecks = 50;

    private readonly object _gate = new();
    private readonly PlatformFiles _files;
    private readonly RotationPolicy _rotation;
    private readonly Rotator _attempts;
    private readonly AppendFileCounters _counters = new();
    private readonly InterProcessLock _lock;
    private readonly WriteIntent _intent;
    private readonly ActiveFile _current;
    private readonly PathWarnings _place;
    private readonly Action<string> _warn;
    private readonly TimeSpan _lockTimeout;
    private readonly bool _isSynced;
    private readonly DurableDirectory? _directory;
    private bool _isDisposed;

    private volatile bool _isLockKept;
    private volatile Attention _attention;
    private long _lastRecord;

    private long _appendedAtLastTick;
    private int _ticks;

    /// <param name="path">The log file; a relative path is taken from the process's current directory.</param>
    /// <param name="rotation">When the file is set aside.</param>
    /// <param name="options">Lock and durability.</param>
    /// <param name="files">The operating system's files; null for the real ones.</param>
    /// <param name="isChained">Whether each line gets its number and the hash of the line before it.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid, or its last part not fit for a file.</exception>
    public AppendFile(
        string path,
        RotationPolicy rotation,
        AppendFileOptions options,
        PlatformFiles? files = null,
        bool isChained = false)
    {
        LogFileName.Check(path);
        Path = System.IO.Path.GetFullPath(path);
        _rotation = rotation;
        _files = files ?? PlatformFiles.For(options.Modes);
        _warn = options.Warn;
        _lockTimeout = options.LockTimeout;
        _isSynced = options.Durability == Durability.Disk;
        _attempts = new Rotator(_files, Path, rotation, _counters, options.Warn);
        string directory = System.IO.Path.GetDirectoryName(Path)!;
        _directory = _isSynced ? new DurableDirectory(_files, directory) : null;
        string name = System.IO.Path.GetFileName(Path);
        _lock = new InterProcessLock(
            _files,
            System.IO.Path.Combine(directory, $".{name}.lock"),
            System.IO.Path.Combine(directory, $".{name}.queue"));
        _intent = new WriteIntent(_files, _lock);
        _place = new PathWarnings(_files, Path, options.Warn);
        LineChain? chain = isChained ? new LineChain(Path, _files, options.Warn) : null;
        _current = new ActiveFile(_files, Path, rotation, _intent, _isSynced, chain);
    }

    private enum Attention
    {
        None,
        Queue,
        File,
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Whether the lock between processes is held although no record is being written.</summary>
    public bool IsLockKept => _isLockKept;

    /// <summary>Appends a record, after rotating the file if that is due.</summary>
    /// <param name="record">Whole lines.</param>
    /// <param name="day">The day the record belongs to.</param>
    /// <param name="count">As how many records it counts; all of its lines are appended or none.</param>
    /// <param name="written">Takes the lines as they were written, if that is not as they came.</param>
    /// <exception cref="FileOperationException">The record is not in the file, or with <see cref="Durability.Disk"/> perhaps
    /// not on the disk.</exception>
    public void Append(ReadOnlySpan<byte> record, DateTime day, int count = 1, IBufferWriter<byte>? written = null)
    {
        try
        {
            SyncRound? round = written is null
                ? AppendInTurn(record, day, count)
                : AppendAlone(record, day, count, written);
            round?.Wait();
        }
        catch (FileOperationException exception)
        {
            _counters.NoteFailure(exception.Message);
            throw;
        }
    }

    public AppendFileState GetState() => new(
        _current.Length,
        _counters.Appended,
        _counters.Rotations,
        _current.RecoveredTails,
        _counters.Failures,
        _counters.LastError);

    /// <summary>Called by the lock keeper, every few milliseconds while the lock is kept.</summary>
    public void OnTick()
    {
        long appended = _counters.Appended;
        if (appended == _appendedAtLastTick && TryReleaseLock())
            return;

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
            ReleaseAll();
        }
    }

    private SyncRound? AppendInTurn(ReadOnlySpan<byte> record, DateTime day, int count)
    {
        if (!Monitor.TryEnter(_gate))
            return AppendWithOthers(record, day, count);
        try
        {
            SyncRound? round = AppendAtOnce(record, day, count);
            return round;
        }
        finally
        {
            LeaveGate();
        }
    }

    private SyncRound? AppendAtOnce(
        ReadOnlySpan<byte> record,
        DateTime day,
        int count,
        IBufferWriter<byte>? written = null)
    {
        try
        {
            Prepare(day);
            SyncRound? round = Write(record, day, written);
            if (!_isLockKept)
                _current.Verify();
            _counters.NoteAppended(count);
            return round;
        }
        catch (FileOperationException)
        {
            _current.Doubt();
            throw;
        }
    }

    private void LeaveGate()
    {
        try
        {
            KeepOrReleaseLock();
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private void Prepare(DateTime day)
    {
        bool isFileCheckDue = _attention == Attention.File;
        if (_lock.IsHeld && _current.IsOpen && !isFileCheckDue)
            return;
        if (isFileCheckDue)
        {
            _attention = Attention.Queue;
            if (_lock.IsHeld && !_lock.IsStillInPlace())
                _lock.Dispose();
        }

        _directory?.Ensure();
        _lock.Acquire(_lockTimeout);
        _current.Open(day);
        _place.WarnOnce();
    }

    private SyncRound? Write(ReadOnlySpan<byte> record, DateTime day, IBufferWriter<byte>? written)
    {
        if (_current.Length > 0)
        {
            if (_rotation.FindArchive(Path, _current.Day, day) is { } archive && _attempts.MayAppendTo(archive))
                return AppendToArchive(archive, record, day);
            _attempts.RotateIfDue(_current, record.Length, day);
        }

        return _current.Append(record, day, written);
    }

    private SyncRound? AppendToArchive(string archivePath, ReadOnlySpan<byte> record, DateTime day)
    {
        var archive = new ActiveFile(_files, archivePath, _rotation, _intent, _isSynced);
        try
        {
            archive.Open(day);
            return archive.Append(record, day);
        }
        finally
        {
            archive.Close();
        }
    }

    private void KeepOrReleaseLock()
    {
        if (_isLockKept)
        {
            if (_attention != Attention.None)
                YieldIfWanted();
            return;
        }

        if (_isDisposed)
        {
            ReleaseAll();
            return;
        }

        long now = Stopwatch.GetTimestamp();
        bool isInFullSwing = now - _lastRecord < FullSwing;
        _lastRecord = now;
        if (!isInFullSwing || !_lock.IsHeld)
        {
            ReleaseLock(isWanted: false);
            return;
        }

        _isLockKept = true;
        LockLeaseTimer.Watch(this);
    }

    private void YieldIfWanted()
    {
        if (_attention == Attention.Queue)
            _attention = Attention.None;
        if (!_lock.IsHeld || !_lock.IsWanted())
            return;
        _lastRecord = Stopwatch.GetTimestamp();
        ReleaseLock(isWanted: true);
    }

    private bool TryReleaseLock()
    {
        if (!Monitor.TryEnter(_gate))
            return false;
        try
        {
            ReleaseLock(isWanted: false);
        }
        finally
        {
            Monitor.Exit(_gate);
        }

        return true;
    }

    private void ReleaseLock(bool isWanted)
    {
        try
        {
            if (_isLockKept)
                VerifyFile();
        }
        finally
        {
            _isLockKept = false;
            _lock.Release(isWanted);
        }
    }

    private void VerifyFile()
    {
        if (!_current.IsUnverified)
            return;
        try
        {
            _lock.Acquire(_lockTimeout);
            _current.Verify();
        }
        catch (FileOperationException exception)
        {
            _counters.NoteFailure(exception.Message);
            _warn($"'{Path}' was deleted, and its last records could not be written again yet. {exception.Message}");
        }
    }

    private void ReleaseAll()
    {
        VerifyFile();
        ReleaseLock(isWanted: false);
        _current.Close();
        _lock.Dispose();
    }
}
