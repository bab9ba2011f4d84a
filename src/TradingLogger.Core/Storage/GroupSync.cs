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
