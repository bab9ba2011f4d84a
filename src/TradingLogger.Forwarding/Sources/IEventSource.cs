namespace TradingLogging.Forwarding.Sources;

/// <summary>Gives the events that a forwarder has to send, and remembers what was sent.</summary>
internal interface IEventSource : IDisposable
{
    /// <summary>Fills a batch with the events that follow the last one that was read.</summary>
    /// <param name="batch">The batch; emptied first.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>False when there is no event at this moment.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    bool TryRead(EventBatch batch, CancellationToken cancellation);

    /// <summary>Remembers on the disk that the receiver has all events that were read so far, or that they are in the
    /// dead letters.</summary>
    /// <exception cref="IOException">It could not be remembered. The events are sent again after a restart; a later
    /// commit tries again.</exception>
    void Commit();

    /// <summary>What of the log cannot be read at this moment, and why, in sentences; null when nothing is. Other files
    /// are read meanwhile.</summary>
    string? Unreadable { get; }

    /// <summary>How many unsent days rotation has deleted.</summary>
    long Gaps { get; }

    /// <summary>What is still to be sent.</summary>
    /// <param name="cancellation">Ends counting.</param>
    /// <exception cref="IOException">It cannot be found out.</exception>
    /// <exception cref="OperationCanceledException">Counting was cancelled.</exception>
    ForwardLag GetLag(CancellationToken cancellation);
}

/// <summary>What a forwarder still has to send.</summary>
/// <param name="Events">The number of lines; null while they are not counted.</param>
/// <param name="Bytes">Their size in bytes; compressed files count with their size uncompressed as soon as it is
/// known.</param>
/// <param name="Oldest">The timestamp of the oldest one; null when there is none.</param>
public sealed record ForwardLag(long? Events, long Bytes, DateTimeOffset? Oldest);
