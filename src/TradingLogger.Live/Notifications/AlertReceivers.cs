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
            $"The webhook {ReceiverText.Of(uri)}",
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
