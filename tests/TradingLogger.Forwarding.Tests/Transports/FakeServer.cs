using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Forwarding.Tests.Transports;

/// <summary>A server by TCP that does with each connection what a test wants.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Stream, Task> _serve;
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpClient> _clients = [];
    private readonly Task _accepting;

    /// <param name="serve">Talks to one connection; it is closed when this returns. Null hangs.</param>
    public FakeServer(Func<Stream, Task>? serve)
    {
        _serve = serve ?? (_ => HangAsync());
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>With TLS: the certificate of the server.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether clients without a trusted certificate are refused.</summary>
    public bool WantsClientCertificate { get; init; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there were.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        lock (_clients)
            _clients.ForEach(client => client.Dispose());
        await _accepting.WaitAsync(Waiting.Patience, CancellationToken.None);
        _end.Dispose();
    }

    /// <summary>Takes a connection and neither reads nor writes.</summary>
    private Task HangAsync() => Task.Delay(Timeout.Infinite, _end.Token);

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                lock (_clients)
                    _clients.Add(client);
                Connections++;
                connections.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The server ends.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using Stream stream = await SecureAsync(client.GetStream());
                await _serve(stream);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException
                or OperationCanceledException or AuthenticationException)
            {
                // The client, or the test, has ended the connection.
            }
        }
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        if (Certificate is null)
            return stream;
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = Certificate,
            ClientCertificateRequired = WantsClientCertificate,
        });
        return secure;
    }
}
