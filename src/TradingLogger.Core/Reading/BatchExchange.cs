namespace TradingLogging.Reading;

/// <summary>Hands batches to the thread that processes them, and back to the one that reads.</summary>
/// <remarks>A <c>BlockingCollection</c> spins before it waits, and wakes the other thread for each batch: that took a
/// seventh of the processor time of reading.</remarks>
internal sealed class BatchExchange
{
    private readonly object _gate = new();
    private readonly Queue<TradeEventBatch> _full = new();
    private readonly Queue<TradeEventBatch> _free = new();
    private readonly int _wakingCount;
    private bool _isReaderWaiting;
    private bool _isCompleted;

    /// <summary>Starts with free batches.</summary>
    /// <param name="count">How many.</param>
    public BatchExchange(int count)
    {
        for (int i = 0; i < count; i++)
            _free.Enqueue(new TradeEventBatch());
        _wakingCount = (count + 1) / 2;
    }

    /// <summary>Takes a batch to be filled; waits until there is one.</summary>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public TradeEventBatch TakeFree(CancellationToken stopping)
    {
        lock (_gate)
        {
            while (_free.Count == 0)
            {
                stopping.ThrowIfCancellationRequested();
                _isReaderWaiting = true;
                Monitor.Wait(_gate);
            }

            stopping.ThrowIfCancellationRequested();
            return _free.Dequeue();
        }
    }

    /// <summary>Gives a batch to be processed.</summary>
    public void AddFull(TradeEventBatch batch)
    {
        lock (_gate)
        {
            _full.Enqueue(batch);
            if (_full.Count == 1)
                Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes a batch to be processed; waits until there is one.</summary>
    /// <returns>The batch; null when there are no more.</returns>
    public TradeEventBatch? TakeFull()
    {
        lock (_gate)
        {
            while (_full.Count == 0 && !_isCompleted)
                Monitor.Wait(_gate);
            return _full.Count > 0 ? _full.Dequeue() : null;
        }
    }

    /// <summary>Gives a batch back. A reader that waits is woken when it has several to fill, or when nothing is left
    /// to be processed.</summary>
    public void Return(TradeEventBatch batch)
    {
        lock (_gate)
        {
            _free.Enqueue(batch);
            if (!_isReaderWaiting || (_free.Count < _wakingCount && _full.Count > 0))
                return;
            _isReaderWaiting = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Says that no more batches will be given to be processed.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isCompleted = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Wakes a reader that waits, after the reading was stopped.</summary>
    public void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
