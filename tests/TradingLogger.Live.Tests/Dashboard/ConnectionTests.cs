using System.Net;
using System.Net.Sockets;
using System.Text;
using TradingLogging.Live.Dashboard.Http;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Only_the_client_can_be_late_with_its_request()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!, cancellation);
        Socket accepted = await listener.AcceptAsync(cancellation);
        using var connection = new Connection(accepted, TimeSpan.FromTicks(-1));
        Assert.True(connection.IsOverdue);

        await client.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"), cancellation);
        Assert.True(accepted.Poll(TimeSpan.FromMinutes(1), SelectMode.SelectRead));
        Assert.False(connection.IsOverdue);

        await connection.ReadHeadAsync();
        await client.SendAsync("more"u8.ToArray(), cancellation);
        Assert.True(accepted.Poll(TimeSpan.FromMinutes(1), SelectMode.SelectRead));
        Assert.True(connection.IsOverdue);
        connection.Dispose();
        Assert.True(connection.IsOverdue);
    }
}
