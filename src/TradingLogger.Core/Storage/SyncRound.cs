using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

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
