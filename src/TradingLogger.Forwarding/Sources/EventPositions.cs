using System.Text;
using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Up to where the files of a log were read, and whether a file is the one that was read before: names are
/// used again, so its content decides. Not thread-safe.</summary>
/// <param name="checkpoint">What stands on the disk.</param>
/// <param name="paths">The log and the files of the forwarder.</param>
/// <param name="files">The file system.</param>
/// <param name="warn">Receives warnings.</param>
internal sealed class EventPositions(
    Checkpoint checkpoint, ForwarderFiles paths, PlatformFiles files, Action<string> warn)
{
    private readonly Dictionary<string, SentFile> _positions = new(checkpoint.Positions);
    private readonly HashSet<string> _finished = [];
    private readonly HashSet<(string Name, long Offset)> _told = [];
    private string? _missed;

    /// <summary>Whether something has changed since the last <see cref="Save"/>.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>The position in a file; null when nothing of it was read.</summary>
    public SentFile? Find(string name) => _positions.TryGetValue(name, out SentFile? position) ? position : null;

    /// <summary>A copy that later changes leave alone.</summary>
    public Dictionary<string, SentFile> Copy() => new(_positions);

    /// <summary>Notes up to where a file was read.</summary>
    public void Set(SentFile position)
    {
        _positions[position.Name] = position;
        HasChanged = true;
    }

    /// <summary>Notes that a file was read to its end, and tells of bytes there that no line feed ends.</summary>
    public void End(EventFile file)
    {
        if (file.Place.Kind != EventFileKind.Archive)
            return;
        HasChanged |= _finished.Add(file.Place.Name);
        if (file.Lines.HasUnended && _told.Add((file.Place.Name, file.Lines.NextOffset)))
        {
            warn($"'{file.Place.Path}' ends with bytes that no line feed ends. They are no event, and are sent only if "
                + "a line feed comes.");
        }
    }

    /// <summary>Writes the positions to the disk.</summary>
    /// <exception cref="FileOperationException">They are not on the disk. What stands there says less at
    /// most.</exception>
    public void Save()
    {
        checkpoint.Save(_positions, _finished);
        _finished.Clear();
        HasChanged = false;
    }

    /// <summary>Whether a compressed file surely was sent to its end, without decompressing it.</summary>
    public bool IsSent(EventFile file) =>
        Find(file.Place.Name) is { } position && checkpoint.IsListed(position) && file.EndsAt(position);

    /// <summary>Lets a file be read on behind what was sent of it, or else from its beginning, with a
    /// warning.</summary>
    /// <returns>False when the current file is not the one that was sent, which may be an archive by now: then the
    /// archives are to be looked at first.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool TryResume(EventFile file, CancellationToken cancellation)
    {
        SentFile? own = Find(file.Place.Name);
        if (own is not null && file.TryResume(own, cancellation))
            return true;
        HasChanged = true;
        if (file.Place.Kind == EventFileKind.Archive && TryResumeRotated(file, cancellation))
            return true;
        if (own is null)
            return true;
        if (file.Place.Kind == EventFileKind.Current && own.FirstLine != file.FirstLine)
        {
            if (_missed != own.FirstLine)
            {
                _missed = own.FirstLine;
                return false;
            }

            NoteVanished(own);
            _missed = null;
        }
        else if (own.FirstLine == file.FirstLine || file.Place.Kind == EventFileKind.Archive)
        {
            warn($"'{file.Place.Path}' is not as it was when it was sent: it was cut, changed, or another file has its "
                + "name now. It is sent again from its beginning.");
        }

        _positions.Remove(file.Place.Name);
        return true;
    }

    /// <summary>Tells of archives that were sent in part and that are gone. To be called when all files were looked
    /// at.</summary>
    /// <exception cref="IOException">It cannot be found out.</exception>
    public void FindVanished()
    {
        List<SentFile>? vanished = null;
        foreach (SentFile position in _positions.Values)
        {
            if (position.Name.StartsWith(LoggingSession.TradeLogName + ".", StringComparison.Ordinal)
                && !_finished.Contains(position.Name) && !checkpoint.IsListed(position))
            {
                string path = Path.Combine(Path.GetDirectoryName(paths.Log)!, position.Name);
                if (files.GetStatus(path) is null && files.GetStatus(path + ArchiveName.CompressedSuffix) is null)
                    (vanished ??= []).Add(position);
            }
        }

        foreach (SentFile position in vanished ?? [])
        {
            NoteVanished(position);
            _positions.Remove(position.Name);
        }
    }

    // Of a name that writers use, the file of the position may have become an archive.
    private bool TryResumeRotated(EventFile file, CancellationToken cancellation)
    {
        if (Find(LoggingSession.TradeLogName) is not { } current || !file.TryResume(current, cancellation))
            return false;
        _positions.Remove(LoggingSession.TradeLogName);
        _positions[file.Place.Name] = current with { Name = file.Place.Name };
        return true;
    }

    private void NoteVanished(SentFile position)
    {
        if (IsNoted(position))
            return;
        warn($"'{position.Name}' of '{Path.GetDirectoryName(paths.Log)}' is gone before it was sent to its end. The "
            + "receiver is told of the gap.");
        string line = ForwardHold.GapLine(
            paths.Log,
            position.Name,
            position.FirstLine,
            bytes: null,
            "The file was removed before it was sent to its end.");
        ForwardHold.AppendGap(files, paths.Gaps, line);
    }

    // Rotation notes what it deletes itself.
    private bool IsNoted(SentFile position)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(paths.Gaps);
        if (handle is null)
            return false;
        byte[] bytes = new byte[handle.GetLength()];
        // What stands behind the last line feed was not written to its end, and is not sent.
        int end = bytes.AsSpan(0, handle.Read(bytes, 0)).LastIndexOf((byte)'\n') + 1;
        return Encoding.UTF8.GetString(bytes, 0, end).Contains(position.FirstLine);
    }
}
