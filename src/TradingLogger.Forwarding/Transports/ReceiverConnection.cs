using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports;

/// <summary>A connection by TCP, plain or with TLS, to a receiver that does not speak HTTP.</summary>
internal sealed class ReceiverConnection : IDisposable
{
    private readonly TcpClient _client;

    private ReceiverConnection(TcpClient client, Stream stream)
    {
        _client = client;
        Stream = stream;
    }

    /// <summary>What is sent and received.</summary>
    public Stream Stream { get; }

    /// <summary>Connects; with TLS the certificate of the receiver is checked against the roots of the system and the
    /// name in the address.</summary>
    /// <param name="options">The address and the certificate of this client.</param>
    /// <param name="isTls">Whether TLS is spoken.</param>
    /// <param name="defaultPort">The port if the address has none.</param>
    /// <param name="timeout">Ends the attempt.</param>
    /// <exception cref="AuthenticationException">The certificate of the receiver is not to be trusted, or it speaks no
    /// TLS.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="SocketException">There is no connection.</exception>
    public static async Task<ReceiverConnection> OpenAsync(
        ForwarderOptions options, bool isTls, int defaultPort, IdleTimeout timeout)
    {
        var client = new TcpClient { NoDelay = true };
        Stream? stream = null;
        try
        {
            using CancellationTokenRegistration cut = timeout.Token.Register(client.Dispose);
            string host = options.Uri.DnsSafeHost;
            int port = options.Uri.Port > 0 ? options.Uri.Port : defaultPort;
            await ConnectAsync(client, host, port, timeout.Token).ConfigureAwait(false);
            client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            stream = client.GetStream();
            if (isTls)
                stream = await SecureAsync(stream, host, options.Certificate).ConfigureAwait(false);
            return new ReceiverConnection(client, stream);
        }
        catch
        {
            stream?.Dispose();
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends bytes and empties their buffer.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task WriteAsync(Utf8Buffer bytes, CancellationToken cancellation)
    {
        await Stream.WriteAsync(bytes.WrittenMemory, cancellation).ConfigureAwait(false);
        bytes.Clear();
    }

    /// <summary>Cuts the connection at once, also while it is written to or read from.</summary>
    public void Abort() => _client.Dispose();

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The other end is gone already.
        }

        _client.Dispose();
    }

    // The system looks a name up for as long as it likes, also when the client is disposed of meanwhile.
    private static async Task ConnectAsync(TcpClient client, string host, int port, CancellationToken cancellation)
    {
        Task connecting = client.ConnectAsync(host, port);
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellation.Register(() => cancelled.TrySetResult(true)))
            await Task.WhenAny(connecting, cancelled.Task).ConfigureAwait(false);
        if (!connecting.IsCompleted)
        {
            _ = connecting.ContinueWith(late => late.Exception, TaskScheduler.Default);
            throw new OperationCanceledException(cancellation);
        }

        await connecting.ConfigureAwait(false);
    }

    private static async Task<Stream> SecureAsync(Stream stream, string host, X509Certificate2? certificate)
    {
        string? fault = null;
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, chain, errors) =>
        {
            fault = errors == SslPolicyErrors.None ? null : Explain(errors, chain);
            return fault is null;
        });
        X509CertificateCollection certificates = certificate is null ? [] : [certificate];
        try
        {
            await TlsHandshake.RunAsync(secure, host, certificates).ConfigureAwait(false);
            return secure;
        }
        catch (AuthenticationException exception) when (fault is not null)
        {
            throw new AuthenticationException($"The certificate of {host} is not trusted: {fault}", exception);
        }
        finally
        {
            if (!secure.IsAuthenticated)
                secure.Dispose();
        }
    }

    private static string Explain(SslPolicyErrors errors, X509Chain? chain)
    {
        IEnumerable<string> statuses = chain?.ChainStatus.Select(status => status.StatusInformation.Trim()) ?? [];
        return string.Join(" ", [errors.ToString() + ".", .. statuses]);
    }
}
