using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TradingLogging.Live.Dashboard.Http;
using TradingLogging.Live.Dashboard.Page;
using TradingLogging.Live.Dashboard.Snapshots;

namespace TradingLogging.Live.Dashboard;

/// <summary>Listens on the loopback address and answers: the files of the page, and the stream of snapshots.</summary>
/// <remarks>It is not <see cref="HttpListener"/>, whose two implementations differ in what they bound: that of Unix
/// waits for half a request without end, and the one of Windows is a driver that asks for rights.</remarks>
internal sealed class DashboardServer : IDisposable
{
    private const int Backlog = 128;

    private readonly Socket _listener;
    private readonly AccessGate _gate;
    private readonly DashboardLimits _limits;
    private readonly SnapshotHub _hub;
    private readonly Timer _overdue;
    private readonly ConcurrentQueue<Connection> _waiting = new();
    private readonly ConcurrentDictionary<Connection, bool> _connections = new();
    private int _waitingCount;
    private int _streams;
    private volatile bool _isEnded;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is in use, or may not be used.</exception>
    public DashboardServer(int port, SnapshotHub hub, DashboardLimits limits)
    {
        _hub = hub;
        _limits = limits;
        _listener = Listen(port);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _gate = new AccessGate(Port);
        _overdue = new Timer(_ => CloseOverdue(), null, limits.Look, limits.Look);
        _ = AcceptAsync();
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>The first address, with the token.</summary>
    public Uri Address => _gate.Address;

    /// <summary>Below which path everything else stands.</summary>
    public string Root => _gate.Root;

    /// <summary>How many pages are open.</summary>
    public int Viewers => Volatile.Read(ref _streams);

    /// <summary>Ends listening and closes every connection.</summary>
    public void Dispose()
    {
        _isEnded = true;
        _listener.Dispose();
        _overdue.Dispose();
        Cut();
    }

    /// <summary>Breaks every connection.</summary>
    public void Cut()
    {
        foreach (Connection connection in _connections.Keys)
            connection.Dispose();
    }

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Windows lets another program take over a port without this.
            if (Path.DirectorySeparatorChar == '\\')
                listener.ExclusiveAddressUse = true;
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(Backlog);
            return listener;
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new IOException(
                FormattableString.Invariant($"The dashboard cannot listen on port {port} of 127.0.0.1: ")
                    + $"{exception.Message}. Give another port, or none: then a free one is taken.",
                exception);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_isEnded)
        {
            try
            {
                Socket socket = await _listener.AcceptAsync().ConfigureAwait(false);
                var connection = new Connection(socket, _limits.Request);
                _connections[connection] = true;
                _waiting.Enqueue(connection);
                MakeRoom();
                _ = ServeAsync(connection);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // No descriptor may be free for a while, or the client has left already.
                if (!_isEnded)
                    await Task.Delay(_limits.Look).ConfigureAwait(false);
            }
        }
    }

    // Who opens many connections and asks for nothing loses the oldest ones, and takes no place from others.
    private void MakeRoom()
    {
        Interlocked.Increment(ref _waitingCount);
        while (Volatile.Read(ref _waitingCount) > _limits.Waiting && _waiting.TryDequeue(out Connection? oldest))
        {
            if (!oldest.IsAdmitted)
                oldest.Dispose();
            Interlocked.Decrement(ref _waitingCount);
        }
    }

    private void CloseOverdue()
    {
        foreach (Connection connection in _connections.Keys)
        {
            if (connection.IsOverdue)
                connection.Dispose();
        }
    }

    private async Task ServeAsync(Connection connection)
    {
        try
        {
            byte[]? head = await connection.ReadHeadAsync().ConfigureAwait(false);
            if (head is not { Length: 0 })
                await AnswerAsync(connection, head).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client has left, or its time was over.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }

    private async Task AnswerAsync(Connection connection, byte[]? head)
    {
        RequestHead? request = head is null ? null : RequestHead.TryParse(head);
        if (request is not null && _gate.Refuse(request) is null && IsStream(request) && _gate.HasCookie(request))
        {
            connection.IsAdmitted = true;
            await StreamAsync(connection, request).ConfigureAwait(false);
            return;
        }

        byte[] answer = head is null
            ? HttpAnswer.Plain(431, "The request is too long.")
            : request is null ? HttpAnswer.Plain(400, "The request is not understood.") : AnswerTo(request);
        await connection.SendAsync(answer).ConfigureAwait(false);
        await connection.EndAsync().ConfigureAwait(false);
    }

    private bool IsStream(RequestHead request) => request.Path == _gate.Root + "stream";

    private byte[] AnswerTo(RequestHead request)
    {
        if (_gate.Refuse(request) is { } refusal)
            return HttpAnswer.Plain(refusal.Status, refusal.Sentence, refusal.Status == 405 ? "Allow: GET" : null);
        if (_gate.IsEntrance(request))
            return HttpAnswer.Of(200, PageFiles.Html, PageFiles.EntranceTo(_gate.Root), _gate.CookieHeader);
        if (!request.Path.StartsWith(_gate.Root, StringComparison.Ordinal))
            return HttpAnswer.Plain(404, "Nothing is here. Open the address that Start-TradeDashboard gave.");
        if (!_gate.HasCookie(request))
            return HttpAnswer.Plain(403, "Open the address that Start-TradeDashboard gave: it has the token.");
        string name = request.Path == _gate.Root ? PageFiles.Start : request.Path.Substring(_gate.Root.Length);
        return PageFiles.TryGet(name, out string type, out byte[] content)
            ? HttpAnswer.Of(200, type, content)
            : HttpAnswer.Plain(404, "Nothing is here.");
    }

    private async Task StreamAsync(Connection connection, RequestHead request)
    {
        if (Interlocked.Increment(ref _streams) > _limits.Streams)
        {
            Interlocked.Decrement(ref _streams);
            await connection.SendAsync(HttpAnswer.Plain(503, "Too many pages are open.")).ConfigureAwait(false);
            await connection.EndAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            connection.Expect(_limits.Send);
            await connection.SendAsync(HttpAnswer.Stream()).ConfigureAwait(false);
            await connection.SendAsync(SnapshotHub.Greeting).ConfigureAwait(false);
            // A long log is read before there is a first snapshot.
            connection.Expect(_limits.Idle);
            var place = StreamPlace.Parse(request["Last-Event-ID"] ?? request.Parameter("last"));
            await _hub.SendAllAsync(place, SendAsync, _limits.Pause).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }

        async Task SendAsync(byte[] message)
        {
            // The deadline is that of reading this message: who waits for the next one is not late.
            connection.Expect(_limits.Send);
            await connection.SendAsync(message).ConfigureAwait(false);
            connection.Expect(_limits.Idle);
        }
    }
}

/// <summary>What bounds the server.</summary>
internal sealed record DashboardLimits
{
    /// <summary>How long a request may take to arrive, and its answer to be read. Default 5 s.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may take to read one snapshot. Default 15 s.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stream may be without a snapshot. Default 10 min.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The least time between two snapshots of a stream. Default 250 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often it is looked for connections whose time is over. Default 250 ms.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many connections may wait for their request at once. Default 64.</summary>
    public int Waiting { get; init; } = 64;

    /// <summary>How many pages may be open. Default 100.</summary>
    public int Streams { get; init; } = 100;
}
