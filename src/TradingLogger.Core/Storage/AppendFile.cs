using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>A log file that any number of threads and processes append to and rotate. When <see cref="Append"/>
/// returns, the operating system has the whole record.</summary>
/// <remarks>
/// Every record is written under the lock of the file, so no process renames, cuts or deletes a file while another one
/// writes to it. A writer in full swing keeps the lock between records (<see cref="LockLease"/>); a record then costs
/// one system call. A file that was disposed of still takes the records of threads that were under way: it opens and
/// closes for each of them.
/// </remarks>
internal sealed partial class AppendFile : IDisposable, ILeaseHolder
{
    private readonly object _gate = new();
    private readonly AppendFileOptions _options;
    private readonly PlatformFiles _files;
    private readonly AppendFileCounters _counters = new();
    private readonly InterProcessLock _lock;
    private readonly WriteIntent _intent;
    private readonly ActiveFile _active;
    private readonly RotationPolicy _rotation;
    private readonly Rotator _rotator;
    private readonly PathWarnings _pathWarnings;
    private readonly DurableDirectory? _directory;
    private readonly BatchMarker? _marker;
    private readonly Func<PlatformFiles, AppendFile> _rehearsed;
    private bool _isRehearsed;
    private bool _isDisposed;

    /// <param name="path">The log file. A relative path starts at the current directory of the process.</param>
    /// <param name="rotation">When the file is archived.</param>
    /// <param name="options">How the file is written.</param>
    /// <param name="files">The file system; null for that of this machine.</param>
    /// <param name="isChained">Whether each line gets its number and the hash of the line before it.</param>
    /// <param name="marker">Makes the line that marks an unfinished batch; null when batches are not marked.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid, or its last part is no valid file
    /// name.</exception>
    public AppendFile(
        string path,
        RotationPolicy rotation,
        AppendFileOptions options,
        PlatformFiles? files = null,
        bool isChained = false,
        BatchMarker? marker = null)
    {
        LogFileName.Check(path);
        Path = System.IO.Path.GetFullPath(path);
        _options = options;
        _files = files ?? PlatformFiles.For(options.Modes);
        _lock = InterProcessLock.Of(_files, Path);
        Lease = new LockLease(this);
        _intent = new WriteIntent(_files, _lock);
        _rotation = rotation;
        _rotator = new Rotator(_files, Path, rotation, _counters, options.Warn);
        _pathWarnings = new PathWarnings(_files, Path, options.Warn);
        bool isSynced = options.Durability == Durability.Disk;
        _directory = isSynced ? new DurableDirectory(_files, System.IO.Path.GetDirectoryName(Path)!) : null;
        LineChain? chain = isChained ? new LineChain(Path, _files, options.Warn) : null;
        _active = new ActiveFile(_files, Path, rotation, _intent, isSynced, chain, marker);
        _marker = marker;
        var quiet = new AppendFileOptions(_ => { });
        _rehearsed = memory => new AppendFile(Path, rotation, quiet, memory, isChained, marker) { _isRehearsed = true };
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The lease of the lock between processes.</summary>
    public LockLease Lease { get; }

    long ILeaseHolder.Appended => _counters.Appended;

    /// <summary>Appends lines, after rotating the file if that is due.</summary>
    /// <exception cref="FileOperationException">The lines are not in the file, or with <see cref="Durability.Disk"/>
    /// perhaps not on the disk.</exception>
    public void Append(in AppendRequest request)
    {
        if (!_isRehearsed)
            Rehearse(request);
        try
        {
            GroupSyncRound? round = Monitor.TryEnter(_gate) ? AppendInGate(request) : AppendBesideOthers(request);
            round?.Wait();
        }
        catch (FileOperationException exception)
        {
            NoteFailure(exception, request.IsKept ? 0 : request.Records);
            throw;
        }
    }

    /// <summary>Counts records that were not appended.</summary>
    public void NoteFailure(FileOperationException exception, int records) =>
        _counters.NoteFailure(exception.Message, records);

    /// <summary>Reads the day of a line; null when it has none, or days do not matter to this file.</summary>
    public DateTime? ReadDay(ReadOnlySpan<byte> line) => _rotation.ReadDay(line);

    /// <summary>What has been done so far.</summary>
    public AppendFileState GetState() => new(
        _active.Length,
        _counters.Appended,
        _counters.Rotations,
        _active.RecoveredTails,
        _counters.Failures,
        _counters.LastError);

    /// <summary>Releases the lock and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            ReleaseAll();
        }
    }

    // Leaves the gate, which the caller has entered.
    private GroupSyncRound? AppendInGate(in AppendRequest request)
    {
        try
        {
            Prepare(request.Day);
            GroupSyncRound? round = _rotator.RotateIfDue(_active, request.Lines.Length, request.Day) is { } archive
                ? AppendToArchive(archive, request)
                : _active.Append(request);
            if (!Lease.IsKept)
                _active.Verify();
            _counters.NoteAppended(request.Records);
            return round;
        }
        catch (FileOperationException)
        {
            _active.Invalidate();
            throw;
        }
        finally
        {
            LeaveGate();
        }
    }

    private void Prepare(DateTime day)
    {
        if (!_lock.IsHeld || !_active.IsOpen || Lease.IsCheckDue)
            LockAndOpen(day);
    }

    private void Rehearse(in AppendRequest request)
    {
        _isRehearsed = true;
        Rehearsal.Run(_rehearsed, Path, request);
    }

    private void LockAndOpen(DateTime day)
    {
        bool isFileCheckDue = Lease.TakeFileCheck();
        if (isFileCheckDue && _lock.IsHeld && !_lock.IsStillInPlace())
            _lock.Dispose();
        if (_lock.IsHeld && _active.IsOpen && !isFileCheckDue)
            return;
        _directory?.Ensure();
        _lock.Acquire(_options.LockTimeout);
        Lease.Begin();
        _active.Open(day);
        _rotator.JoinRetention();
        _pathWarnings.WarnOnce();
    }

    private GroupSyncRound? AppendToArchive(string archivePath, in AppendRequest request)
    {
        bool isSynced = _options.Durability == Durability.Disk;
        var archive = new ActiveFile(_files, archivePath, _rotation, _intent, isSynced, marker: _marker);
        try
        {
            archive.Open(request.Day);
            return archive.Append(request);
        }
        finally
        {
            archive.Close();
        }
    }

    private void LeaveGate()
    {
        try
        {
            if (!Lease.IsKept)
                KeepOrReleaseLock();
            else if (Lease.IsCheckDue)
                YieldIfWanted();
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private void KeepOrReleaseLock()
    {
        if (_isDisposed)
            ReleaseAll();
        else if (!_lock.IsHeld || _lock.IsCrowded || !Lease.TryKeep())
            ReleaseLock(isWanted: false);
    }

    private void YieldIfWanted()
    {
        if (!Lease.TakeQueueCheck() || !_lock.IsHeld || !_lock.IsWanted())
            return;
        Lease.Resume();
        ReleaseLock(isWanted: true);
    }

    bool ILeaseHolder.TryRelease()
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
            if (Lease.IsKept)
                VerifyFile();
        }
        finally
        {
            Lease.End();
            _lock.Release(isWanted);
        }
    }

    private void VerifyFile()
    {
        if (!_active.IsUnverified)
            return;
        try
        {
            _lock.Acquire(_options.LockTimeout);
            _active.Verify();
        }
        catch (FileOperationException exception)
        {
            _counters.NoteFailure(exception.Message);
            _options.Warn(
                $"'{Path}' was deleted, and its last records could not be written again yet. {exception.Message}");
        }
    }

    private void ReleaseAll()
    {
        VerifyFile();
        ReleaseLock(isWanted: false);
        _active.Close();
        _lock.Dispose();
    }
}
