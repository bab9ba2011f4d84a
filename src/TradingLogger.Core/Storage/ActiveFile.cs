using System.Buffers;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>The file that a log's path leads to, and what is known of it. Used only by the holder of the log's lock.</summary>
internal sealed class ActiveFile(PlatformFiles files, string path, RotationPolicy rotation, WriteIntent intent, bool isSynced, LineChain? chain = null)
{
    private const int StrangersPause = 1000;

    private AppendHandle? _handle;
    private GroupSync? _sync;
    private bool _isDoubtful;
    private long _length;
    private long _verifiedLength;
    private long _recoveredTails;

    /// <summary>Whether a record can be appended without another look at the path.</summary>
    public bool IsOpen => _handle is not null && !_isDoubtful;

    /// <summary>Whether records were appended since the path was last seen to lead to this file.</summary>
    public bool IsUnverified => _handle is not null && _length != _verifiedLength;

    /// <summary>The size in bytes as last seen.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>The day of the records in the file.</summary>
    public DateTime Day { get; private set; }

    /// <summary>How many torn ends were found: taken back when a killed writer had left them, else ended by a line feed.</summary>
    public long RecoveredTails => Volatile.Read(ref _recoveredTails);

    /// <summary>Opens the file, or sees that the one that is open is still at the path, and looks at what others have
    /// appended.</summary>
    /// <param name="day">The day of the record that is about to be written.</param>
    /// <exception cref="FileOperationException">The file cannot be opened or read, or its torn last line not be ended, or the
    /// records that went to a deleted file not be brought over. They are tried again by the next call.</exception>
    public void Open(DateTime day)
    {
        FileStatus? status = files.GetStatus(path);
        bool isCurrent = _handle is not null && status?.Identity == _handle.Identity;
        if (!isCurrent)
            Replace(day);
        else if (_isDoubtful || status!.Value.Length != _length)
            LookAtTail(_handle!, day);
        _isDoubtful = false;
        _verifiedLength = _length;
    }

    /// <summary>Appends whole lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="day">Their day.</param>
    /// <param name="written">Takes the lines as they were written, if that is not as they came.</param>
    /// <returns>What to wait for until the disk has them; null when nobody asked for that.</returns>
    /// <exception cref="FileOperationException">Nothing of them is in the file.</exception>
    public SyncRound? Append(ReadOnlySpan<byte> lines, DateTime day, IBufferWriter<byte>? written = null)
    {
        if (_length == 0)
            Day = day;
        if (chain is null)
            Write(_handle!, lines);
        else
            AppendLinked(chain.Link(lines), written);
        return _sync?.Join();
    }

    /// <summary>The last look before others may rotate the file away: what was appended since it was verified must not be in a
    /// file that somebody deleted meanwhile.</summary>
    /// <exception cref="FileOperationException">It is, and could not be brought over to a new one.</exception>
    public void Verify()
    {
        if (IsUnverified)
            Open(Day);
    }

    /// <summary>After a failure nothing that is known of the file counts.</summary>
    public void Doubt() => _isDoubtful = true;

    /// <summary>Notes what the first line of the next file continues.</summary>
    public void NoteHead() => chain?.NoteHead();

    public void Close()
    {
        _sync?.Settle();
        _sync = null;
        _handle?.Dispose();
        _handle = null;
        chain?.Dispose();
    }

    private void AppendLinked(ReadOnlySpan<byte> lines, IBufferWriter<byte>? written)
    {
        Write(_handle!, lines);
        chain!.Commit();
        written?.Write(lines);
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
            LookAtTail(opened, deleted is null ? day : Day);
            if (deleted is not null)
                Rescue(deleted, from, to, opened);
        }
        catch (FileOperationException)
        {
            // The former file is kept: perhaps nobody else can reach its last records.
            opened.Dispose();
            SetLength(to);
            Doubt();
            throw;
        }

        Close();
        _handle = opened;
        _sync = isSynced ? new GroupSync(opened) : null;
    }

    private void LookAtTail(AppendHandle handle, DateTime day)
    {
        FileTail tail = FileTail.Of(handle, TakeBackCut(handle, handle.GetLength()));
        if (tail.IsTorn)
        {
            // A program that appends without our lock may be in the middle of its line.
            files.Pause(StrangersPause);
            tail = FileTail.Of(handle, handle.GetLength());
        }

        SetLength(tail.Length);
        Day = rotation.ReadDay(tail, path, day);
        chain?.Resume(handle.Read, tail.Length);
        if (tail.IsTorn)
            EndTornLine(handle);
    }

    // The damaged bytes stay as they are; the next record just does not share their line.
    private void EndTornLine(AppendHandle handle)
    {
        Write(handle, [(byte)'\n']);
        _recoveredTails++;
    }

    // Its writer was killed before it could acknowledge it, so nobody misses it; in whole lines nobody would see that some lack.
    private long TakeBackCut(AppendHandle handle, long length)
    {
        if (intent.FindStartOfCut(handle, length) is not { } start)
            return length;
        try
        {
            handle.Truncate(start);
        }
        catch (FileOperationException)
        {
            // Then it stays, as any other damage does.
            return length;
        }

        _recoveredTails++;
        return start;
    }

    // All at once or not at all, so that a second attempt repeats nothing. It is what was written within a tenth of a second.
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

    private void Write(AppendHandle handle, ReadOnlySpan<byte> bytes)
    {
        if (WriteIntent.IsNeeded(_length, bytes.Length))
            intent.Note(handle.Identity, _length, bytes);
        AtomicAppend.Append(handle, bytes, _length);
        SetLength(_length + bytes.Length);
    }

    private void SetLength(long length) => Volatile.Write(ref _length, length);
}
