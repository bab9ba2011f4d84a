using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Transports;

namespace TradingLogging.Live.Notifications;

/// <summary>A receiver that gets each notification once: a webhook, or a call.</summary>
/// <param name="key">Tells it from others between runs, without a secret.</param>
/// <param name="shown">Its name for people, without a secret.</param>
/// <param name="state">Alerts, and who was told.</param>
/// <param name="send">Tells it notifications of one rule.</param>
/// <param name="time">The clocks.</param>
/// <param name="warn">Receives warnings, on the thread of the receiver.</param>
internal sealed class NotifiedReceiver(
    string key,
    string shown,
    NotificationState state,
    Func<IReadOnlyList<AlertNotification>, CancellationToken, DeliveryResult> send,
    DeliveryTime time,
    Action<string> warn) : AlertReceiver(key, shown, time, warn)
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    // The ids of what it refuses, with the time of the next attempt.
    private readonly Dictionary<string, TimeSpan> _refused = new(StringComparer.Ordinal);
    private string _refusal = "";

    /// <summary>The most notifications of a message.</summary>
    public int MostTogether { get; init; } = 100;

    /// <summary>Frees what sends; null for nothing.</summary>
    public IDisposable? Owned { get; init; }

    /// <summary>Whether the first failure is a warning already.</summary>
    public bool IsOwnCode { get; init; }

    /// <inheritdoc/>
    protected override bool WarnsAtOnce => IsOwnCode;

    /// <inheritdoc/>
    public override string? Refusal => _refused.Count > 0 ? _refusal : null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        Owned?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override TimeSpan TellDue(CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        List<AlertNotification> due = state.Read(
            book => book.Due(book.MemoryOf(Key), Time.UtcNow(), out next));
        foreach (string over in _refused.Keys.Except(due.Select(one => one.Id)).ToArray())
            _refused.Remove(over);
        due.RemoveAll(one => _refused.TryGetValue(one.Id, out TimeSpan until) && until > Time.Elapsed());
        var messages = new Stack<IReadOnlyList<AlertNotification>>(Together(due).Reverse());
        while (messages.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<AlertNotification> message = messages.Pop();
            DeliveryResult result = send(message, cancellation);
            if (result is DeliveryResult.Accepted)
                Remember(message);
            else if (result is not (DeliveryResult.Refused or DeliveryResult.TooLarge))
                return Fail(result);
            else if (message.Count == 1)
                Refuse(message[0], result);
            else
                message.Reverse().ToList().ForEach(one => messages.Push([one]));
        }

        if (due.Count == 0 && FailingSince is not null)
            Succeed(0);
        return Until(next);
    }

    private IEnumerable<IReadOnlyList<AlertNotification>> Together(List<AlertNotification> due)
    {
        foreach (IGrouping<string, AlertNotification> rule in due.GroupBy(one => one.Alert.Name))
        {
            AlertNotification[] all = [.. rule];
            for (int start = 0; start < all.Length; start += MostTogether)
                yield return [.. all.Skip(start).Take(MostTogether)];
        }
    }

    // On the disk at once: a kill between the answer and this repeats the message.
    private void Remember(IReadOnlyList<AlertNotification> message)
    {
        state.Change(book =>
        {
            foreach (AlertNotification one in message)
                book.Tell(book.MemoryOf(Key), one, Time.UtcNow());
            return true;
        });
        foreach (AlertNotification one in message)
            _refused.Remove(one.Id);
        Succeed(message.Count);
        state.TrySave();
    }

    // The others must not wait for it.
    private void Refuse(AlertNotification notification, DeliveryResult result)
    {
        _refusal = ReceiverText.Sentence(result.Message);
        if (!_refused.ContainsKey(notification.Id))
        {
            Warn($"{Shown} refuses an alert, which is tried again every 5 minutes: {notification} It says: "
                + _refusal);
        }

        _refused[notification.Id] = Time.Elapsed() + Backoff.LongestHold;
    }

    private TimeSpan Until(DateTimeOffset? next)
    {
        TimeSpan wait = next is { } moment ? moment - Time.UtcNow() : Never;
        if (_refused.Count > 0)
        {
            TimeSpan again = _refused.Values.Min() - Time.Elapsed();
            wait = again < wait ? again : wait;
        }

        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Never ? Never : wait;
    }
}
