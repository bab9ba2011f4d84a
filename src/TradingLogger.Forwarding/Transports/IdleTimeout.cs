using System.Net.Sockets;
using System.Security.Authentication;

namespace TradingLogging.Forwarding.Transports;

/// <summary>How long a receiver may be silent. It is cut off when that has passed, or when sending is
/// cancelled.</summary>
internal sealed class IdleTimeout : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _source;

    public IdleTimeout(TimeSpan timeout, CancellationToken cancellation)
    {
        _timeout = timeout;
        _cancellation = cancellation;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Restart();
    }

    /// <summary>Cancelled when the timeout is over.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Begins to wait anew.</summary>
    public void Restart() => _source.CancelAfter(_timeout);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>What a failure of a connection means.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="isOpening">Whether nothing was agreed upon yet: an end of TLS is a refusal of this client, and
    /// another language shows that the address is wrong.</param>
    /// <returns>The result; null when the failure is a fault of the program.</returns>
    /// <exception cref="OperationCanceledException">Sending was cancelled.</exception>
    public DeliveryResult? Explain(Exception error, bool isOpening)
    {
        if (error is not (IOException or SocketException or ObjectDisposedException or AuthenticationException
            or OperationCanceledException or InvalidDataException or ReceiverRefusesException)
            && !_source.IsCancellationRequested)
        {
            return null;
        }

        _cancellation.ThrowIfCancellationRequested();
        if (_source.IsCancellationRequested)
        {
            return new DeliveryResult.Retry(
                FormattableString.Invariant($"The receiver was silent for {_timeout.TotalSeconds:0.###} s."));
        }

        // An alert of TLS arrives as the cause of an IOException; a broken connection has a SocketException there.
        bool isAlert = error is IOException
            && error.InnerException is not (null or SocketException or ObjectDisposedException);
        bool isRefusal = isOpening && (isAlert || error is InvalidDataException);
        string text = ReceiverText.Of(error);
        return isRefusal || error is AuthenticationException or ReceiverRefusesException
            ? new DeliveryResult.Held(text)
            : new DeliveryResult.Retry(text);
    }
}

/// <summary>The receiver does not take this client or what it sends until somebody changes something.</summary>
internal sealed class ReceiverRefusesException(string message) : Exception(message);
