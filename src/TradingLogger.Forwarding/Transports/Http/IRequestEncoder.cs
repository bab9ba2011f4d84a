using TradingLogging.Forwarding.Sources;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>The language of a receiver that is reached by HTTP: makes the body of a request and understands that of an
/// answer. Not thread-safe.</summary>
internal interface IRequestEncoder
{
    /// <summary>The media type of the requests.</summary>
    string ContentType { get; }

    /// <summary>Makes the body of a request.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="start">The first event of the request.</param>
    /// <param name="count">How many it has; 0 makes a request without an event.</param>
    /// <returns>The body. It is valid until the next call.</returns>
    ReadOnlyMemory<byte> Encode(EventBatch batch, int start, int count);

    /// <summary>What an answer of success says of the events.</summary>
    /// <param name="answer">An answer with a status from 200 to 299, whose body was read to its end or to the
    /// limit.</param>
    DeliveryResult Understand(HttpAnswer answer);

    /// <summary>Whether an answer of a failure blames one of the events, whatever its status says.</summary>
    /// <param name="answer">An answer of any status.</param>
    bool BlamesAnEvent(HttpAnswer answer);

    /// <summary>What an answer says of a failure; empty when it says nothing.</summary>
    /// <param name="answer">An answer of any status.</param>
    string Explain(HttpAnswer answer);
}
