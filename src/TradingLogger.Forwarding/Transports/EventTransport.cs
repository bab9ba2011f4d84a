using TradingLogging.Forwarding.Transports.Http;
using TradingLogging.Forwarding.Transports.Otlp;
using TradingLogging.Forwarding.Transports.Relp;
using TradingLogging.Forwarding.Transports.Syslog;

namespace TradingLogging.Forwarding.Transports;

/// <summary>Makes the transport that speaks the language of a receiver, and waits for its answers.</summary>
internal static class EventTransport
{
    /// <summary>Makes a transport. It connects when it is used.</summary>
    /// <param name="options">The receiver; checked already.</param>
    public static IEventTransport Create(ForwarderOptions options) => options.Protocol switch
    {
        ForwardProtocol.Otlp => new HttpEventTransport(options, new OtlpProtobufEncoder(options)),
        ForwardProtocol.OtlpJson => new HttpEventTransport(options, new OtlpJsonEncoder(options)),
        ForwardProtocol.Ndjson => new HttpEventTransport(options, new NdjsonEncoder(options)),
        ForwardProtocol.Relp => new RelpTransport(options),
        ForwardProtocol.Syslog => new SyslogTransport(options),
        _ => throw new NotSupportedException($"No transport speaks {options.Protocol}."),
    };

    /// <summary>Waits for an answer.</summary>
    /// <param name="ask">Asks the receiver.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>The answer, or a failure that passes when there was none in time.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DeliveryResult WaitForAnswer(
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
            string message = FormattableString.Invariant(
                $"The receiver did not answer within {timeout.TotalSeconds:0.###} s.");
            return new DeliveryResult.Retry(message, IsTimeout: true);
        }
    }
}
