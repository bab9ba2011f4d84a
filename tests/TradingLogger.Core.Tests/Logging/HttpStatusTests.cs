using System.Net;
using System.Runtime.CompilerServices;
using TradingLogging.Logging;
using TradingLogging.Tests.Formatting;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class HttpStatusTests
{
    [Fact]
    public void The_status_of_an_HTTP_response_is_told()
    {
        var refused = new HttpRequestException(
            "refused", inner: null, HttpStatusCode.TooManyRequests);

        Assert.Equal(429, ErrorDetails.From(refused).HttpStatus);
        Assert.Equal(429, ErrorDetails.From(new InvalidOperationException("outer", refused)).Inner!.HttpStatus);
        Assert.Null(ErrorDetails.From(new HttpRequestException("no answer")).HttpStatus);
        var unreadable = (HttpWebResponse)RuntimeHelpers.GetUninitializedObject(typeof(HttpWebResponse));
        Assert.Null(ErrorDetails.From(
            new WebException("broken", null, WebExceptionStatus.ProtocolError, unreadable)).HttpStatus);
    }

    [Fact]
    public void In_an_event_the_status_and_the_number_left_out_are_members()
    {
        var refused = new HttpRequestException("no", null, HttpStatusCode.Forbidden);

        Assert.Equal(
            """{"type": "System.Net.Http.HttpRequestException", "message": "no", "http_status": 403}""",
            TradeLines.WriteValue(refused));
        Assert.Equal(
            """{"type": "T", "message": "m", "http_status": 403, "target": "x", "omitted": 2}""",
            TradeLines.WriteValue(
                new ErrorDetails("T", "m") { HttpStatus = 403, Target = "x", Omitted = 2 }));
    }
}
