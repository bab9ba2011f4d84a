using System.Diagnostics;

namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>Hands the newest snapshot to every stream. Nobody waits for a stream: one that is slow gets, when it is
/// ready, the snapshot of that moment, and what lay between is part of it.</summary>
internal sealed class SnapshotHub
{
    /// <summary>Begins a stream: a browser whose connection is lost comes back after a second.</summary>
    public static readonly byte[] Greeting = [.. "retry: 1000\n\n"u8];

    private static readonly byte[] Farewell = [.. "event: end\ndata: {}\n\n"u8];

    private readonly object _gate = new();
    private TaskCompletionSource<bool> _changed = NewSignal();
    private Snapshot? _newest;
    private bool _isEnded;

    /// <summary>Makes a snapshot known.</summary>
    public void Publish(Snapshot snapshot) => Change(() => _newest = snapshot);

    /// <summary>Forgets the newest snapshot: nobody looked, so it grows old.</summary>
    public void Forget() => Change(() => _newest = null);

    /// <summary>Ends all streams.</summary>
    public void End() => Change(() => _isEnded = true);

    /// <summary>Sends snapshots until the hub is ended.</summary>
    /// <param name="place">Where the page is.</param>
    /// <param name="send">Sends a message.</param>
    /// <param name="pause">The least time between two messages.</param>
    /// <param name="wait">Waits; null for the system's clock.</param>
    public async Task SendAllAsync(
        StreamPlace place, Func<byte[], Task> send, TimeSpan pause, Func<TimeSpan, Task>? wait = null)
    {
        Snapshot? sent = null;
        while (true)
        {
            (Snapshot? newest, bool isEnded, Task changed) = Look();
            if (isEnded)
            {
                await send(Farewell).ConfigureAwait(false);
                return;
            }

            if (newest is null || ReferenceEquals(newest, sent))
            {
                await changed.ConfigureAwait(false);
                continue;
            }

            var since = Stopwatch.StartNew();
            await send(newest.MessageAfter(place)).ConfigureAwait(false);
            (sent, place) = (newest, newest.Place);
            if (pause - since.Elapsed is { Ticks: > 0 } rest)
                await (wait ?? Task.Delay)(rest).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private (Snapshot? Newest, bool IsEnded, Task Changed) Look()
    {
        lock (_gate)
            return (_newest, _isEnded, _changed.Task);
    }

    private void Change(Action change)
    {
        TaskCompletionSource<bool> waited;
        lock (_gate)
        {
            change();
            waited = _changed;
            _changed = NewSignal();
        }

        waited.TrySetResult(true);
    }
}
