using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>A receiver of newline-delimited JSON on loopback that remembers what it has taken. It can be down for a
/// while.</summary>
internal sealed partial class RecordingReceiver : IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, string> _lines = [];
    private readonly int _port = FreePort();
    private HttpListener? _listener;
    private Task _serving = Task.CompletedTask;
    private long _events;

    public RecordingReceiver() => Start();

    public string Uri => $"http://127.0.0.1:{_port}/";

    /// <summary>Called with each line that came for the first time.</summary>
    public Action<string> Arrived { get; set; } = _ => { };

    /// <summary>How many events came, repeated ones included.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>How many ids came.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _lines.Count;
        }
    }

    /// <summary>The exact lines of the log, by their ids.</summary>
    public IReadOnlyDictionary<string, string> Lines
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, string>(_lines);
        }
    }

    /// <summary>Ids that came with different lines.</summary>
    public List<string> Contradictions { get; } = [];

    public void Start()
    {
        _listener = new HttpListener { Prefixes = { Uri } };
        _listener.Start();
        _serving = ServeAsync(_listener);
    }

    public void Stop()
    {
        _listener?.Abort();
        _listener = null;
        _serving.Wait();
    }

    public void Dispose() => Stop();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The members that the forwarder puts in front of those of the line.
    [GeneratedRegex("""^\{"_event_id": "([^"]+)", "_host": "host", "_service": "service", "_log": "[^"]*", (.*)$""")]
    private static partial Regex Form();

    private async Task ServeAsync(HttpListener listener)
    {
        while (true)
        {
            try
            {
                HttpListenerContext context = await listener.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                string text = await body.ReadToEndAsync();
                // Of a forwarder that is killed while it sends, half a request may come.
                if (Encoding.UTF8.GetByteCount(text) == context.Request.ContentLength64)
                    Take(text);
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

    private void Take(string body)
    {
        string[] lines = body.Split('\n');
        Assert.Equal("", lines[^1]);
        lock (_gate)
        {
            foreach (string sent in lines[..^1])
            {
                Match match = Form().Match(sent);
                Assert.True(match.Success, sent);
                (string id, string line) = (match.Groups[1].Value, "{" + match.Groups[2].Value);
                if (_lines.TryAdd(id, line))
                    Arrived(line);
                else if (_lines[id] != line)
                    Contradictions.Add(id);
            }
        }

        Interlocked.Add(ref _events, lines.Length - 1);
    }
}
