using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Async;

/// <summary>Brings the lines of a queue into their log, each once and in their order, however often it is
/// interrupted.</summary>
/// <remarks>The holder of the lock notes in the queue where its lines will stand, right before they are written. What
/// stands behind that place is all that the log can have of them: a beginning of the block.</remarks>
/// <param name="files">The file system.</param>
/// <param name="logPath">The log.</param>
/// <param name="append">Appends to the log.</param>
internal sealed class QueueMerge(PlatformFiles files, string logPath, AppendAction append)
{
    /// <summary>Writes lines that no one has begun to write.</summary>
    /// <exception cref="FileOperationException">None of the lines is in the log.</exception>
    public void Write(QueueBlock block)
    {
        append(new AppendRequest(block.Lines, block.Day, block.Records) { IsKept = true, Beginning = block.SetMark });
    }

    /// <summary>Writes the lines that the log does not have yet.</summary>
    /// <param name="block">The lines.</param>
    /// <returns>How many lines were added.</returns>
    /// <exception cref="FileOperationException">Not all of the lines are in the log, or that is not known. Nothing is
    /// added twice when it is tried again.</exception>
    public int WriteRest(QueueBlock block)
    {
        byte[][] lines = [.. Split(WholeLinesOf(block))];
        Dictionary<string, int> logged =
            block.Mark is { } mark ? FindLogged([.. lines.Select(LoggedLines.KeyOf)], mark) : [];
        int present = lines.TakeWhile(line => LoggedLines.TakeFrom(logged, line)).Count();
        using var rest = new MemoryStream();
        foreach (byte[] line in lines.Skip(present))
        {
            rest.Write(line, 0, line.Length);
            rest.WriteByte((byte)'\n');
        }

        if (rest.Length > 0)
        {
            ReadOnlySpan<byte> bytes = rest.GetBuffer().AsSpan(0, (int)rest.Length);
            append(new AppendRequest(bytes, block.Day, block.Records)
            {
                IsKept = true,
                Beginning = present == 0 ? block.SetMark : null,
            });
        }

        return lines.Length - present;
    }

    /// <summary>The bytes of a block up to its last whole line. A file that somebody has cut has zeros, which no line
    /// has.</summary>
    public static ReadOnlySpan<byte> WholeLinesOf(QueueBlock block)
    {
        ReadOnlySpan<byte> lines = block.Lines;
        int cut = lines.IndexOf((byte)0);
        if (cut >= 0)
            lines = lines[..cut];
        return lines[..(lines.LastIndexOf((byte)'\n') + 1)];
    }

    private static List<byte[]> Split(ReadOnlySpan<byte> lines)
    {
        var split = new List<byte[]>();
        while (!lines.IsEmpty)
        {
            int end = lines.IndexOf((byte)'\n');
            split.Add(lines[..end].ToArray());
            lines = lines[(end + 1)..];
        }

        return split;
    }

    // A rotation or a compression in between hides the file that was there.
    private Dictionary<string, int> FindLogged(HashSet<string> wanted, LogMark mark)
    {
        while (true)
        {
            (FileIdentity? Current, string Archives) before = NamesOfLog();
            Dictionary<string, int> found = FindOnce(wanted, mark);
            if (NamesOfLog() == before)
                return found;
        }
    }

    private (FileIdentity? Current, string Archives) NamesOfLog() => (
        files.GetStatus(logPath)?.Identity,
        string.Join("\n", LoggedLines.ArchivesOf(files, logPath).Select(file => file.Path)));

    // The current file, if it has been rotated since, and what was written since are searched as a whole; an hour more,
    // because a clock may have been set back. A fallback comes before the log, to which its lines move.
    private Dictionary<string, int> FindOnce(HashSet<string> wanted, LogMark mark)
    {
        DateTime since = new(Math.Max(0, mark.Time.Ticks - TimeSpan.TicksPerHour), DateTimeKind.Utc);
        return LoggedLines.Count(files, logPath, wanted, StartOf, FallbackNote.FilesOf(logPath));

        long? StartOf(string path)
        {
            if (files.GetStatus(path) is { } status && status.Identity == mark.File && status.Length >= mark.Length)
                return mark.Length;
            return path == logPath || PlatformFiles.GetLastWriteTime(path) >= since ? 0 : null;
        }
    }
}
