using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports.Syslog;

namespace TradingLogging.Forwarding.Transports.Relp;

/// <summary>Brings events to a receiver by RELP, plain (<c>relp</c>) or with TLS (<c>relps</c>): each one is
/// acknowledged.</summary>
/// <exception cref="Configuration.ConfigurationException">The query of the address is wrong.</exception>
internal sealed class RelpTransport(ForwarderOptions options) : ISelfTimedTransport
{
    /// <summary>How often an event is refused before it counts as bad. The answer does not tell whether the event or
    /// the moment is bad.</summary>
    public const int RefusalsOfBadEvent = 3;

    private readonly SyslogMessages _messages = new(options);
    private RelpSession? _session;
    private string? _refusedId;
    private int _refusals;

    /// <inheritdoc/>
    public bool IsAcknowledged => true;

    /// <inheritdoc/>
    public async Task<DeliveryResult> SendAsync(
        EventBatch batch, int start, int count, bool mayCompress, CancellationToken cancellation)
    {
        if (_messages.FindTooLong(batch, start, count) is { } tooLong)
            return tooLong;
        if (_session is { } used && !used.CanTake(count))
            Drop();
        if (_session is { } idle)
        {
            DeliveryResult result = await TrySendAsync(batch, start, count, cancellation).ConfigureAwait(false);
            // A receiver may close a session that lies idle. That is no failure: a new one is opened.
            if (result is not DeliveryResult.Retry || _session is not null || idle.Answered > 0)
                return result;
        }

        return await TrySendAsync(batch, start, count, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<DeliveryResult> TestAsync(CancellationToken cancellation)
    {
        using var timeout = new IdleTimeout(options.Timeout, cancellation);
        try
        {
            (await RelpSession.OpenAsync(options, timeout).ConfigureAwait(false)).Dispose();
            return new DeliveryResult.Accepted();
        }
        catch (Exception exception) when (timeout.Explain(exception, isOpening: true) is { } result)
        {
            return result;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Drop();

    private async Task<DeliveryResult> TrySendAsync(
        EventBatch batch, int start, int count, CancellationToken cancellation)
    {
        using var timeout = new IdleTimeout(options.Timeout, cancellation);
        bool isOpening = _session is null;
        try
        {
            _session ??= await RelpSession.OpenAsync(options, timeout).ConfigureAwait(false);
            isOpening = false;
            timeout.Restart();
            (int Index, string Answer)? refused =
                await _session.SendAsync(_messages, batch, start, count, timeout).ConfigureAwait(false);
            return refused is { } event_ ? Judge(batch, event_.Index, event_.Answer) : new DeliveryResult.Accepted();
        }
        catch (Exception exception)
        {
            Drop();
            if (timeout.Explain(exception, isOpening) is { } result)
                return result;
            throw;
        }
    }

    private DeliveryResult Judge(EventBatch batch, int index, string answer)
    {
        string id = Encoding.ASCII.GetString(batch.Id(index));
        _refusals = id == _refusedId ? _refusals + 1 : 1;
        _refusedId = id;
        string message = $"The receiver refused an event: {ReceiverText.Of(answer)}";
        return _refusals < RefusalsOfBadEvent
            ? new DeliveryResult.Retry(message)
            : new DeliveryResult.Refused(message);
    }

    private void Drop()
    {
        _session?.Dispose();
        _session = null;
    }
}
