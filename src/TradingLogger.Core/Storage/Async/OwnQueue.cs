using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Async;

/// <summary>The queue of this process: made when it is needed, and deleted or left when it is not needed any more. Not
/// thread-safe.</summary>
/// <param name="open">Makes the queue; throws <see cref="FileOperationException"/> when there can be none.</param>
/// <param name="warn">Hears why there is none, and what is left in it.</param>
internal sealed class OwnQueue(Func<QueueFile> open, Action<string> warn)
{
    private static readonly long PauseAfterFailure = 10 * Stopwatch.Frequency;

    private QueueFile? _queue;
    private long _nextAttempt;

    /// <summary>Gives the queue.</summary>
    /// <returns>False when there can be none; the first time with a warning.</returns>
    public bool TryOpen([NotNullWhen(true)] out QueueFile? queue)
    {
        long now = Stopwatch.GetTimestamp();
        if (_queue is null && now >= _nextAttempt)
            Open(now);
        queue = _queue;
        return queue is not null;
    }

    /// <summary>Deletes the queue if it is empty, and else leaves it to the next process.</summary>
    /// <param name="failure">Why lines are left in it; null when none should be.</param>
    public void Leave(FileOperationException? failure)
    {
        if (_queue is not { } queue)
            return;
        _queue = null;
        int waiting = queue.Blocks.Sum(block => block.Records);
        try
        {
            if (waiting == 0)
                queue.Delete();
        }
        catch (FileOperationException exception)
        {
            warn(exception.Message);
        }

        queue.Dispose();
        if (waiting > 0)
        {
            warn(FormattableString.Invariant(
                $"{failure?.Message} {waiting} records wait in '{queue.Path}'. ")
                + "The next process that writes or reads the log adds them.");
        }
    }

    private void Open(long now)
    {
        try
        {
            _queue = open();
        }
        catch (FileOperationException exception)
        {
            if (_nextAttempt == 0)
                warn($"{exception.Message} Records are written before the call returns, as with mode = sync.");
            _nextAttempt = now + PauseAfterFailure;
        }
    }
}
