using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Masking;

namespace TradingLogging.Forwarding;

/// <summary>Finds out whether a receiver can be reached and accepts this client, without sending an event.</summary>
public static class ReceiverCheck
{
    /// <summary>Asks the receiver. It has <see cref="ForwarderOptions.Timeout"/> to answer.</summary>
    /// <param name="options">The receiver; the log need not exist.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="Configuration.ConfigurationException">An option is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ReceiverCheckResult Test(ForwarderOptions options, CancellationToken cancellation = default) =>
        Test(options, EventTransport.Create, DeliveryTime.OfMachine(), cancellation);

    /// <summary>The address of a receiver as it may be shown: without user, password, query and fragment, and without
    /// parts of its path that look random, because several receivers know their client by such a part.</summary>
    /// <param name="uri">The address, absolute or not.</param>
    /// <exception cref="ArgumentNullException"><paramref name="uri"/> is null.</exception>
    public static string Shown(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return ReceiverText.Of(uri);
    }

    /// <inheritdoc cref="Test(ForwarderOptions, CancellationToken)"/>
    internal static ReceiverCheckResult Test(
        ForwarderOptions options,
        Func<ForwarderOptions, IEventTransport> open,
        DeliveryTime time,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ForwarderOptionsCheck.Check(options);
        using IEventTransport transport = open(options);
        TimeSpan start = time.Elapsed();
        DeliveryResult result = EventTransport.WaitForAnswer(transport.TestAsync, options.Timeout, cancellation);
        return new ReceiverCheckResult(
            ReceiverText.Of(options.Uri),
            result is DeliveryResult.Accepted,
            SecretMask.ToVisible(result.Message),
            transport.IsAcknowledged,
            time.Elapsed() - start);
    }
}

/// <summary>What a receiver answered.</summary>
/// <param name="Uri">The receiver, without secrets.</param>
/// <param name="IsReady">Whether it would take events.</param>
/// <param name="Message">What is wrong, masked; empty when it is ready.</param>
/// <param name="IsAcknowledged">Whether it acknowledges what it has taken. False means best effort: events can be lost
/// on their way.</param>
/// <param name="Elapsed">How long it took to answer.</param>
public sealed record ReceiverCheckResult(
    string Uri, bool IsReady, string Message, bool IsAcknowledged, TimeSpan Elapsed);
