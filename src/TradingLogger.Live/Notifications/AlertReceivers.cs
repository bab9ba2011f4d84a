using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Transports;

namespace TradingLogging.Live.Notifications;

/// <summary>Makes the receivers of a watch.</summary>
/// <param name="options">The watch.</param>
/// <param name="state">Alerts, and who was told.</param>
/// <param name="watchdog">The alert that always fires.</param>
/// <param name="time">The clocks.</param>
/// <param name="warn">Receives warnings, on any thread.</param>
internal sealed class AlertReceivers(
    AlertWatchOptions options,
    NotificationState state,
    Watchdog watchdog,
    DeliveryTime time,
    Action<string> warn)
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstLifetime = TimeSpan.FromHours(1);

    private readonly Uri _source = new(Path.GetFullPath(options.LogDirectory));

    /// <summary>Those that are told on threads of their own.</summary>
    /// <param name="isOnce">Whether the watch ends when they were told.</param>
    public IReadOnlyList<AlertReceiver> Told(bool isOnce)
    {
        if (options.Headers.Count > 0 && All().Any(uri => uri is { Scheme: "http", IsLoopback: false }))
            warn("The headers, which may hold a password or a token, go over the network unencrypted. Use https.");
        return
        [
            .. options.Webhooks.Distinct().Select(Webhook),
            .. options.Alertmanagers.Distinct().Select(uri => Alertmanager(uri, isOnce)),
            .. options.Handlers.Select(Handler),
        ];
    }

    /// <summary>Those that get the watchdog alone.</summary>
    public IReadOnlyList<AlertReceiver> Watchdogs() =>
    [
        .. options.Watchdogs.Distinct().Select(
            uri => new WatchdogReceiver(uri, options, watchdog.Current, time, warn)),
    ];

    /// <summary>The caller, on its own thread. What its call throws ends the watch.</summary>
    public AlertReceiver Output(Action<AlertNotification> output) => new NotifiedReceiver(
        "output",
        "The output",
        state,
        (message, _) =>
        {
            output(message[0]);
            return new DeliveryResult.Accepted();
        },
        time,
        warn)
    {
        MostTogether = 1,
    };

    private IEnumerable<Uri> All() => [.. options.Webhooks, .. options.Alertmanagers, .. options.Watchdogs];

    private NotifiedReceiver Webhook(Uri uri)
    {
        var post = new AlertPost(uri, options);
        return new NotifiedReceiver(
            AlertReceiver.KeyOf("webhook", uri),
            $"The webhook {options.Show(uri)}",
            state,
            (message, cancellation) =>
                post.Send(AlertMessages.ForWebhook(message, options.Name, _source), cancellation),
            time,
            warn)
        {
            Owned = post,
        };
    }

    // With -Once alerts must live until the next run, whose time shows in that of the one before.
    private AlertmanagerReceiver Alertmanager(Uri uri, bool isOnce)
    {
        var receiver = new AlertmanagerReceiver(uri, options, state, watchdog.Current, time, warn);
        if (!isOnce)
            return receiver;
        TimeSpan between = time.UtcNow() - state.PreviousRun ?? TimeSpan.FromTicks(FirstLifetime.Ticks / 4);
        TimeSpan lifetime = TimeSpan.FromTicks(4 * Math.Min(Math.Max(0, between.Ticks), LongestLifetime.Ticks / 4));
        if (lifetime > receiver.Lifetime)
            receiver.Lifetime = lifetime;
        return receiver;
    }

    private NotifiedReceiver Handler(AlertHandler handler) => new(
        $"handler {handler.Name}",
        $"The handler {handler.Name}",
        state,
        (message, cancellation) => Call(handler, message[0], cancellation),
        time,
        warn)
    {
        MostTogether = 1,
        IsOwnCode = true,
    };

    private static DeliveryResult Call(
        AlertHandler handler, AlertNotification notification, CancellationToken cancellation)
    {
        try
        {
            handler.Tell(notification, cancellation);
            return new DeliveryResult.Accepted();
        }
        catch (Exception exception)
        {
            // Somebody else's code: whatever it throws, the others are told.
            cancellation.ThrowIfCancellationRequested();
            return new DeliveryResult.Retry(ReceiverText.Of(exception));
        }
    }
}

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
