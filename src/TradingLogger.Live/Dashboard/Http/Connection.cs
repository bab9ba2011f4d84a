using System.Diagnostics;
using System.Net.Sockets;

namespace TradingLogging.Live.Dashboard.Http;

/// <summary>One connection of a browser. Whatever is waited for has a deadline, after which <see cref="IsOverdue"/>
/// lets the server close it.</summary>
internal sealed class Connection : IDisposable
{
    // A client that does not read holds no more than this in the system.
    private const int SendBuffer = 64 * 1024;
    private const int MostDrained = 256 * 1024;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[RequestHead.MostBytes];
    private long _deadline;
    private volatile bool _isRequestRead;

    public Connection(Socket socket, TimeSpan patience)
    {
        _socket = socket;
        socket.NoDelay = true;
        socket.SendBufferSize = SendBuffer;
        Expect(patience);
    }

    /// <summary>Whether its request has been read and it may see the log.</summary>
    public bool IsAdmitted { get; set; }

    /// <summary>Whether its deadline is over. It is the client's: a request that has come, and that no thread was free
    /// to read, is not late.</summary>
    public bool IsOverdue => Stopwatch.GetTimestamp() > Interlocked.Read(ref _deadline)
        && (_isRequestRead || !AnyWaits());

    /// <summary>Sets a new deadline.</summary>
    public void Expect(TimeSpan patience) => Interlocked.Exchange(
        ref _deadline, Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Reads the head of the request.</summary>
    /// <returns>Its bytes; empty when the client left, null when it is too long.</returns>
    /// <exception cref="SocketException">The connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public async Task<byte[]?> ReadHeadAsync()
    {
        int length = 0;
        while (length < _buffer.Length)
        {
            int received = await _socket.ReceiveAsync(
                new ArraySegment<byte>(_buffer, length, _buffer.Length - length), SocketFlags.None)
                .ConfigureAwait(false);
            if (received == 0)
                return [];
            int from = Math.Max(0, length - 3);
            length += received;
            int end = _buffer.AsSpan(from, length - from).IndexOf("\r\n\r\n"u8);
            if (end < 0)
                continue;
            _isRequestRead = true;
            return _buffer.AsSpan(0, from + end + 4).ToArray();
        }

        _isRequestRead = true;
        return null;
    }

    /// <summary>Sends bytes.</summary>
    /// <exception cref="SocketException">The connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public async Task SendAsync(byte[] bytes)
    {
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(
                new ArraySegment<byte>(bytes, sent, bytes.Length - sent), SocketFlags.None).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the connection so that the client gets the whole answer: a socket that is closed with unread bytes
    /// would take it back.</summary>
    public async Task EndAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        for (int drained = 0; drained < MostDrained;)
        {
            int received = await _socket.ReceiveAsync(new ArraySegment<byte>(_buffer), SocketFlags.None)
                .ConfigureAwait(false);
            if (received == 0)
                return;
            drained += received;
        }
    }

    /// <summary>Closes the connection at once.</summary>
    public void Dispose() => _socket.Dispose();

    private bool AnyWaits()
    {
        try
        {
            return _socket.Available > 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
