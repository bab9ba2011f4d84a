using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Live.Alerts;

namespace TradingLogging.Live.Notifications;

/// <summary>An Alertmanager. It gets all alerts once a minute, and at once when one of them changes, each with the time
/// until which it counts as firing if nothing more is heard of it.</summary>
/// <param name="uri">Its address, with or without the path of the API.</param>
/// <param name="options">The watch.</param>
/// <param name="state">Alerts, and who was told.</param>
/// <param name="watchdog">The alert that always fires; null while nobody is watching.</param>
/// <param name="time">The clocks.</param>
/// <param name="warn">Receives warnings, on the thread of the receiver.</param>
internal sealed class AlertmanagerReceiver(
    Uri uri,
    AlertWatchOptions options,
    NotificationState state,
    Func<Alert?> watchdog,
    DeliveryTime time,
    Action<string> warn)
    : AlertReceiver(KeyOf("alertmanager", uri), $"The Alertmanager {ReceiverText.Of(uri)}", time, warn)
{
    private const string ApiPath = "/api/v2/alerts";
    private const int MostTogether = 100;

    private readonly AlertPost _post = new(AddressOf(uri), options);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly Uri _source = new(Path.GetFullPath(options.LogDirectory));
    private TimeSpan? _sent;

    /// <summary>How long an alert counts as firing when nothing more is heard of it: four times the interval, so that
    /// a lost request matters to nobody.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromTicks(4 * AlertmanagerPlan.Interval.Ticks);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _post.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override TimeSpan TellDue(CancellationToken cancellation)
    {
        bool isNews = false;
        DateTimeOffset? next = null;
        IReadOnlyList<Alert> alerts = state.Read(
            book => AlertmanagerPlan.Of(book, book.MemoryOf(Key), Time.UtcNow(), out isNews, out next));
        TimeSpan left = _sent + AlertmanagerPlan.Interval - Time.Elapsed() ?? TimeSpan.Zero;
        if (isNews || left <= TimeSpan.Zero)
        {
            if (Send(alerts, cancellation) is { } failure)
                return Fail(failure);
            _sent = Time.Elapsed();
            left = AlertmanagerPlan.Interval;
        }

        TimeSpan wait = next - Time.UtcNow() ?? left;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < left ? wait : left;
    }

    private static Uri AddressOf(Uri uri)
    {
        string path = uri.AbsolutePath.TrimEnd('/');
        return path.EndsWith(ApiPath, StringComparison.Ordinal)
            ? uri
            : new UriBuilder(uri) { Path = path + ApiPath }.Uri;
    }

    // Alertmanager takes the good alerts of a request that it refuses, and does not say which they are.
    private DeliveryResult? Send(IReadOnlyList<Alert> alerts, CancellationToken cancellation)
    {
        List<Alert> all = [.. alerts];
        if (watchdog() is { } always)
            all.Add(always);
        var requests = new Stack<IReadOnlyList<Alert>>();
        for (int start = 0; start < all.Count; start += MostTogether)
            requests.Push([.. all.Skip(start).Take(MostTogether)]);
        while (requests.Count > 0)
        {
            IReadOnlyList<Alert> some = requests.Pop();
            DeliveryResult result = _post.Send(
                AlertMessages.ForAlertmanager(some, Time.UtcNow() + Lifetime, _source), cancellation);
            if (result is DeliveryResult.Accepted)
                Remember(some);
            else if (result is not (DeliveryResult.Refused or DeliveryResult.TooLarge))
                return result;
            else if (some.Count == 1)
                Refuse(some[0], result);
            else
                some.ToList().ForEach(one => requests.Push([one]));
        }

        return null;
    }

    private void Remember(IReadOnlyList<Alert> alerts)
    {
        int news = 0;
        state.Change(book =>
        {
            news = AlertmanagerPlan.Tell(book, book.MemoryOf(Key), alerts, Time.UtcNow());
            return news > 0;
        });
        Succeed(news);
        if (news > 0)
            state.TrySave();
    }

    // It is no news any more: with the others it is sent again.
    private void Refuse(Alert alert, DeliveryResult result)
    {
        if (_refused.Add(alert.Fingerprint))
            Warn($"{Shown} refuses the alert {alert}: {ReceiverText.Sentence(result.Message)}");
        Remember([alert]);
    }
}
