using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>Lets all threads that wait for the disk share one sync. A sync covers every record that was appended before
/// it began; records that are appended while it runs wait for the next one.</summary>
internal sealed class GroupSync
{
    private readonly object _turn = new();
    private readonly AppendHandle _handle;
    private GroupSyncRound _next;

    /// <param name="handle">The file.</param>
    public GroupSync(AppendHandle handle)
    {
        _handle = handle;
        _next = new GroupSyncRound(this);
    }

    /// <summary>The round that covers what has been appended so far.</summary>
    public GroupSyncRound Join() => Volatile.Read(ref _next);

    /// <summary>Ends all rounds before the file is closed. A failure reaches the threads that wait for it.</summary>
    public void Settle() => Uninterrupted.Do(Join().End);

    /// <summary>Syncs. What is appended from now on joins the next round.</summary>
    /// <returns>Why it failed; null when it did not.</returns>
    public FileOperationException? Sync()
    {
        lock (_turn)
        {
            Volatile.Write(ref _next, new GroupSyncRound(this));
            try
            {
                _handle.Sync();
                return null;
            }
            catch (FileOperationException exception)
            {
                return exception;
            }
        }
    }
}

/// <summary>Records that share one sync. The first thread that waits does it for all of them, once.</summary>
internal sealed class GroupSyncRound(GroupSync sync)
{
    private readonly object _gate = new();
    private FileOperationException? _failure;
    private bool _isEnded;

    /// <summary>Waits until the disk has the records.</summary>
    /// <exception cref="FileOperationException">The disk may not have them. The sync is not repeated: an operating
    /// system reports a page that it could not write once, and forgets it.</exception>
    public void Wait()
    {
        Uninterrupted.Do(End);
        if (_failure is { } failure)
            throw new FileOperationException(failure.Message, failure) { ErrorNumber = failure.ErrorNumber };
    }

    /// <summary>Syncs, or waits for the thread that does. A failure is kept for <see cref="Wait"/>.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_isEnded)
                return;
            _failure = sync.Sync();
            _isEnded = true;
        }
    }
}
