using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TradingLogging.Live.Dashboard;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>A plain client of the stream of a dashboard.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Socket _socket;
    private readonly TradeDashboard _dashboard;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly MemoryStream _unread = new();

    private EventStream(Socket socket, TradeDashboard dashboard)
    {
        _socket = socket;
        _dashboard = dashboard;
    }

    /// <summary>The id of the last message.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>Opens a stream.</summary>
    /// <param name="dashboard">The dashboard.</param>
    /// <param name="cookie">The header with the cookie.</param>
    /// <param name="last">The id of the last message that the client has; null for none.</param>
    public static async Task<EventStream> OpenAsync(DashboardUnderTest dashboard, string cookie, string? last = null)
    {
        Socket socket = await dashboard.ConnectAsync();
        string[] headers = last is null ? [cookie] : [cookie, "Last-Event-ID: " + last];
        await socket.SendAsync(Encoding.ASCII.GetBytes(dashboard.Get(dashboard.Root + "stream", headers)));
        var stream = new EventStream(socket, dashboard.Dashboard);
        string head = await stream.NextBlockAsync("\r\n\r\n");
        if (!head.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            throw new InvalidOperationException(head);
        await stream.NextBlockAsync("\n\n");
        return stream;
    }

    /// <summary>The next message.</summary>
    /// <exception cref="IOException">The dashboard or the stream has ended; it says why.</exception>
    public async Task<JsonElement> NextAsync()
    {
        string block = await NextBlockAsync("\n\n");
        if (IsEnd(block))
            throw new IOException("The dashboard has ended.", _dashboard.Failure);
        string[] lines = block.Split('\n');
        LastId = lines[0]["id: ".Length..];
        return JsonDocument.Parse(lines[1]["data: ".Length..]).RootElement;
    }

    /// <summary>Reads messages until one meets a condition.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> isMet)
    {
        while (true)
        {
            JsonElement message = await NextAsync();
            if (isMet(message))
                return message;
        }
    }

    /// <summary>Reads messages until the stream says that the dashboard was ended.</summary>
    public async Task UntilEndAsync()
    {
        while (!IsEnd(await NextBlockAsync("\n\n")))
        {
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsEnd(string block) => block.StartsWith("event: end", StringComparison.Ordinal);

    private async Task<string> NextBlockAsync(string end)
    {
        using var patience = new CancellationTokenSource(Patience);
        byte[] mark = Encoding.ASCII.GetBytes(end);
        while (true)
        {
            int at = _unread.GetBuffer().AsSpan(0, (int)_unread.Length).IndexOf(mark);
            if (at >= 0)
            {
                byte[] all = _unread.ToArray();
                _unread.SetLength(0);
                _unread.Write(all, at + mark.Length, all.Length - at - mark.Length);
                return Encoding.UTF8.GetString(all, 0, at);
            }

            int length = await _socket.ReceiveAsync(_buffer, patience.Token);
            if (length == 0)
                throw new IOException("The stream was cut.", _dashboard.Failure);
            _unread.Write(_buffer, 0, length);
        }
    }
}
