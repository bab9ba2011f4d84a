using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>Lets all threads that wait for the disk share one wait: a sync covers every record that was appended before it
/// began, and while it runs the next ones gather for the one after it.</summary>
internal sealed class GroupSync
{
    private readonly object _turn = new();
    private readonly AppendHandle _handle;
    private SyncRound _open;

    public GroupSync(AppendHandle handle)
    {
        _handle = handle;
        _open = new SyncRound(this);
    }

    /// <summary>The round that covers what has been appended up to now.</summary>
    public SyncRound Join() => Volatile.Read(ref _open);

    /// <summary>Ends all rounds, for the file is about to be closed. A failure is heard by those who wait for it.</summary>
    public void Settle() => Join().End();

    /// <summary>Syncs; what is appended from now on joins the next round.</summary>
    public FileOperationException? Sync()
    {
        lock (_turn)
        {
            Volatile.Write(ref _open, new SyncRound(this));
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

/// <summary>The records that one sync takes to the disk. The first thread that waits does it for all, once, whatever comes of
/// it.</summary>
internal sealed class SyncRound(GroupSync sync)
{
    private readonly object _gate = new();
    private FileOperationException? _failure;
    private bool _isEnded;

    /// <summary>Waits until the disk has the records.</summary>
    /// <exception cref="FileOperationException">The disk may not have them, and will not be asked again: an operating system
    /// reports a page that it could not write once, and forgets it.</exception>
    public void Wait()
    {
        End();
        if (_failure is { } failure)
            throw new FileOperationException(failure.Message, failure) { ErrorNumber = failure.ErrorNumber };
    }

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
