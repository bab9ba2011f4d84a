using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Syslog;

/// <summary>Brings events to a receiver by syslog over TLS (<c>syslogs</c>, RFC 5425) or plain TCP (<c>syslog</c>),
/// each behind the number of its bytes. Best effort: the receiver acknowledges nothing, so what is on its way when it
/// ends is lost.</summary>
/// <exception cref="Configuration.ConfigurationException">The query of the address is wrong.</exception>
internal sealed class SyslogTransport(ForwarderOptions options) : ISelfTimedTransport
{
    /// <summary>The scheme of an address with TLS.</summary>
    public const string SecureScheme = "syslogs";

    private const int SecurePort = 6514;
    private const int PlainPort = 514;
    private const int FlushedBytes = 64 * 1024;

    // A receiver that refuses the client says so by cutting the connection when it is open already.
    private static readonly TimeSpan WaitForRefusal = TimeSpan.FromSeconds(1);

    private readonly SyslogMessages _messages = new(options);
    private readonly Utf8Buffer _frames = new();
    private ReceiverConnection? _connection;
    private Task _end = Task.CompletedTask;

    /// <inheritdoc/>
    public bool IsAcknowledged => false;

    /// <summary>Completes when the connection has ended, for tests.</summary>
    internal Task Ended => Task.WhenAny(_end);

    /// <inheritdoc/>
    public async Task<DeliveryResult> SendAsync(
        EventBatch batch, int start, int count, bool mayCompress, CancellationToken cancellation)
    {
        if (_messages.FindTooLong(batch, start, count) is { } tooLong)
            return tooLong;
        using var timeout = new IdleTimeout(options.Timeout, cancellation);
        if (_end.IsCompleted)
            Drop();
        bool isOpening = _connection is null;
        try
        {
            if (isOpening)
                await OpenAsync(timeout).ConfigureAwait(false);
            isOpening = false;
            await WriteAsync(_connection!, batch, start, count, timeout).ConfigureAwait(false);
            if (_end.IsCompleted)
                await _end.ConfigureAwait(false);
            return new DeliveryResult.Accepted();
        }
        catch (Exception exception)
        {
            Drop();
            if (timeout.Explain(exception, isOpening) is { } result)
                return result;
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<DeliveryResult> TestAsync(CancellationToken cancellation)
    {
        using var timeout = new IdleTimeout(options.Timeout, cancellation);
        try
        {
            Drop();
            await OpenAsync(timeout).ConfigureAwait(false);
            return new DeliveryResult.Accepted();
        }
        catch (Exception exception) when (timeout.Explain(exception, isOpening: true) is { } result)
        {
            return result;
        }
        finally
        {
            Drop();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Drop();

    private async Task OpenAsync(IdleTimeout timeout)
    {
        bool isTls = options.Uri.Scheme == SecureScheme;
        ReceiverConnection connection = await ReceiverConnection
            .OpenAsync(options, isTls, isTls ? SecurePort : PlainPort, timeout)
            .ConfigureAwait(false);
        _connection = connection;
        _end = ReadToEndAsync(connection.Stream);
        await Task.WhenAny(_end, Task.Delay(WaitForRefusal, timeout.Token)).ConfigureAwait(false);
        timeout.Token.ThrowIfCancellationRequested();
        if (_end.IsCompleted)
            await _end.ConfigureAwait(false);
    }

    private async Task WriteAsync(
        ReceiverConnection connection, EventBatch batch, int start, int count, IdleTimeout timeout)
    {
        using CancellationTokenRegistration cut = timeout.Token.Register(connection.Abort);
        _frames.Clear();
        for (int index = start; index < start + count; index++)
        {
            ReadOnlySpan<byte> message = _messages.Make(batch, index);
            _frames.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{message.Length} ")));
            _frames.Write(message);
            if (_frames.Length < FlushedBytes && index < start + count - 1)
                continue;
            timeout.Restart();
            await connection.WriteAsync(_frames, timeout.Token).ConfigureAwait(false);
        }
    }

    // A receiver sends nothing: what is read is the end of the connection, however it comes.
    private static async Task ReadToEndAsync(Stream stream)
    {
        byte[] ignored = new byte[1024];
        while (await stream.ReadAsync(ignored.AsMemory(), CancellationToken.None).ConfigureAwait(false) > 0)
        {
        }

        throw new EndOfStreamException("The receiver closed the connection.");
    }

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
        // Its failure was told of, or belongs to a connection that is not used any more.
        _ = _end.ContinueWith(end => end.Exception, TaskScheduler.Default);
        _end = Task.CompletedTask;
    }
}
