using System.Net.Sockets;
using System.Text;
using TradingLogging.Live.Dashboard;
using TradingLogging.Live.Summaries;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>What the server gives to whom, asked by plain sockets.</summary>
public sealed class DashboardServerTests
{
    private static readonly string[] Protection =
    [
        "Cache-Control: no-store", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
        "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin", "Connection: close",
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; ",
    ];

    [Fact]
    public async Task The_token_is_exchanged_for_a_strict_cookie_and_the_cookie_opens_the_page()
    {
        using var shown = new DashboardUnderTest();

        string entrance = await shown.AskAsync(shown.Get(shown.Dashboard.Uri.PathAndQuery));
        string cookie = await shown.EnterAsync();
        string page = await shown.AskAsync(shown.Get(shown.Root, cookie));

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", entrance, StringComparison.Ordinal);
        Assert.Matches(
            $"Set-Cookie: tradinglogger-{shown.Dashboard.Port}=[\\w-]{{43}}; "
                + "Path=/[\\w-]{16}/; HttpOnly; SameSite=Strict\r\n",
            entrance);
        Assert.DoesNotContain(TokenOf(shown), entrance, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenOf(shown), cookie, StringComparison.Ordinal);
        Assert.Contains("<title>Trading today</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 403)]
    [InlineData("dashboard.js", 403)]
    [InlineData("stream", 403)]
    [InlineData("?token=guessed", 403)]
    [InlineData("?token=", 403)]
    [InlineData("../", 403)]
    public async Task Without_the_token_nothing_is_given(string name, int status)
    {
        using var shown = new DashboardUnderTest();
        await AssertAnswerAsync(shown, shown.Get(shown.Root + name), status);
        string cookie = $"Cookie: tradinglogger-{shown.Dashboard.Port}=x";
        await AssertAnswerAsync(shown, shown.Get(shown.Root + name, cookie), status);
        await AssertAnswerAsync(shown, shown.Get("/" + name), 404);
        Assert.InRange(shown.Dashboard.Uri.AbsoluteUri.Length, 0, 80 - "LogDirectory : ".Length);
    }

    [Fact]
    public async Task Nobody_is_answered_who_uses_another_name_another_origin_or_another_method()
    {
        using var shown = new DashboardUnderTest();
        string cookie = await shown.EnterAsync();
        string Ask(string line, params string[] headers) => line.Replace("{root}", shown.Root) + " HTTP/1.1\r\n"
            + string.Concat(headers.Append(cookie).Select(one => one + "\r\n")) + "\r\n";
        string own = $"Host: {shown.Host}";

        // A name that an attacker's DNS server leads to 127.0.0.1, and names that only look like ours.
        await AssertAnswerAsync(shown, Ask("GET {root}", $"Host: evil.example:{shown.Dashboard.Port}"), 403);
        await AssertAnswerAsync(shown, Ask("GET {root}", "Host: 127.0.0.1"), 403);
        await AssertAnswerAsync(shown, Ask("GET {root}", $"Host: {shown.Host}.evil.example"), 403);
        await AssertAnswerAsync(shown, Ask("GET {root}"), 403);
        await AssertAnswerAsync(shown, Ask("GET {root}stream", own, "Origin: http://evil.example"), 403);
        await AssertAnswerAsync(shown, Ask("GET {root}stream", own, "Origin: null"), 403);
        await AssertAnswerAsync(shown, Ask("GET {root}stream", own, $"Origin: https://{shown.Host}"), 403);
        await AssertAnswerAsync(shown, Ask("POST {root}", own), 405);
        await AssertAnswerAsync(shown, Ask("OPTIONS {root}", own), 405);
        await AssertAnswerAsync(shown, Ask("get {root}", own), 405);
        await AssertAnswerAsync(shown, Ask("GET {root}", own, "Content-Length: 3"), 400);
        await AssertAnswerAsync(shown, Ask("GET {root}", own, own), 400);
        await AssertAnswerAsync(shown, Ask("GET {root}none.js", own), 404);
        await AssertAnswerAsync(shown, Ask("GET {root}", own, $"Origin: http://{shown.Host}"), 200);
        await AssertAnswerAsync(shown, Ask("GET {root}", $"Host: localhost:{shown.Dashboard.Port}"), 200);
    }

    [Fact]
    public async Task Nothing_of_a_request_comes_back_in_an_answer()
    {
        using var shown = new DashboardUnderTest();

        string answer = await shown.AskAsync(
            shown.Get($"{shown.Root}%0d%0aSet-Cookie:%20a=b<script>?last=%0d%0aX:%201", "X-Y: zebra"));

        Assert.DoesNotContain("Set-Cookie", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("script>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("zebra", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_request_that_hides_behind_the_first_is_not_answered()
    {
        using var shown = new DashboardUnderTest();
        string cookie = await shown.EnterAsync();

        string answer = await shown.AskAsync(shown.Get(shown.Root, cookie) + shown.Get(shown.Root, cookie));

        Assert.Equal(2, answer.Split("HTTP/1.1 200").Length);
    }

    [Fact]
    public async Task A_head_without_end_is_refused()
    {
        using var shown = new DashboardUnderTest();

        await AssertAnswerAsync(shown, $"GET / HTTP/1.1\r\nX: {new string('a', 100_000)}", 431);
        await AssertAnswerAsync(shown, shown.Get("/" + new string('a', 9_000)), 431);
    }

    [Fact]
    public async Task Half_a_request_is_given_up()
    {
        using var shown = new DashboardUnderTest(new DashboardLimits
        {
            Request = TimeSpan.FromMilliseconds(50),
            Look = TimeSpan.FromMilliseconds(10),
        });
        using Socket slow = await shown.ConnectAsync();
        await slow.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: "));

        Assert.Equal("", await DashboardUnderTest.ReadToEndAsync(slow));
    }

    [Fact]
    public async Task Who_opens_a_thousand_connections_takes_no_place_from_others()
    {
        using var shown = new DashboardUnderTest(new DashboardLimits { Waiting = 16 });
        List<Socket> idle = [];
        try
        {
            for (int number = 0; number < 1000; number++)
                idle.Add(await shown.ConnectAsync());

            string cookie = await shown.EnterAsync();
            using EventStream stream = await EventStream.OpenAsync(shown, cookie);
            Assert.Equal(7, (await stream.NextAsync()).GetProperty("state").GetProperty("events").GetInt64());
            Assert.Equal("", await DashboardUnderTest.ReadToEndAsync(idle[0]));
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task More_pages_than_are_allowed_are_told_so()
    {
        using var shown = new DashboardUnderTest(new DashboardLimits { Streams = 1 });
        string cookie = await shown.EnterAsync();
        using EventStream first = await EventStream.OpenAsync(shown, cookie);
        await first.NextAsync();

        await AssertAnswerAsync(shown, shown.Get(shown.Root + "stream", cookie), 503);
        Assert.Equal(1, shown.Dashboard.Viewers);
    }

    [Fact]
    public void A_port_that_is_in_use_is_an_error_that_names_it()
    {
        using var shown = new DashboardUnderTest();

        IOException exception = Assert.Throws<IOException>(() => TradeDashboard.Start(new TradeDashboardOptions
        {
            Port = shown.Dashboard.Port,
            Summary = new LiveSummaryOptions { LogDirectory = shown.Folder.FullName },
        }));

        Assert.Contains($"port {shown.Dashboard.Port} of 127.0.0.1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_that_is_none_is_refused(int port) => Assert.Throws<ArgumentOutOfRangeException>(
        () => TradeDashboard.Start(new TradeDashboardOptions
        {
            Port = port,
            Summary = new LiveSummaryOptions { LogDirectory = Path.GetTempPath() },
        }));

    [Fact]
    public async Task The_cookie_of_one_dashboard_does_not_open_another()
    {
        using var one = new DashboardUnderTest();
        using var other = new DashboardUnderTest();
        string cookie = await one.EnterAsync();

        await AssertAnswerAsync(other, other.Get(other.Root, cookie.Replace(
            $"tradinglogger-{one.Dashboard.Port}", $"tradinglogger-{other.Dashboard.Port}")), 403);
        await AssertAnswerAsync(other, other.Get(one.Root, cookie), 404);
    }

    [Fact]
    public async Task When_it_is_ended_nothing_listens_and_pages_are_told()
    {
        using var shown = new DashboardUnderTest();
        using EventStream stream = await EventStream.OpenAsync(shown, await shown.EnterAsync());
        await stream.NextAsync();

        shown.Dashboard.Dispose();
        shown.Dashboard.Dispose();

        await stream.UntilEndAsync();
        Assert.False(shown.Dashboard.IsRunning);
        Assert.Null(shown.Dashboard.Failure);
        shown.Dashboard.Wait(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SocketException>(shown.ConnectAsync);
    }

    private static string TokenOf(DashboardUnderTest shown) => shown.Dashboard.Uri.Query["?token=".Length..];

    private static async Task AssertAnswerAsync(DashboardUnderTest shown, string request, int status)
    {
        string answer = await shown.AskAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.All(Protection, header => Assert.Contains("\r\n" + header, answer, StringComparison.Ordinal));
        if (status != 200)
            Assert.DoesNotContain("Set-Cookie", answer, StringComparison.Ordinal);
    }
}
