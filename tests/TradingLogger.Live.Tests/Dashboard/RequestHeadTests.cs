using System.Text;
using TradingLogging.Live.Dashboard.Http;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

public sealed class RequestHeadTests
{
    [Fact]
    public void A_request_of_a_browser_is_read()
    {
        RequestHead head = Parse(
            "GET /a/?x=1&token=abc HTTP/1.1\r\nHost: h:1\r\nCookie: a=1; b=2=3\r\nX-Y:\t z \r\n\r\n")!;

        Assert.Equal(("GET", "/a/", "x=1&token=abc"), (head.Method, head.Path, head.Query));
        Assert.Equal(("h:1", "z"), (head["host"], head["x-y"]));
        Assert.Equal(("2=3", "abc"), (head.Cookie("b"), head.Parameter("token")));
        Assert.Null(head.Cookie("c"));
        Assert.False(head.HasBody);
    }

    [Theory]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("GET / HTTP/2\r\n\r\n")]
    [InlineData("GET / HTTP/1.1 x\r\n\r\n")]
    [InlineData("GET  HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://evil/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n folded: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\0\r\n\r\n")]
    [InlineData("GET /\u00fc HTTP/1.1\r\n\r\n")]
    public void What_can_be_understood_in_two_ways_is_not_understood(string head) => Assert.Null(Parse(head));

    [Theory]
    [InlineData("Content-Length: 5", true)]
    [InlineData("Content-Length: 0", false)]
    [InlineData("Content-Length: +0", true)]
    [InlineData("Transfer-Encoding: chunked", true)]
    public void Whether_a_body_follows_is_known(string header, bool hasBody) =>
        Assert.Equal(hasBody, Parse($"GET / HTTP/1.1\r\n{header}\r\n\r\n")!.HasBody);

    private static RequestHead? Parse(string head) => RequestHead.TryParse(Encoding.Latin1.GetBytes(head));
}
