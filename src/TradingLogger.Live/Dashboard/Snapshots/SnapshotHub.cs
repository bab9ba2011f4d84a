using System.Diagnostics;

namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>Hands the newest snapshot to every stream. Nobody waits for a stream: one that is slow gets, when it is
/// ready, the snapshot of that moment, and what lay between is part of it.</summary>
internal sealed class SnapshotHub
{
    /// <summary>Begins a stream: a browser whose connection is lost comes back after a second.</summary>
    public static readonly byte[] Greeting = [.. "retry: 1000\n\n"u8];

    private readonly object _gate = new();
    private readonly HashSet<PageStream> _streams = [];
    private TaskCompletionSource<bool> _changed = NewSignal();
    private Snapshot? _newest;
    private bool _isEnded;

    /// <summary>Makes a snapshot known.</summary>
    public void Publish(Snapshot snapshot) => Change(() => _newest = snapshot);

    /// <summary>Forgets the newest snapshot: nobody looked, so it grows old.</summary>
    public void Forget() => Change(() => _newest = null);

    /// <summary>How many streams have got their farewell and are not closed yet.</summary>
    public int Told
    {
        get
        {
            lock (_gate)
                return _streams.Count(stream => stream.IsTold);
        }
    }

    /// <summary>Ends all streams. The caller's thread says farewell to each one that has no message under way: other
    /// code of the process may keep all threads of the pool.</summary>
    public void End()
    {
        Change(() => _isEnded = true);
        PageStream[] streams;
        lock (_gate)
            streams = [.. _streams];
        foreach (PageStream stream in streams)
            _ = stream.SayFarewellAsync();
    }

    /// <summary>Sends snapshots until the hub is ended.</summary>
    /// <param name="place">Where the page is.</param>
    /// <param name="send">Sends a message.</param>
    /// <param name="pause">The least time between two messages.</param>
    /// <param name="wait">Waits; null for the system's clock.</param>
    public async Task SendAllAsync(
        StreamPlace place, Func<byte[], Task> send, TimeSpan pause, Func<TimeSpan, Task>? wait = null)
    {
        var stream = new PageStream(send);
        lock (_gate)
            _streams.Add(stream);
        try
        {
            await SendAllAsync(stream, place, pause, wait ?? Task.Delay).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _streams.Remove(stream);
        }
    }

    private async Task SendAllAsync(PageStream stream, StreamPlace place, TimeSpan pause, Func<TimeSpan, Task> wait)
    {
        Snapshot? sent = null;
        while (true)
        {
            (Snapshot? newest, bool isEnded, Task changed) = Look();
            if (isEnded)
            {
                await stream.SayFarewellAsync().ConfigureAwait(false);
                return;
            }

            if (newest is null || ReferenceEquals(newest, sent))
            {
                await changed.ConfigureAwait(false);
                continue;
            }

            var since = Stopwatch.StartNew();
            if (!await stream.TrySendAsync(newest.MessageAfter(place)).ConfigureAwait(false))
                continue;
            (sent, place) = (newest, newest.Place);
            if (pause - since.Elapsed is { Ticks: > 0 } rest)
                await wait(rest).ConfigureAwait(false);
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
