using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Async;

/// <summary>The queues that killed processes have left beside a log.</summary>
internal static class LeftQueues
{
    /// <summary>Brings the lines of all of them into the log. What cannot be brought stays for the next one who
    /// tries.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="logPath">The full path of the log.</param>
    /// <param name="appenderOf">Gives what appends to the log, by how it is written.</param>
    /// <param name="warn">Hears of what was brought, and of what could not.</param>
    /// <param name="onlyOwn">Whether queues of other users are left to them: a log that this process makes for their
    /// lines would not be theirs.</param>
    public static void Merge(
        PlatformFiles files,
        string logPath,
        Func<QueueOrigin, AppendAction> appenderOf,
        Action<string> warn,
        bool onlyOwn = false)
    {
        try
        {
            foreach (string path in QueueFile.List(files, logPath))
            {
                if (!onlyOwn || files.GetStatus(path)?.Owner == files.User)
                    Merge(files, logPath, path, appenderOf, warn);
            }
        }
        catch (FileOperationException exception)
        {
            // Queues that this user may not see are for their owner to merge.
            if (exception.InnerException is not UnauthorizedAccessException)
                warn($"{exception.Message} Records that a killed process has left may wait there.");
        }
    }

    private static void Merge(
        PlatformFiles files,
        string logPath,
        string path,
        Func<QueueOrigin, AppendAction> appenderOf,
        Action<string> warn)
    {
        QueueFile? queue = TryTake(files, path, warn);
        if (queue is null)
            return;
        try
        {
            int lines = MergeBlocks(files, logPath, queue, appenderOf(queue.Origin), warn);
            queue.Delete();
            if (lines > 0)
            {
                warn(FormattableString.Invariant(
                    $"{lines} lines that a former process had left in '{path}' were added to '{logPath}'."));
            }
        }
        catch (FileOperationException exception)
        {
            warn($"{exception.Message} The records in '{path}' cannot be added to '{logPath}' yet.");
        }
        finally
        {
            queue.Dispose();
        }
    }

    // A queue that this user may not open is for its owner to merge.
    private static QueueFile? TryTake(PlatformFiles files, string path, Action<string> warn)
    {
        try
        {
            return QueueFile.TryTake(files, path, warn);
        }
        catch (FileOperationException)
        {
            return null;
        }
    }

    private static int MergeBlocks(
        PlatformFiles files, string logPath, QueueFile queue, AppendAction append, Action<string> warn)
    {
        var merge = new QueueMerge(files, logPath, append);
        int lines = 0;
        foreach (QueueBlock block in queue.Blocks.OrderBy(block => block.Sequence))
        {
            int lost = block.Length - QueueMerge.WholeLinesOf(block).Length;
            lines += merge.WriteRest(block);
            block.Clear();
            if (lost > 0)
            {
                warn(FormattableString.Invariant(
                    $"'{queue.Path}' was cut or overwritten: {lost} bytes of records for '{logPath}' are lost."));
            }
        }

        return lines;
    }
}
