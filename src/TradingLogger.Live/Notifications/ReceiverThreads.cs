using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace TradingLogging.Live.Notifications;

/// <summary>Lets each receiver be told on a thread of its own, so that one that hangs keeps nobody waiting.</summary>
/// <param name="receivers">The receivers.</param>
/// <param name="groupWait">How long to wait after news for more of it, so that alerts that begin together come in one
/// message.</param>
internal sealed class ReceiverThreads(IReadOnlyList<AlertReceiver> receivers, TimeSpan groupWait) : IDisposable
{
    // A call of somebody else's code may not end when it is asked to. Its thread does not keep the process alive.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _end = new();
    private readonly List<(Thread Thread, AutoResetEvent News)> _threads = [];
    private readonly ConcurrentQueue<ExceptionDispatchInfo> _failures = new();
    private int _left;

    /// <summary>The receivers.</summary>
    public IReadOnlyList<AlertReceiver> Receivers => receivers;

    /// <summary>How many are still at work.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <summary>Begins to tell them.</summary>
    /// <param name="isOnce">Whether each of them ends as soon as it was told all that is due.</param>
    public void Start(bool isOnce)
    {
        _left = receivers.Count;
        foreach (AlertReceiver receiver in receivers)
        {
            var news = new AutoResetEvent(initialState: false);
            var thread = new Thread(() => Run(receiver, news, isOnce))
            {
                IsBackground = true,
                Name = $"Alerts {receiver.Key}",
            };
            _threads.Add((thread, news));
            thread.Start();
        }
    }

    /// <summary>Says that there is news.</summary>
    public void Wake() => _threads.ForEach(one => one.News.Set());

    /// <summary>Throws what has ended a thread that should not end.</summary>
    public void ThrowFailure()
    {
        if (_failures.TryDequeue(out ExceptionDispatchInfo? failure))
            failure.Throw();
    }

    /// <summary>Ends telling, and frees the receivers. What is on its way is given up.</summary>
    public void Dispose()
    {
        End();
        foreach (AlertReceiver receiver in receivers)
            receiver.Dispose();
    }

    /// <summary>Ends telling. What is on its way is given up.</summary>
    public void End()
    {
        // Who did not end in time is not waited for again.
        if (_end.IsCancellationRequested)
            return;
        _end.Cancel();
        var waited = Stopwatch.StartNew();
        foreach ((Thread thread, _) in _threads)
        {
            TimeSpan left = LongestEnd - waited.Elapsed;
            thread.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    private void Run(AlertReceiver receiver, AutoResetEvent news, bool isOnce)
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                TimeSpan wait = receiver.Step(_end.Token);
                if (isOnce && receiver.IsSettled)
                    return;
                if (wait > LongestWait)
                    wait = LongestWait;
                if (WaitHandle.WaitAny([_end.Token.WaitHandle, news], wait) == 1)
                    _end.Token.WaitHandle.WaitOne(groupWait);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // This is how it ends.
        }
        catch (Exception exception)
        {
            // The watch ends with it: nobody else would know that somebody is not told.
            _failures.Enqueue(ExceptionDispatchInfo.Capture(exception));
        }
        finally
        {
            Interlocked.Decrement(ref _left);
        }
    }
}
