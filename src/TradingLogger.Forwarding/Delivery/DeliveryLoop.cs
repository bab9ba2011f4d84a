using TradingLogging.Forwarding.Sources;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>Reads a batch, delivers it, remembers that it was delivered, and begins again.</summary>
internal sealed class DeliveryLoop(
    IEventSource source,
    BatchDelivery delivery,
    DeadLetterFile deadLetters,
    DeliveryReport report,
    RetryPolicy retries,
    RetryPolicy fileRetries,
    DeliveryTime time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(LogFollower.PollInterval);

    // Of events that are all refused no more are gathered.
    private const int MostBytes = 64 * 1024 * 1024;

    private readonly EventBatch _batch = new();
    private readonly EventBatch _further = new();

    /// <summary>Sends events.</summary>
    /// <param name="follow">Whether to wait for further events at the end, instead of returning.</param>
    /// <param name="cancellation">Ends sending.</param>
    /// <exception cref="RetriesExhaustedException">The time for retries is over.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(bool follow, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            bool hasEvents = TryRead(_batch, cancellation);
            report.NoteUnreadable();
            if (hasEvents)
                Deliver(cancellation);
            if (hasEvents || deadLetters.HasNews)
                fileRetries.Persist(Commit, cancellation);
            else if (!follow)
                return;
            else
                time.Wait(PollInterval, cancellation);
            report.Tick(cancellation);
        }
    }

    private void Deliver(CancellationToken cancellation)
    {
        while (delivery.Deliver(_batch, cancellation) is { } refusal)
        {
            // Whether the receiver takes other events shows with those that follow.
            if (!TryExtend(cancellation))
                retries.Hold(refusal, () => TryExtend(cancellation), cancellation);
        }
    }

    private bool TryExtend(CancellationToken cancellation)
    {
        bool isFull = _batch.Count >= BatchDelivery.MostRefused || _batch.Bytes >= MostBytes;
        if (isFull || !TryRead(_further, cancellation))
            return false;
        for (int index = 0; index < _further.Count; index++)
            _batch.Add(_further.Line(index), _further.Id(index), _further.Location(index));
        return true;
    }

    private bool TryRead(EventBatch batch, CancellationToken cancellation)
    {
        bool hasRead = false;
        fileRetries.Persist(() => hasRead = source.TryRead(batch, cancellation), cancellation);
        return hasRead;
    }

    private void Commit()
    {
        deadLetters.Sync();
        source.Commit();
    }
}
