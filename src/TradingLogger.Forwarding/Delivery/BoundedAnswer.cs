using TradingLogging.Forwarding.Transports;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>Waits for the answer of a receiver, for a bounded time.</summary>
internal static class BoundedAnswer
{
    /// <summary>Waits for an answer.</summary>
    /// <param name="ask">Asks the receiver.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>The answer, or a failure that passes when there was none in time.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DeliveryResult Wait(
        Func<CancellationToken, Task<DeliveryResult>> ask, TimeSpan timeout, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(timeout);
        try
        {
            // On a thread of the pool: a host such as the ISE wants continuations on the thread that waits here.
            return Task.Run(() => ask(bound.Token), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DeliveryResult.Retry(FormattableString.Invariant(
                $"The receiver did not answer within {timeout.TotalSeconds:0.###} s."));
        }
    }
}
