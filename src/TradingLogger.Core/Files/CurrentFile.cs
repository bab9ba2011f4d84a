namespace TradingLogging.Files;

/// <summary>The file that a log's path leads to, and what is known of it. Used only by the holder of the log's lock.</summary>
internal sealed class CurrentFile(PlatformFiles files, string path, Rotation rotation, bool isSynced)
{
    private const int RescueChunk = 64 * 1024;

    private AppendHandle? _handle;
    private long _length;
    private long _verifiedLength;
    private long _recoveredTails;
    private bool _isTailTorn;

    public bool IsOpen => _handle is not null;

    /// <summary>The size in bytes as last seen.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>The day of the records in the file.</summary>
    public DateTime Day { get; private set; }

    /// <summary>How many torn last lines were found, behind which writing went on afresh.</summary>
    public long RecoveredTails => Volatile.Read(ref _recoveredTails);

    /// <summary>Opens the file, or sees that the one that is open is still at the path, and looks at what others have
    /// appended.</summary>
    /// <param name="day">The day of the record that is about to be written.</param>
    /// <exception cref="FileOperationException">The file cannot be opened or read.</exception>
    public void Open(DateTime day)
    {
        FileStatus? status = files.GetStatus(path);
        bool isCurrent = _handle is not null && status?.Identity == _handle.Identity;
        if (!isCurrent)
            Replace(status is null, day);
        else if (status!.Value.Length != _length)
            LookAtTail(day);
        _verifiedLength = _length;
    }

    /// <summary>Appends whole lines.</summary>
    /// <exception cref="FileOperationException">Nothing of them is in the file.</exception>
    public void Append(ReadOnlySpan<byte> lines, DateTime day)
    {
        if (_isTailTorn)
            EndTornLine();
        if (_length == 0)
            Day = day;
        WholeWrite.Append(_handle!, lines, _length);
        SetLength(_length + lines.Length);
    }

    /// <summary>Waits until the disk has what was appended.</summary>
    /// <exception cref="FileOperationException">The disk may not have it.</exception>
    public void Sync() => _handle!.Sync();

    /// <summary>The last look before others may rotate the file away: what was appended since it was verified must not be in a
    /// file that somebody deleted meanwhile.</summary>
    /// <exception cref="FileOperationException">It is, and could not be brought over to a new one.</exception>
    public void Verify()
    {
        if (_handle is not null && _length != _verifiedLength)
            Open(Day);
    }

    public void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private void Replace(bool isNew, DateTime day)
    {
        using AppendHandle? former = _handle;
        (long from, long to) = (_verifiedLength, _length);
        _handle = null;
        _handle = files.OpenForAppend(path);
        if (isNew && isSynced)
            files.SyncDirectory(Path.GetDirectoryName(path)!);
        LookAtTail(day);
        if (former is { IsDeleted: true })
            Rescue(former, from, to, day);
    }

    private void LookAtTail(DateTime day)
    {
        SetLength(_handle!.GetLength());
        FileTail tail = FileTail.Of(_handle, _length);
        _isTailTorn = tail.IsTorn;
        Day = rotation.ReadDay(tail, path, day);
    }

    // Records that went to a file after somebody had deleted it can be reached by nobody else.
    private void Rescue(AppendHandle deleted, long from, long to, DateTime day)
    {
        byte[] chunk = new byte[RescueChunk];
        while (from < to)
        {
            int read = deleted.Read(chunk.AsSpan(0, (int)Math.Min(chunk.Length, to - from)), from);
            if (read == 0)
                return;
            from += read;
            Append(chunk.AsSpan(0, read), day);
        }
    }

    // The damaged bytes stay as they are; the next record just does not share their line.
    private void EndTornLine()
    {
        WholeWrite.Append(_handle!, [(byte)'\n'], _length);
        SetLength(_length + 1);
        _isTailTorn = false;
        _recoveredTails++;
    }

    private void SetLength(long length) => Volatile.Write(ref _length, length);
}
