using TradingLogging.Forwarding;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Forwarding.Transports.Http;

namespace TradingLogging.Live.Notifications;

/// <summary>Sends requests to a receiver of alerts as the forwarder sends events: the same headers, checks of
/// certificates, limits and messages.</summary>
internal sealed class AlertPost : IDisposable
{
    private readonly EventBatch _noEvents = new();
    private readonly JsonBody _body = new();
    private readonly HttpEventTransport _transport;
    private readonly TimeSpan _timeout;

    /// <param name="uri">The address to which requests go.</param>
    /// <param name="options">Headers, certificate and timeout.</param>
    public AlertPost(Uri uri, AlertWatchOptions options)
    {
        _timeout = options.Timeout;
        _transport = new HttpEventTransport(
            new ForwarderOptions
            {
                LogDirectory = options.LogDirectory,
                Uri = uri,
                IsUriSecret = options.IsSecret(uri),
                Protocol = ForwardProtocol.Ndjson,
                Headers = options.Headers,
                Certificate = options.Certificate,
                Timeout = options.Timeout,
            },
            _body);
    }

    /// <summary>Sends a request and waits for the answer.</summary>
    /// <param name="json">Its body.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>What became of it. A failure is a result, no exception.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public DeliveryResult Send(byte[] json, CancellationToken cancellation)
    {
        _body.Bytes = json;
        return EventTransport.WaitForAnswer(
            bound => _transport.SendAsync(_noEvents, 0, 0, mayCompress: false, bound), _timeout, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    /// <summary>A body that is made already.</summary>
    private sealed class JsonBody : IRequestEncoder
    {
        public byte[] Bytes { get; set; } = [];

        public string ContentType => "application/json";

        public ReadOnlyMemory<byte> Encode(EventBatch batch, int start, int count) => Bytes;

        public DeliveryResult Understand(HttpAnswer answer) => new DeliveryResult.Accepted();

        public bool BlamesAnEvent(HttpAnswer answer) => false;

        public string Explain(HttpAnswer answer) => answer.Text.Trim();
    }
}
