using System.Net;
using System.Net.Sockets;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>A receiver of newline-delimited JSON on loopback. It can be down for a while.</summary>
internal abstract class LocalReceiver : IDisposable
{
    private readonly int _port = FreePort();
    private HttpListener? _listener;
    private TaskCompletionSource _stopped = new();
    private Task _serving = Task.CompletedTask;

    public string Uri => $"http://127.0.0.1:{_port}/";

    public void Start()
    {
        _listener = new HttpListener { Prefixes = { Uri } };
        _listener.Start();
        _stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A listener that is stopped just now may never end a wait that begins just now.
        _serving = Task.WhenAny(ServeAsync(_listener), _stopped.Task).Unwrap();
    }

    /// <summary>Refuses connections from now on.</summary>
    public void Stop()
    {
        _listener?.Abort();
        _listener = null;
        _stopped.TrySetResult();
        _serving.InTime();
    }

    public void Dispose() => Stop();

    /// <summary>Takes the whole lines of a request.</summary>
    protected abstract void Take(ReadOnlySpan<byte> body);

    /// <summary>A port of loopback that nobody uses at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync(HttpListener listener)
    {
        while (true)
        {
            try
            {
                HttpListenerContext context = await listener.GetContextAsync();
                byte[] body = new byte[context.Request.ContentLength64];
                // Of a forwarder that is killed while it sends, half a request may come.
                if (await context.Request.InputStream.ReadAtLeastAsync(body, body.Length, false) == body.Length)
                    Take(body);
                context.Response.Close();
            }
            catch (Exception exception) when (
                exception is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The receiver was stopped, or the forwarder was killed.
                if (!listener.IsListening)
                    return;
            }
        }
    }
}
