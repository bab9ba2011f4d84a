using System.Text;
using System.Text.Json;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Forwarding.Transports.Http;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Http;

public sealed class NdjsonEncoderTests
{
    private const string Opening =
        """{"_event_id": "id-0", "_host": "desk-1", "_service": "bot", "_log": "/logs" """;

    [Theory]
    [InlineData("""{"a": 1.50, "b": "\u00e9"}""", """, "a": 1.50, "b": "\u00e9"}""")]
    [InlineData("""{"a":1}""", """, "a":1}""")]
    [InlineData(""" { "a":1} """, """,  "a":1} """)]
    [InlineData("""{"a": {"_event_id": "x"}}""", """, "a": {"_event_id": "x"}}""")]
    [InlineData("""{"a": ["_log", {"_log": 1}], "b": "_host"}""", """, "a": ["_log", {"_log": 1}], "b": "_host"}""")]
    [InlineData("""{"_event_id": "x"}""", """, "data._event_id": "x"}""")]
    [InlineData("""{"data._event_id": 1, "_event_id": 2, "data.a": 3}""",
        """, "data.data._event_id": 1, "data._event_id": 2, "data.a": 3}""")]
    [InlineData("""{"a":"\u0022","_LOG":[1,"]"],"_host" :{"_host":1}}""",
        """, "a":"\u0022","data._LOG":[1,"]"],"data._host" :{"_host":1}}""")]
    [InlineData("""{"\u005fevent_id": "x", "_hosts": "y"}""", """, "data.\u005fevent_id": "x", "_hosts": "y"}""")]
    public void Behind_the_four_names_comes_the_exact_text_of_the_line(string line, string expected) =>
        Assert.Equal(Opening.TrimEnd() + expected + "\n", Encode(line));

    [Theory]
    [InlineData("{}")]
    [InlineData("{ }")]
    public void An_empty_event_is_whole_too(string line) =>
        Assert.Equal("id-0", JsonDocument.Parse(Encode(line)).RootElement.GetProperty("_event_id").GetString());

    [Fact]
    public void Each_event_has_a_line_with_its_id()
    {
        var encoder = new NdjsonEncoder(SentEvents.To(new Uri("http://localhost/"), ForwardProtocol.Ndjson));

        string[] lines = Encoding.UTF8.GetString(
            encoder.Encode(Batches.Of("""{"n": 0}""", """{"n": 1}""", """{"n": 2}"""), 1, 2).Span).Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("""{"_event_id": "id-1", """, lines[0], StringComparison.Ordinal);
        Assert.EndsWith("""/logs", "n": 2}""", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[2]);
    }

    [Theory]
    [InlineData(200, "Code: 60, e.displayText() = DB::Exception: Table", typeof(DeliveryResult.Retry))]
    [InlineData(200, "Code: 27, e.displayText() = DB::Exception: x: (at row 1)", typeof(DeliveryResult.Refused))]
    [InlineData(500, "Code: 27, e.displayText() = DB::Exception: x: (at row 1)", typeof(DeliveryResult.Refused))]
    [InlineData(500, "Code: 69, e.displayText() = DB::Exception: x: (while read the value of key pnl)",
        typeof(DeliveryResult.Refused))]
    [InlineData(500, "Code: 1. DB::Exception: x: (while reading the value of key pnl): While executing",
        typeof(DeliveryResult.Refused))]
    [InlineData(500, "Code: 49, e.displayText() = DB::Exception: Unknown element: (while read the value of key e)",
        typeof(DeliveryResult.Refused))]
    [InlineData(500, "Code: 41. DB::Exception: Cannot read DateTime: unexpected alphabetical character",
        typeof(DeliveryResult.Refused))]
    [InlineData(500, "Code: 469. DB::Exception: Constraint `c` for table t is violated. Column values: price = -1",
        typeof(DeliveryResult.Refused))]
    [InlineData(500, "Code: 252. DB::Exception: Too many partitions for single INSERT block (more than 100).",
        typeof(DeliveryResult.Refused))]
    [InlineData(500, "Code: 252. DB::Exception: Too many parts (300). Merges are processing significantly slower",
        typeof(DeliveryResult.Retry))]
    [InlineData(500, "Code: 49. DB::Exception: Logical error", typeof(DeliveryResult.Retry))]
    [InlineData(500, "Code: , DB::Exception: x", typeof(DeliveryResult.Retry))]
    [InlineData(500, "while read the value of key pnl", typeof(DeliveryResult.Retry))]
    [InlineData(500, "Code: 241, e.displayText() = DB::Exception: Memory limit", typeof(DeliveryResult.Retry))]
    [InlineData(200, "", typeof(DeliveryResult.Accepted))]
    [InlineData(204, "", typeof(DeliveryResult.Accepted))]
    public async Task A_failure_of_clickhouse_is_known_by_its_text(int status, string text, Type expected)
    {
        string length = status == 204 ? "" : $"Content-Length: {text.Length}\n";
        using RawReceiver receiver = RawReceiver.Always($"HTTP/1.1 {status} x\n{length}\n{text}");

        Assert.IsType(expected, await SentEvents.SendAsync(SentEvents.To(receiver.Uri, ForwardProtocol.Ndjson)));
    }

    private static string Encode(string line)
    {
        var encoder = new NdjsonEncoder(SentEvents.To(new Uri("http://localhost/"), ForwardProtocol.Ndjson));
        return Encoding.UTF8.GetString(encoder.Encode(Batches.Of(line), 0, 1).Span);
    }
}
