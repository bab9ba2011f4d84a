using System.Globalization;
using System.Text;
using Google.Protobuf;
using OpenTelemetry.Tests.Proto;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Otlp;

public sealed class OtlpAnswerTests
{
    [Theory]
    [InlineData(3, "too old", 3, "too old")]
    [InlineData(9_999_999_999, "", 9_999_999_999, "The receiver gave no reason.")]
    public async Task A_partial_success_tells_how_many_were_rejected_and_why(
        long count, string reason, long rejected, string message)
    {
        var response = new ExportLogsServiceResponse
        {
            PartialSuccess = new ExportLogsPartialSuccess { RejectedLogRecords = count, ErrorMessage = reason },
        };

        foreach ((string type, byte[] body) in new[]
        {
            ("application/x-protobuf", response.ToByteArray()),
            ("application/json", Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(response))),
        })
        {
            var result = Assert.IsType<DeliveryResult.PartlyAccepted>(await AskAsync(200, type, body));
            Assert.Equal(rejected, result.Rejected);
            Assert.Equal(message, result.Message);
        }
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", """{"partialSuccess":{}}""")]
    [InlineData("application/json", """{"partialSuccess":{"rejectedLogRecords":"0","errorMessage":"a warning"}}""")]
    [InlineData("application/json", """{"partialSuccess":null}""")]
    [InlineData("application/json", """{"partialSuccess":{"rejectedLogRecords":"x"}}""")]
    [InlineData("application/json", """{"other":{"rejectedLogRecords":"5"}}""")]
    [InlineData("application/json", """{"partialSuccess":{"x":{"rejectedLogRecords":"5"}},"rejectedLogRecords":"5"}""")]
    [InlineData("application/json", """{"partialSuccess":[{"rejectedLogRecords":"5"}]}""")]
    [InlineData("application/json", """{"x":{"partialSuccess":{"rejectedLogRecords":"5"}}}""")]
    [InlineData("application/json", """{"partialSuccess":{"rejectedLogRecords":-1}}""")]
    [InlineData("application/json", """{"partialSuccess":{"rejectedLogRecords":0.0}}""")]
    [InlineData("application/json", "[")]
    [InlineData("application/json", "")]
    [InlineData("text/plain", "ok")]
    [InlineData("application/x-protobuf", "")]
    [InlineData("application/x-protobuf", "\u000a")]
    [InlineData("application/x-protobuf", "\u0009abcdefgh\u000dabcd")]
    [InlineData("application/x-protobuf", "\u000babc")]
    public async Task Any_other_answer_of_success_accepts_all(string type, string body) =>
        Assert.IsType<DeliveryResult.Accepted>(await AskAsync(200, type, Encoding.ASCII.GetBytes(body)));

    [Theory]
    [InlineData("""{"partial_success":{"rejected_log_records":4,"error_message":"why"}}""")]
    [InlineData("""{"x":[1],"partialSuccess":{"rejectedLogRecords":"4","errorMessage":"why"},"y":""")]
    public async Task Json_is_read_as_far_as_it_goes_in_either_way_of_naming(string json)
    {
        var result = Assert.IsType<DeliveryResult.PartlyAccepted>(
            await AskAsync(200, "application/json", Encoding.UTF8.GetBytes(json)));

        Assert.Equal((4, "why"), (result.Rejected, result.Message));
    }

    [Theory]
    [InlineData("3.0", 3)]
    [InlineData("\"3.0\"", 3)]
    [InlineData("0.5", 1)]
    [InlineData("1e2", 100)]
    [InlineData("99999999999999999999", long.MaxValue)]
    [InlineData("\"99999999999999999999\"", long.MaxValue)]
    [InlineData("1e400", long.MaxValue)]
    public async Task A_count_in_any_writing_counts(string count, long rejected)
    {
        var result = Assert.IsType<DeliveryResult.PartlyAccepted>(await AskAsync(
            200,
            "application/json",
            Encoding.UTF8.GetBytes("{\"partialSuccess\":{\"rejectedLogRecords\":" + count + "}}")));

        Assert.Equal(rejected, result.Rejected);
    }

    [Fact]
    public async Task A_long_partial_success_is_read_as_far_as_it_goes()
    {
        var response = new ExportLogsServiceResponse
        {
            PartialSuccess = new ExportLogsPartialSuccess
            {
                RejectedLogRecords = 2,
                ErrorMessage = new string('x', 100_000),
            },
        };

        var result = Assert.IsType<DeliveryResult.PartlyAccepted>(
            await AskAsync(200, "application/x-protobuf", response.ToByteArray()));

        Assert.Equal((2, 500), (result.Rejected, result.Message.Length));
    }

    [Fact]
    public async Task A_refusal_is_explained_by_its_status_message()
    {
        byte[] status = new Status { Code = 3, Message = "bad record" }.ToByteArray();

        await AssertExplained(": bad record", "application/x-protobuf", status);
        await AssertExplained(": bad record", "application/json", """{"code":3,"message":"bad record"}"""u8.ToArray());
        await AssertExplained(": [1]", "application/json", "[1]"u8.ToArray());
        await AssertExplained(": {", "application/json", "{"u8.ToArray());
        await AssertExplained(".", "application/x-protobuf", []);
        await AssertExplained(".", "application/x-protobuf", [8, 3]);
    }

    private static async Task AssertExplained(string expected, string type, byte[] body) => Assert.EndsWith(
        "answered 400 x" + expected, (await AskAsync(400, type, body)).Message, StringComparison.Ordinal);

    private static async Task<DeliveryResult> AskAsync(int status, string type, byte[] body)
    {
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} x\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n");
        using var receiver = new RawReceiver(
            (_, stream, end) => stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], end).AsTask());
        return await SentEvents.SendAsync(SentEvents.To(receiver.Uri));
    }
}
