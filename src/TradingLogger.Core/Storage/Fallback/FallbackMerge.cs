using System.Diagnostics;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Fallback;

/// <summary>Adds the records of a fallback to their log, once and in order.</summary>
/// <remarks>The fallback is renamed first, and deleted when all of its lines are in the log. If a process dies between,
/// the next one finds the renamed file and leaves out the lines that the log has already.</remarks>
/// <param name="path">The fallback.</param>
/// <param name="log">The log.</param>
/// <param name="options">How the fallback is written.</param>
/// <param name="files">The file system.</param>
internal sealed class FallbackMerge(string path, AppendFile log, AppendFileOptions options, PlatformFiles files)
{
    private const int LargestAppend = 64 * 1024;

    private static readonly long PauseAfterFailure = 5 * Stopwatch.Frequency;

    private readonly string _mergingPath = path + FallbackNote.MergingSuffix;
    private bool _hasWarned;
    private FileOperationException? _failure;
    private long _nextAttempt;

    /// <summary>Merges what there is, unless another process does. A fallback that cannot be read is left for later,
    /// with a warning.</summary>
    /// <param name="day">The day of lines that have none.</param>
    /// <exception cref="FileOperationException">The log does not take the records.</exception>
    public void Run(DateTime day)
    {
        if (_failure is not null && Stopwatch.GetTimestamp() < _nextAttempt)
            throw _failure;
        _failure = null;
        using InterProcessLock turn = InterProcessLock.Of(files, _mergingPath);
        // At most two rounds: what a process that died has left, and what has come to the fallback since.
        for (int round = 0; round < 2 && TryTake(turn, out Dictionary<string, int> merged); round++)
        {
            int lines = Append(day, merged);
            files.Delete(_mergingPath);
            if (lines > 0)
                options.Warn(FormattableString.Invariant($"{lines} lines of '{path}' were added to '{log.Path}'."));
        }
    }

    // Gives the lines that the log has already, with how often.
    private bool TryTake(InterProcessLock turn, out Dictionary<string, int> merged)
    {
        merged = [];
        try
        {
            if (files.GetStatus(path) is null && files.GetStatus(_mergingPath) is null)
                return false;
            turn.Acquire(TimeSpan.Zero);
            if (files.GetStatus(_mergingPath) is null)
                return TryRename(path, _mergingPath);
            merged = FindMerged();
            return true;
        }
        catch (FileOperationException exception)
        {
            WarnOnce(exception.Message);
            return false;
        }
    }

    // Under the lock of the fallback: whoever writes to it looks at the name again when it has the lock.
    private bool TryRename(string from, string to)
    {
        using InterProcessLock writers = InterProcessLock.Of(files, path);
        writers.Acquire(options.LockTimeout);
        return files.GetStatus(from) is { IsRegular: true } && files.TryRename(from, to);
    }

    private int Append(DateTime day, Dictionary<string, int> merged)
    {
        int lines = 0;
        try
        {
            foreach ((byte[] block, DateTime blockDay, int count) in ReadBlocks(day, merged))
            {
                // The lines were counted as records when the fallback took them.
                log.Append(new AppendRequest(block, blockDay, records: 0));
                lines += count;
            }

            return lines;
        }
        catch (FileOperationException exception)
        {
            // To find the lines that the log has takes time. So after some were appended the next attempt waits.
            bool isUntouched = lines == 0 && merged.Count == 0 && TryRename(_mergingPath, path);
            _failure = isUntouched ? null : exception;
            _nextAttempt = Stopwatch.GetTimestamp() + PauseAfterFailure;
            throw;
        }
    }

    private IEnumerable<(byte[] Block, DateTime Day, int Lines)> ReadBlocks(
        DateTime day,
        Dictionary<string, int> merged)
    {
        using var block = new MemoryStream();
        int lines = 0;
        foreach (byte[] line in LoggedLines.Read(_mergingPath))
        {
            if (LoggedLines.TakeFrom(merged, line))
                continue;

            DateTime lineDay = log.ReadDay(line) ?? day;
            if (lines > 0 && (lineDay != day || block.Length + line.Length > LargestAppend))
            {
                yield return (block.ToArray(), day, lines);
                block.SetLength(0);
                lines = 0;
            }

            day = lineDay;
            block.Write(line, 0, line.Length);
            block.WriteByte((byte)'\n');
            lines++;
        }

        if (lines > 0)
            yield return (block.ToArray(), day, lines);
    }

    // A merge began after the last line had come to the fallback, so older files cannot have its lines.
    private Dictionary<string, int> FindMerged()
    {
        var wanted = new HashSet<string>(LoggedLines.Read(_mergingPath).Select(LoggedLines.KeyOf));
        DateTime since = PlatformFiles.GetLastWriteTime(_mergingPath);
        return LoggedLines.Count(
            files, log.Path, wanted, file => PlatformFiles.GetLastWriteTime(file) < since ? null : 0);
    }

    private void WarnOnce(string cause)
    {
        if (!_hasWarned)
            options.Warn($"{cause} The records in '{path}' cannot be added to '{log.Path}' yet.");
        _hasWarned = true;
    }
}
