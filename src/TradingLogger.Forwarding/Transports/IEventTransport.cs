using TradingLogging.Forwarding.Sources;

namespace TradingLogging.Forwarding.Transports;

/// <summary>Brings events to a receiver. Used by one thread at a time.</summary>
internal interface IEventTransport : IDisposable
{
    /// <summary>Whether the receiver acknowledges what it has taken.</summary>
    bool IsAcknowledged { get; }

    /// <summary>Sends events of a batch and waits for the answer.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The first event to send.</param>
    /// <param name="count">How many are sent, at least 1.</param>
    /// <param name="mayCompress">Whether the request may be compressed, if the options ask for it.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>What became of them. A failure of the network or of the receiver is a result, no exception.</returns>
    /// <exception cref="OperationCanceledException">Sending was cancelled.</exception>
    Task<DeliveryResult> SendAsync(
        EventBatch batch, int start, int count, bool mayCompress, CancellationToken cancellation);

    /// <summary>Finds out whether the receiver can be reached and accepts this client, without sending an
    /// event.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<DeliveryResult> TestAsync(CancellationToken cancellation);
}

/// <summary>A transport that itself gives a receiver up that is silent for <see cref="ForwarderOptions.Timeout"/>. A
/// request may take longer, as long as the receiver takes event after event.</summary>
internal interface ISelfTimedTransport : IEventTransport;

/// <summary>What became of a request.</summary>
/// <param name="Message">What the receiver or the network said, masked, in at most 500 characters; empty when there is
/// nothing to say.</param>
internal abstract record DeliveryResult(string Message)
{
    /// <summary>The receiver has all events.</summary>
    public sealed record Accepted() : DeliveryResult("");

    /// <summary>The receiver has the events but for some that it rejects for good, and cannot say which.</summary>
    /// <param name="Rejected">How many it rejected.</param>
    /// <param name="Message">Why.</param>
    public sealed record PartlyAccepted(long Rejected, string Message) : DeliveryResult(Message);

    /// <summary>Whether the receiver has the events is not known, or it does not take them now.</summary>
    /// <param name="Message">Why.</param>
    /// <param name="After">How long to wait before the next attempt; null when the receiver did not say.</param>
    /// <param name="IsTimeout">Whether there was no answer in time: the request may be too large for a slow
    /// line.</param>
    public sealed record Retry(string Message, TimeSpan? After = null, bool IsTimeout = false)
        : DeliveryResult(Message);

    /// <summary>The request is larger than the receiver takes.</summary>
    /// <param name="Message">What it said.</param>
    public sealed record TooLarge(string Message) : DeliveryResult(Message);

    /// <summary>The receiver did not understand the request: its compression, or one of its events.</summary>
    /// <param name="Message">What it said.</param>
    public sealed record Refused(string Message) : DeliveryResult(Message);

    /// <summary>Nothing can be sent until somebody changes something: a password, an address, a certificate.</summary>
    /// <param name="Message">What is wrong.</param>
    public sealed record Held(string Message) : DeliveryResult(Message);
}
