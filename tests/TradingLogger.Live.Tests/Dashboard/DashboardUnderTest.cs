using System.Net;
using System.Net.Sockets;
using System.Text;
using TradingLogging.Analytics;
using TradingLogging.Live.Dashboard;
using TradingLogging.Live.Summaries;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>A dashboard of a log of its own, and plain clients of it.</summary>
internal sealed class DashboardUnderTest : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public DashboardUnderTest(DashboardLimits? limits = null, params string[] lines)
    {
        TradingDay.Append(Folder, lines.Length == 0 ? TradingDay.Usual : lines);
        Dashboard = Start(limits ?? new DashboardLimits());
    }

    public LogFolder Folder { get; } = new();

    public TradingDay Day { get; } = new();

    public TradeDashboard Dashboard { get; private set; }

    /// <summary>The path below which everything stands.</summary>
    public string Root => Dashboard.Root;

    public string Host => $"127.0.0.1:{Dashboard.Port}";

    /// <summary>Ends the dashboard and starts another one on the same port.</summary>
    public void Restart()
    {
        int port = Dashboard.Port;
        Dashboard.Dispose();
        Dashboard = Start(new DashboardLimits(), port);
    }

    /// <summary>A request with the usual headers.</summary>
    public string Get(string path, params string[] headers) =>
        $"GET {path} HTTP/1.1\r\n{string.Concat(headers.Append($"Host: {Host}").Select(one => one + "\r\n"))}\r\n";

    /// <summary>Exchanges the token for the cookie.</summary>
    /// <returns>The header that a browser sends from then on.</returns>
    public async Task<string> EnterAsync()
    {
        string answer = await AskAsync(Get(Dashboard.Uri.PathAndQuery));
        string cookie = answer.Split("\r\n").Single(line => line.StartsWith("Set-Cookie: ", StringComparison.Ordinal));
        return "Cookie: " + cookie["Set-Cookie: ".Length..].Split(';')[0];
    }

    /// <summary>Sends bytes and reads until the server closes.</summary>
    public async Task<string> AskAsync(string request)
    {
        using Socket socket = await ConnectAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        return await ReadToEndAsync(socket);
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Dashboard.Port);
        return socket;
    }

    /// <summary>Reads all that comes until the server closes; a connection that it resets ends there.</summary>
    public static async Task<string> ReadToEndAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(Patience);
        var read = new MemoryStream();
        byte[] buffer = new byte[8192];
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) is > 0 and var length)
                read.Write(buffer, 0, length);
        }
        catch (SocketException)
        {
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }

    public void Dispose()
    {
        Dashboard.Dispose();
        Folder.Dispose();
    }

    private TradeDashboard Start(DashboardLimits limits, int port = 0) => TradeDashboard.Start(
        new TradeDashboardOptions
        {
            Port = port,
            Limits = limits,
            Summary = new LiveSummaryOptions
            {
                LogDirectory = Folder.FullName,
                Activity = new TradeActivityOptions { TimeZone = TimeZoneInfo.Utc },
                Now = () => Day.Now,
            },
        });
}
