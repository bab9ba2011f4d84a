using System.Text;
using System.Text.Json;
using OpenTelemetry.Tests.Proto;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Tests.Transports.Otlp;
using TradingLogging.Forwarding.Transports.Http;
using TradingLogging.Forwarding.Transports.Otlp;
using TradingLogging.Forwarding.Transports.Syslog;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports;

/// <summary>What receivers get of a line with half of a surrogate pair.</summary>
public sealed class LoneSurrogateTests
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [Theory]
    [MemberData(nameof(Sources.LoneSurrogateTests.Lines), MemberType = typeof(Sources.LoneSurrogateTests))]
    public void Every_form_of_a_line_with_half_of_an_emoji_is_valid(string line)
    {
        ForwarderOptions options = SentEvents.To(new Uri("http://localhost/"));
        EventBatch batch = Batches.Of(line);
        string ndjson = Strict.GetString(new NdjsonEncoder(options).Encode(batch, 0, 1).Span);
        string json = Strict.GetString(new OtlpJsonEncoder(options).Encode(batch, 0, 1).Span);
        string syslog = Strict.GetString(new SyslogMessages(options).Make(batch, 0));

        Assert.Equal("id-0", JsonDocument.Parse(ndjson).RootElement.GetProperty("_event_id").GetString());
        Assert.EndsWith(line[1..] + "\n", ndjson, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\\)\\u[dD][89a-fA-F]", json);
        Assert.EndsWith("] " + line, syslog, StringComparison.Ordinal);
        foreach (LogRecord record in OtlpRequests.RecordsOf(line))
        {
            Assert.Equal(line, record.Body.StringValue);
            Assert.True(record.TimeUnixNano > 0);
            Assert.NotEqual("", record.EventName);
        }
    }
}
