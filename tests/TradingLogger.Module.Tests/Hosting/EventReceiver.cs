using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using TradingLogging.Tests;

namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>A receiver of events on loopback that takes whatever comes and remembers it.</summary>
public sealed partial class EventReceiver : IDisposable
{
    private readonly HttpListener _listener;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    /// <summary>Starts it on a free port.</summary>
    /// <param name="status">The status of its answers.</param>
    public EventReceiver(int status = 200)
    {
        Status = status;
        (_listener, Address) = Listen();
        _serving = Task.Run(Serve);
    }

    /// <summary>Its address without a path, such as <c>http://127.0.0.1:41234</c>.</summary>
    public string Address { get; }

    /// <summary>The status of its answers.</summary>
    public int Status { get; set; }

    /// <summary>Where its answers say that the receiver is; null for nowhere.</summary>
    public string? Location { get; set; }

    /// <summary>The bodies of the requests that had one, decompressed.</summary>
    public ConcurrentQueue<byte[]> Bodies { get; } = [];

    /// <summary>The headers of the requests, each as <c>name: value</c>.</summary>
    public ConcurrentQueue<string> Headers { get; } = [];

    /// <summary>The lines of the requests, if they are texts.</summary>
    public string[] Lines =>
    [
        .. Bodies.SelectMany(
            body => Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>A script with this receiver in the place of those that its addresses name.</summary>
    public string In(string script) => Receiver().Replace(script, Address);

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _closed.SetResult();
        _listener.Close();
        _serving.InTime();
    }

    // Nothing gives a free port and keeps it: somebody else may have taken it meanwhile.
    private static (HttpListener Listener, string Address) Listen()
    {
        while (true)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            string address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            free.Stop();
            var listener = new HttpListener { Prefixes = { address + "/" } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task Serve()
    {
        while (true)
        {
            try
            {
                // A listener that is closed just now may never end a wait that begins just now.
                Task<HttpListenerContext> next = _listener.GetContextAsync();
                if (await Task.WhenAny(next, _closed.Task) != next)
                    return;
                Answer(await next);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                if (!_listener.IsListening)
                    return;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        foreach (string? name in context.Request.Headers)
            Headers.Enqueue($"{name}: {context.Request.Headers[name]}");
        using var body = new MemoryStream();
        using Stream input = context.Request.Headers["Content-Encoding"] == "gzip"
            ? new GZipStream(context.Request.InputStream, CompressionMode.Decompress)
            : context.Request.InputStream;
        input.CopyTo(body);
        if (Status == 200 && body.Length > 0)
            Bodies.Enqueue(body.ToArray());
        context.Response.StatusCode = Status;
        if (Location is not null)
            context.Response.RedirectLocation = Location;
        context.Response.Close();
    }

    [GeneratedRegex(@"https?://(collector|clickhouse):\d+")]
    private static partial Regex Receiver();
}
