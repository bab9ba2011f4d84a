using TradingLogging.Forwarding.Sources;

namespace TradingLogging.Forwarding;

/// <summary>What a forwarder has done since it was started.</summary>
/// <param name="Events">How many events the receiver has taken, or takes if the protocol has no
/// acknowledgement.</param>
/// <param name="Batches">In how many requests it took them.</param>
/// <param name="Retries">How many requests were sent again because of a passing failure.</param>
/// <param name="DeadLetters">How many lines and ranges of lines went to the dead letters.</param>
/// <param name="Rejected">How many events the receiver rejected out of requests that it took for the rest.</param>
/// <param name="Gaps">How many days rotation deleted before they were sent.</param>
/// <param name="Elapsed">How long it has run.</param>
public sealed record ForwardSummary(
    long Events, long Batches, long Retries, long DeadLetters, long Rejected, long Gaps, TimeSpan Elapsed);

/// <summary>How far a forwarder is. Told of once a second at most.</summary>
/// <param name="Summary">What it has done so far.</param>
/// <param name="Lag">What is still to be sent; null when it cannot be found out at this moment.</param>
/// <param name="Trouble">Why nothing is sent at this moment, masked; null while all is well.</param>
public sealed record ForwardProgress(ForwardSummary Summary, ForwardLag? Lag, string? Trouble);

/// <summary>Not all events could be sent. The message says how many are left, and why.</summary>
public sealed class ForwardException : IOException
{
    internal ForwardException(string message, ForwardSummary summary, Exception? innerException = null)
        : base(message, innerException) => Summary = summary;

    /// <summary>What was sent before.</summary>
    public ForwardSummary Summary { get; }
}
