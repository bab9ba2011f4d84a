using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Live.Alerts;

namespace TradingLogging.Live.Notifications;

/// <summary>The alert that always fires, as that of Prometheus: whoever no longer hears of it knows that nobody watches
/// alerts, or that somebody is not told of them.</summary>
internal sealed class Watchdog
{
    private const string Name = "Watchdog";
    private const string NoSeverity = "none";

    /// <summary>So old may the last look at the rules be.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <summary>For so long may a receiver fail.</summary>
    private static readonly TimeSpan LongestFailure = TimeSpan.FromMinutes(5);

    private readonly Alert _alert;
    private readonly DeliveryTime _time;
    private readonly Func<IEnumerable<AlertReceiver>> _receivers;
    private long _seen = long.MinValue;

    /// <param name="options">The watch.</param>
    /// <param name="begun">Since when it fires.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="receivers">Who is told of the other alerts.</param>
    public Watchdog(
        AlertWatchOptions options, DateTimeOffset begun, DeliveryTime time, Func<IEnumerable<AlertReceiver>> receivers)
    {
        (_time, _receivers) = (time, receivers);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [AlertLabels.Name] = Name,
            [AlertLabels.Severity] = NoSeverity,
            [AlertLabels.Log] = Path.GetFullPath(options.LogDirectory),
            [AlertLabels.Host] = Environment.MachineName,
            ["watch"] = options.Name,
        };
        _alert = new Alert
        {
            Name = Name,
            Labels = labels,
            Fingerprint = AlertLabels.FingerprintOf(labels),
            Status = AlertStatus.Firing,
            StartsAt = begun,
            Summary = "This alert always fires. When it does not come, alerts of this log are not watched, or somebody"
                + " is not told of them.",
            Value = 1,
            Worst = 1,
            Severity = NoSeverity,
        };
    }

    /// <summary>Notes that the rules were looked at.</summary>
    public void Saw() => Volatile.Write(ref _seen, _time.Elapsed().Ticks);

    /// <summary>The alert; null while alerts are not watched, or somebody is not told of them.</summary>
    public Alert? Current()
    {
        TimeSpan now = _time.Elapsed();
        long seen = Volatile.Read(ref _seen);
        bool isWatching = seen != long.MinValue && now - TimeSpan.FromTicks(seen) < LongestPause;
        return isWatching && !_receivers().Any(one => now - one.FailingSince > LongestFailure) ? _alert : null;
    }
}

/// <summary>A receiver that gets the alert <c>Watchdog</c> once a minute, and nothing else.</summary>
/// <param name="uri">Its address.</param>
/// <param name="options">The watch.</param>
/// <param name="watchdog">The alert; null while it is to be missed.</param>
/// <param name="time">The clocks.</param>
/// <param name="warn">Receives warnings, on the thread of the receiver.</param>
internal sealed class WatchdogReceiver(
    Uri uri, AlertWatchOptions options, Func<Alert?> watchdog, DeliveryTime time, Action<string> warn)
    : AlertReceiver(KeyOf("watchdog", uri), $"The receiver of the watchdog {options.Show(uri)}", time, warn)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly AlertPost _post = new(uri, options);
    private readonly Uri _source = new(Path.GetFullPath(options.LogDirectory));
    private TimeSpan? _sent;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _post.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override TimeSpan TellDue(CancellationToken cancellation)
    {
        if (_sent + Interval - Time.Elapsed() is { } left && left > TimeSpan.Zero)
            return left;
        if (watchdog() is not { } alert)
            return Look;
        byte[] message = AlertMessages.ForWebhook([new AlertNotification(alert, 0, 0)], options.Name, _source);
        DeliveryResult result = _post.Send(message, cancellation);
        if (result is not DeliveryResult.Accepted)
            return Fail(result);
        Succeed(0);
        _sent = Time.Elapsed();
        return Interval;
    }
}
