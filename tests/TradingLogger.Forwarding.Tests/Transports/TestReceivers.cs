using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingLogging.Forwarding.Tests.Transports;

/// <summary>A receiver on a raw socket that answers as a test tells it, byte by byte.</summary>
internal sealed class RawReceiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private readonly List<RawRequest> _requests = [];

    /// <param name="answer">Answers one request. The connection is closed behind it unless it returns true.</param>
    /// <param name="wrap">What is between the socket and HTTP, such as TLS.</param>
    /// <param name="readsBody">Whether a request is read to its end before it is answered.</param>
    public RawReceiver(
        Func<RawRequest, Stream, CancellationToken, Task> answer,
        Func<Stream, Task<Stream>>? wrap = null,
        bool readsBody = true)
    {
        _listener.Start();
        _serving = ServeAsync(answer, wrap ?? Task.FromResult, readsBody);
    }

    /// <summary>The address of the receiver.</summary>
    public Uri Uri => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/logs");

    /// <summary>The address of the receiver with TLS.</summary>
    public Uri SecureUri => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/logs");

    /// <summary>What was asked so far.</summary>
    public RawRequest[] Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>A receiver that gives the same answer to every request.</summary>
    public static RawReceiver Always(string answer) => new((_, stream, end) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(answer.ReplaceLineEndings("\r\n")), end).AsTask());

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _serving.InTime();
        _end.Dispose();
    }

    private async Task ServeAsync(
        Func<RawRequest, Stream, CancellationToken, Task> answer, Func<Stream, Task<Stream>> wrap, bool readsBody)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using Socket socket = await _listener.AcceptSocketAsync(_end.Token);
                await using Stream stream = await wrap(new NetworkStream(socket));
                if (await RawRequest.ReadAsync(stream, readsBody, _end.Token) is not { } request)
                    continue;
                lock (_requests)
                    _requests.Add(request);
                await answer(request, stream, _end.Token);
            }
            catch (Exception exception) when (exception is IOException or SocketException
                or OperationCanceledException or ObjectDisposedException
                or System.Security.Authentication.AuthenticationException)
            {
                // The other side has had enough.
            }
        }
    }
}

/// <summary>A request as it came over the wire.</summary>
internal sealed record RawRequest(string Head, byte[] Body)
{
    /// <summary>The value of a header; null when it is not there.</summary>
    public string? Header(string name) => Head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    /// <summary>Reads a request; null when the other side closed the connection instead.</summary>
    public static async Task<RawRequest?> ReadAsync(Stream stream, bool readsBody, CancellationToken end)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, end) == 0)
                return null;
            head.Append((char)one[0]);
        }

        var request = new RawRequest(head.ToString(), []);
        if (!readsBody)
            return request;
        if (request.Header("Expect") is not null)
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), end);
        byte[] body = new byte[int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, end);
        return request with { Body = body };
    }
}
