using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TradingLogging.Live.Dashboard;
using TradingLogging.Live.Summaries;

namespace TradingLogging.Benchmarks.Live;

/// <summary>The two processes beside the writer: the dashboard, and its plain clients.</summary>
internal static class LiveProcesses
{
    /// <summary>The argument of the process that has the dashboard.</summary>
    public const string Dashboard = "live-dashboard";

    /// <summary>The argument of the process that has the clients.</summary>
    public const string Clients = "live-clients";

    private const int Readers = 48;

    /// <summary>Shows a log. Prints the address; for each line that it reads, its memory in bytes and its processor
    /// time in seconds.</summary>
    public static void RunDashboard(string directory)
    {
        using TradeDashboard dashboard = TradeDashboard.Start(new TradeDashboardOptions
        {
            Summary = new LiveSummaryOptions { LogDirectory = directory },
        });
        Console.WriteLine(dashboard.Uri.AbsoluteUri);
        while (Console.ReadLine() is not null)
        {
            using var own = System.Diagnostics.Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.GetTotalMemory(forceFullCollection: true)} {own.TotalProcessorTime.TotalSeconds}"));
        }
    }

    /// <summary>Opens 48 streams that are read and one that is not, until the input ends.</summary>
    public static void RunClients(string address)
    {
        var uri = new Uri(address);
        (string cookie, string root) = Enter(uri);
        string request = $"GET {root}stream HTTP/1.1\r\nHost: {uri.Authority}\r\n{cookie}\r\n\r\n";
        using Socket stuck = Ask(uri, request);
        for (int reader = 0; reader < Readers; reader++)
            _ = ReadAsync(Ask(uri, request));
        Console.WriteLine("ready");
        Console.In.ReadToEnd();
    }

    private static (string Cookie, string Root) Enter(Uri uri)
    {
        using Socket socket = Ask(uri, $"GET {uri.PathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\n\r\n");
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        string answer = reader.ReadToEnd();
        int start = answer.IndexOf("Set-Cookie: ", StringComparison.Ordinal) + "Set-".Length;
        string[] parts = answer[start..answer.IndexOf("\r\n", start, StringComparison.Ordinal)].Split("; ");
        return (parts[0], parts[1]["Path=".Length..]);
    }

    private static Socket Ask(Uri uri, string request)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, uri.Port);
        socket.Send(Encoding.ASCII.GetBytes(request));
        return socket;
    }

    private static async Task ReadAsync(Socket socket)
    {
        byte[] buffer = new byte[1 << 16];
        while (await socket.ReceiveAsync(buffer).ConfigureAwait(false) > 0)
        {
        }
    }
}
