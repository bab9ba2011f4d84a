using System.Buffers;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>The file that a log's path leads to, and what is known of it. Only the holder of the log's lock uses
/// it.</summary>
/// <param name="files">The file system.</param>
/// <param name="path">The log file.</param>
/// <param name="rotation">Reads the day of the file.</param>
/// <param name="intent">Notes writes that a kill could cut.</param>
/// <param name="isSynced">Whether records wait for the disk.</param>
/// <param name="chain">Gives the lines their numbers; null for none.</param>
/// <param name="marker">Makes the line that marks an unfinished batch; null when batches are not marked.</param>
internal sealed class ActiveFile(
    PlatformFiles files,
    string path,
    RotationPolicy rotation,
    WriteIntent intent,
    bool isSynced,
    LineChain? chain = null,
    BatchMarker? marker = null)
{
    private const int MicrosecondsForForeignWriter = 1000;
    private const int LeastReserved = 64 * 1024;
    private const int MostReserved = 1024 * 1024;

    private AppendHandle? _handle;
    private GroupSync? _sync;
    private bool _isInvalid;
    private long _length;
    private long _verifiedLength;
    private long _reservedEnd;
    private long _recoveredTails;

    /// <summary>Whether a record can be appended without another look at the path.</summary>
    public bool IsOpen => _handle is not null && !_isInvalid;

    /// <summary>Whether records were appended since the path was last seen to lead to this file.</summary>
    public bool IsUnverified => _handle is not null && _length != _verifiedLength;

    /// <summary>The size in bytes as last seen.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>The day of the records in the file.</summary>
    public DateTime Day { get; private set; }

    /// <summary>How many torn lines were found at the end. They were removed when a killed writer had left them, else
    /// ended by a line feed.</summary>
    public long RecoveredTails => Volatile.Read(ref _recoveredTails);

    /// <summary>Appends whole lines.</summary>
    /// <returns>What to wait for until the disk has them; null when records do not wait for the disk.</returns>
    /// <exception cref="FileOperationException">None of the lines is in the file.</exception>
    public GroupSyncRound? Append(in AppendRequest request)
    {
        if (_length == 0)
            Day = request.Day;
        if (chain is null)
            Write(_handle!, request.Lines, request);
        else
            AppendLinked(chain, request);
        return _sync?.Join();
    }

    /// <summary>Opens the file, or checks that the open one is still at the path, and reads what others have
    /// appended.</summary>
    /// <param name="day">The day of the record that is about to be written.</param>
    /// <exception cref="FileOperationException">The file cannot be opened or read, or its torn last line cannot be
    /// ended, or records that went to a deleted file could not be copied. The next call tries again.</exception>
    public void Open(DateTime day)
    {
        FileStatus? status = files.GetStatus(path);
        bool isCurrent = _handle is not null && status?.Identity == _handle.Identity;
        if (!isCurrent)
            Replace(day);
        else if (_isInvalid || status!.Value.Length != _length)
            ReadTail(_handle!, day);
        _isInvalid = false;
        _verifiedLength = _length;
    }

    /// <summary>Checks, before others may rotate the file, that no record was appended to a file that somebody deleted
    /// meanwhile.</summary>
    /// <exception cref="FileOperationException">Records went to a deleted file and could not be copied to a new
    /// one.</exception>
    public void Verify()
    {
        if (IsUnverified)
            Open(Day);
    }

    /// <summary>Forgets what is known of the file: after a failure it may be wrong.</summary>
    public void Invalidate() => _isInvalid = true;

    /// <summary>Notes what the first line of the next file continues.</summary>
    public void NoteHead() => chain?.NoteHead();

    /// <summary>Closes the file. <see cref="Open"/> opens it again.</summary>
    public void Close()
    {
        _sync?.Settle();
        _sync = null;
        _handle?.Dispose();
        _handle = null;
        chain?.Dispose();
    }

    private void AppendLinked(LineChain chain, in AppendRequest request)
    {
        ReadOnlySpan<byte> lines = chain.Link(request.Lines);
        Write(_handle!, lines, request);
        chain.Commit();
        request.Written?.Write(lines);
    }

    private void Write(AppendHandle handle, ReadOnlySpan<byte> bytes, in AppendRequest request = default)
    {
        if (WriteIntent.IsNeeded(_length, bytes.Length))
            Prepare(handle, bytes, request.Records, request.IsBatch);
        request.Beginning?.Invoke(handle.Identity, _length);
        AtomicAppend.Append(handle, bytes, _length);
        SetLength(_length + bytes.Length);
    }

    private void Prepare(AppendHandle handle, ReadOnlySpan<byte> bytes, int records, bool isBatch)
    {
        // Of several lines, the first ones would be visible for a moment when the disk has no room for all.
        bool hasSeveralLines = bytes.IndexOf((byte)'\n') < bytes.Length - 1;
        if (hasSeveralLines && _length + bytes.Length > _reservedEnd)
            Reserve(handle, bytes.Length);
        intent.Note(handle.Identity, _length, bytes, isBatch ? records : 0);
    }

    // Ahead, because it takes longer than the write itself. What is not used stays reserved: at most a quarter of the
    // file, and never more than 1 MiB.
    private void Reserve(AppendHandle handle, int count)
    {
        int ahead = Math.Max(count, (int)Math.Min(Math.Max(_length / 4, LeastReserved), MostReserved));
        try
        {
            handle.Reserve(_length, ahead);
            _reservedEnd = _length + ahead;
        }
        catch (FileOperationException) when (count < ahead)
        {
            handle.Reserve(_length, count);
        }
    }

    private void Replace(DateTime day)
    {
        (long from, long to) = (_verifiedLength, _length);
        AppendHandle opened = files.OpenForAppend(path);
        try
        {
            AppendHandle? deleted = IsUnverified && _handle!.IsDeleted ? _handle : null;
            if (isSynced)
                files.SyncDirectory(Path.GetDirectoryName(path)!);
            ReadTail(opened, deleted is null ? day : Day);
            if (deleted is not null)
                Rescue(deleted, from, to, opened);
        }
        catch (FileOperationException)
        {
            // The former file stays open: perhaps no other process can reach its last records.
            opened.Dispose();
            SetLength(to);
            Invalidate();
            throw;
        }

        Close();
        _handle = opened;
        _sync = isSynced ? new GroupSync(opened) : null;
    }

    private void ReadTail(AppendHandle handle, DateTime day)
    {
        long length = handle.GetLength();
        WriteCut? cut = intent.FindCut(handle, length);
        FileTail tail = FileTail.Of(handle, cut is null ? length : RemoveTornLine(handle, cut.Value.Start, length));
        if (tail.IsTorn)
        {
            // A program that appends without this lock may be in the middle of its line.
            files.Pause(MicrosecondsForForeignWriter);
            tail = FileTail.Of(handle, handle.GetLength());
        }

        SetLength(tail.Length);
        _reservedEnd = 0;
        Day = rotation.ReadDay(tail, path, day);
        chain?.Resume(handle, tail.Length);
        if (tail.IsTorn)
            EndTornLine(handle);
        else if (cut is not null)
            MarkUnfinished(handle, cut.Value, tail);
    }

    // The damaged bytes stay as they are. The next record gets a line of its own.
    private void EndTornLine(AppendHandle handle)
    {
        Write(handle, [(byte)'\n']);
        _recoveredTails++;
    }

    // A writer was killed before it could acknowledge its lines. Only the torn line is removed: a whole one may have
    // been read already, and its number must not be given to another.
    private long RemoveTornLine(AppendHandle handle, long start, long length)
    {
        long end = FileTail.EndOfLastLine(handle, start, length);
        if (end == length)
            return length;
        try
        {
            handle.Truncate(end);
        }
        catch (FileOperationException)
        {
            // Then it stays, like any other damage.
            return length;
        }

        _recoveredTails++;
        return end;
    }

    // Whoever reads the lines of the batch can then tell that they are not all of it and that nobody acknowledged them.
    private void MarkUnfinished(AppendHandle handle, WriteCut cut, FileTail tail)
    {
        int lines = cut.Batch > 0 ? FileTail.CountLines(handle, cut.Start, tail.Length) : 0;
        byte[]? mark = lines > 0 ? marker?.Invoke(tail.LinesFromLast.First().Span, lines, cut.Batch) : null;
        if (mark is null)
        {
            intent.Clear();
            return;
        }

        ReadOnlySpan<byte> line = chain is null ? mark : chain.Link(mark);
        intent.NoteAgain(handle.Identity, cut, tail.Length + line.Length - cut.Start);
        AtomicAppend.Append(handle, line, tail.Length);
        SetLength(tail.Length + line.Length);
        chain?.Commit();
    }

    // All of the records or none, so that a second attempt repeats nothing. They were written within the last 100 ms.
    private void Rescue(AppendHandle deleted, long from, long to, AppendHandle opened)
    {
        byte[] records = new byte[to - from];
        int read = 0;
        while (read < records.Length && deleted.Read(records.AsSpan(read), from + read) is > 0 and var more)
            read += more;
        Write(opened, records.AsSpan(0, read));
        if (isSynced)
            opened.Sync();
    }

    private void SetLength(long length) => Volatile.Write(ref _length, length);
}
