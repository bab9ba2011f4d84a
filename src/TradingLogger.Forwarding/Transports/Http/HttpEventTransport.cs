using System.Net.Http.Headers;
using TradingLogging.Configuration;
using TradingLogging.Forwarding.Sources;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Brings events to a receiver by HTTP.</summary>
internal sealed class HttpEventTransport : IEventTransport
{
    private readonly ForwarderOptions _options;
    private readonly IRequestEncoder _encoder;
    private readonly HttpClient _client;
    private readonly GzipBody _gzip = new();
    private readonly HttpVerdict _verdict;
    private readonly MediaTypeHeaderValue _contentType;
    private readonly byte[] _answer = new byte[HttpAnswer.MostBytes];
    private bool _asksFirst;

    /// <param name="options">The receiver.</param>
    /// <param name="encoder">Its language.</param>
    /// <exception cref="ConfigurationException">A header cannot be sent.</exception>
    public HttpEventTransport(ForwarderOptions options, IRequestEncoder encoder)
    {
        _options = options;
        _encoder = encoder;
        _contentType = new MediaTypeHeaderValue(encoder.ContentType);
        _verdict = new HttpVerdict(options, encoder);
        _client = new HttpClient(ReceiverHandler.Make(options))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        foreach (KeyValuePair<string, string> header in options.Headers)
        {
            // The value must not be in the message.
            if (!_client.DefaultRequestHeaders.TryAddWithoutValidation(header.Key, header.Value))
                throw new ConfigurationException($"The header {header.Key} cannot be given: each request has its own.");
        }
    }

    /// <inheritdoc/>
    public bool IsAcknowledged => true;

    /// <inheritdoc/>
    public Task<DeliveryResult> SendAsync(
        EventBatch batch, int start, int count, bool mayCompress, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> body = _encoder.Encode(batch, start, count);
        bool isCompressed = mayCompress && _options.Compression == ForwardCompression.Gzip;
        return PostAsync(isCompressed ? _gzip.Compress(body) : body, isCompressed, cancellation);
    }

    /// <inheritdoc/>
    public Task<DeliveryResult> TestAsync(CancellationToken cancellation) =>
        SendAsync(new EventBatch(), 0, 0, mayCompress: true, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<DeliveryResult> PostAsync(
        ReadOnlyMemory<byte> body, bool isCompressed, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(_options.Timeout);
        try
        {
            using HttpRequestMessage request = Request(body, isCompressed);
            using HttpResponseMessage response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token)
                .ConfigureAwait(false);
            HttpAnswer answer = await HttpAnswer.ReadAsync(response, _answer, timeout.Token).ConfigureAwait(false);
            _asksFirst = false;
            return _verdict.Of(answer, isCompressed);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            return _verdict.OfSilence();
        }
        catch (HttpRequestException exception)
        {
            // On .NET Framework a cancelled request may fail like this.
            cancellation.ThrowIfCancellationRequested();
            // A receiver may answer before it has read the request, and close the connection: then the answer is lost,
            // because the request cannot be written to its end. Asked whether it wants the request, it can say no.
            _asksFirst = true;
            return _verdict.Of(exception);
        }
    }

    private HttpRequestMessage Request(ReadOnlyMemory<byte> body, bool isCompressed)
    {
        ArraySegment<byte> bytes = RequestBuffers.ArrayOf(body);
        var content = new ByteArrayContent(bytes.Array!, bytes.Offset, bytes.Count);
        content.Headers.ContentType = _contentType;
        if (isCompressed)
            content.Headers.ContentEncoding.Add("gzip");
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Uri) { Content = content };
        request.Headers.ExpectContinue = _asksFirst;
        return request;
    }
}
