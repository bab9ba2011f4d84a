using System.Text;
using System.Text.Json;
using CsCheck;
using OpenTelemetry.Tests.Proto;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports.Http;
using TradingLogging.Forwarding.Transports.Otlp;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Otlp;

/// <summary>Each statement holds of protobuf and of JSON, as Google's library reads them.</summary>
public sealed class OtlpRecordTests
{
    private static readonly string[] OddNumbers =
    [
        "0", "-0", "-0.0", "0.0", "0e5", "1", "-1", "1.50", "0.1", "43250.1", "1e5", "1E-7", "1.5e+3",
        "123456789012345678", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "18446744073709551615",
        "10000000000000000000", "1e400", "-1e400", "1e-400", "5e-324", "1.7976931348623157e308",
        "2.2250738585072014e-308",
        "0.1234567890123456", "0.12345678901234567", "0.1000000000000000055511151231257827", "1234567890123456.7",
        "123456789012345.6", "99999999999999999999999999999999999999", "1e999999999999999999999", "0.30000000000000004",
        "1000000000000000.5", "0.000000000000000000000001", "123e-20", "9007199254740993.0",
    ];

    private static readonly Gen<char> AnyChar = Gen.Frequency(
        (6, Gen.Char[' ', '~']), (2, Gen.Char['\0', '\u00ff']), (1, Gen.Char['\u2000', '\ud7ff']));

    private static readonly Gen<string> AnyText = Gen.String[AnyChar, 0, 40];

    private static readonly Gen<string> Text = Gen.Frequency(
        (8, AnyText), (1, Gen.Const("😀 é")), (1, Gen.Const(new string('x', 200))), (1, Gen.Const("")));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        AnyOf("true", "false", "null"),
        AnyOf(OddNumbers),
        Gen.Long.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Double.Where(double.IsFinite).Select(
            number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Decimal.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Text.Select(Quoted));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, deeper) => depth > 10
        ? Scalar
        : Gen.Frequency(
            (4, Scalar),
            (1, deeper.Array[0, 4].Select(items => "[" + string.Join(", ", items) + "]")),
            (1, Gen.Select(AnyText, deeper).Array[0, 4].Select(
                members => "{" + string.Join(",", members.Select(Pair)) + "}"))));

    private static readonly Gen<(string Name, string Value)> Member = Gen.Select(
        Gen.OneOf(AnyText, AnyOf(
            "a", "price", "log.record.uid", "data.log.record.uid", "data.data.log.record.uid", "(unnamed)", "data.x",
            "level")),
        Value);

    [Fact]
    public void Every_field_of_a_request_has_its_place()
    {
        var batch = new EventBatch();
        batch.Add(Encoding.UTF8.GetBytes(SentEvents.Order), "id-7"u8, new LogLocation("/logs/trades.log", 3, 99));

        foreach (ExportLogsServiceRequest request in OtlpRequests.Of(batch))
        {
            ResourceLogs resource = Assert.Single(request.ResourceLogs);
            Assert.Equal(
                ["host.name=desk-1", "service.name=bot", "service.instance.id=desk-1:/logs", "log.directory=/logs"],
                resource.Resource.Attributes.Select(one => $"{one.Key}={one.Value.StringValue}"));
            ScopeLogs scope = Assert.Single(resource.ScopeLogs);
            Assert.Equal("TradingLogger", scope.Scope.Name);
            LogRecord record = Assert.Single(scope.LogRecords);
            Assert.Equal(SentEvents.Order, record.Body.StringValue);
            Assert.Equal("ORDER_PLACED", record.EventName);
            var time = new DateTimeOffset(2026, 11, 27, 9, 30, 45, TimeSpan.Zero);
            Assert.Equal(((ulong)time.ToUnixTimeSeconds() * 1_000_000_000) + 123_456_000, record.TimeUnixNano);
            Assert.InRange(
                (long)record.ObservedTimeUnixNano / 1_000_000, 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            Assert.Equal((9, "INFO"), (record.SeverityNumber, record.SeverityText));
            Assert.Equal(
                [
                    """action={ "stringValue": "ORDER_PLACED" }""", """symbol={ "stringValue": "BTCUSDT" }""",
                    """quantity={ "doubleValue": 0.5 }""", """price={ "doubleValue": 43250.1 }""",
                    """order_id={ "intValue": "12345678901" }""", """is_maker={ "boolValue": true }""", "note={ }",
                    """log.record.uid={ "stringValue": "id-7" }""", """log.file.name={ "stringValue": "trades.log" }""",
                ],
                record.Attributes.Select(one => $"{one.Key}={one.Value}"));
        }
    }

    [Fact]
    public void Whatever_an_event_holds_arrives_with_its_type() => Member.Array[0, 12].Sample(
        members =>
        {
            string line = "{" + string.Join(", ", members.Select(one => Quoted(one.Name) + ": " + one.Value)) + "}";
            using JsonDocument json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 200 });
            List<KeyValue> expected = [.. json.RootElement.EnumerateObject()
                .DistinctBy(one => one.Name)
                .Select(one => new KeyValue { Key = NameOf(one.Name), Value = OtlpRequests.Expected(one.Value) })];
            foreach (LogRecord record in OtlpRequests.RecordsOf(line))
            {
                Assert.Equal(line, record.Body.StringValue);
                Assert.Equal(expected, record.Attributes.SkipLast(2));
            }
        },
        iter: 2000);

    [Fact]
    public void Each_line_of_a_batch_is_a_record()
    {
        string[] lines = [.. Enumerable.Range(0, 500).Select(number =>
            $"{{\"timestamp\": \"2026-11-27T10:30:45.{number:D6}Z\", "
            + $"\"text\": \"{new string('x', number * 9)}\"}}")];

        foreach (ExportLogsServiceRequest request in OtlpRequests.Of(Batches.Of(lines)))
        {
            LogRecord[] records = [.. request.ResourceLogs.Single().ScopeLogs.Single().LogRecords];
            Assert.Equal(lines, records.Select(record => record.Body.StringValue));
            Assert.All(records.Index(), one =>
            {
                Assert.Equal($"id-{one.Index}", OtlpRequests.Attributes(one.Item)["log.record.uid"].StringValue);
                Assert.Equal(one.Index * 9, OtlpRequests.Attributes(one.Item)["text"].StringValue.Length);
                Assert.Equal((ulong)one.Index * 1000, one.Item.TimeUnixNano % 1_000_000_000);
            });
        }
    }

    [Fact]
    public void A_large_event_arrives_whole()
    {
        string line = "{\"text\": \"" + new string('x', 3_000_000) + "\", \"list\": ["
            + string.Join(", ", Enumerable.Range(0, 100_000)) + "]}";

        foreach (LogRecord record in OtlpRequests.RecordsOf(line))
        {
            Assert.Equal(line, record.Body.StringValue);
            Assert.Equal(3_000_000, OtlpRequests.Attributes(record)["text"].StringValue.Length);
            Assert.Equal(100_000, OtlpRequests.Attributes(record)["list"].ArrayValue.Values.Count);
        }
    }

    [Fact]
    public void Of_thousands_of_names_the_repeated_ones_are_known()
    {
        IEnumerable<string> members = Enumerable.Range(0, 20_000).Select(number => $"\"n{number % 9000}\": {number}");
        string line = "{" + string.Join(", ", members) + "}";

        foreach (LogRecord record in OtlpRequests.RecordsOf(line, line))
        {
            Dictionary<string, AnyValue> attributes = OtlpRequests.Attributes(record);
            Assert.Equal(9002, attributes.Count);
            Assert.Equal(8999, attributes["n8999"].IntValue);
        }
    }

    [Theory]
    [InlineData("""{"level": "WARNING"}""", 13, "WARNING")]
    [InlineData("""{"Level": "warn"}""", 13, "WARN")]
    [InlineData("""{"severity": "Critical"}""", 21, "CRITICAL")]
    [InlineData("""{"severity": "debug", "level": "ERROR"}""", 5, "DEBUG")]
    [InlineData("""{"level": 17}""", 9, "INFO")]
    [InlineData("""{"level": "support at 43000"}""", 9, "INFO")]
    [InlineData("""{"order": {"level": "ERROR"}}""", 9, "INFO")]
    public void The_severity_is_that_of_the_event(string line, int number, string text) => Assert.All(
        OtlpRequests.RecordsOf(line),
        record => Assert.Equal((number, text), (record.SeverityNumber, record.SeverityText)));

    [Theory]
    [InlineData("""{"timestamp": "2026-11-27T10:30:45.123456Z"}""", 1_795_775_445_123_456_000, false)]
    [InlineData("""{"timestamp":"2026-11-27T10:30:45Z"}""", 1_795_775_445_000_000_000, false)]
    [InlineData("""{"Timestamp": "2026-11-27T11:30:45+01:00"}""", 1_795_775_445_000_000_000, false)]
    [InlineData("""{"timestamp": "yesterday"}""", 0, true)]
    [InlineData("""{"timestamp": 5}""", 0, true)]
    [InlineData("""{"timestamp": "1969-11-27T10:30:45Z"}""", 0, true)]
    [InlineData("""{"timestamp": "9999-11-27T10:30:45Z"}""", 0, true)]
    [InlineData("""{"timestamp": "2026-11-27T10:30\u003a45Z"}""", 0, true)]
    [InlineData("{}", 0, false)]
    public void A_time_that_cannot_be_read_stays_an_attribute(string line, long time, bool isAttribute) => Assert.All(
        OtlpRequests.RecordsOf(line),
        record =>
        {
            Assert.Equal((ulong)time, record.TimeUnixNano);
            Assert.Equal(isAttribute, OtlpRequests.Attributes(record).ContainsKey("timestamp"));
        });

    [Theory]
    [InlineData("""{"action": "A"}""", "A")]
    [InlineData("""{"Action": "B", "action": "A"}""", "A")]
    [InlineData("""{"action": "A", "ACTION": "B"}""", "A")]
    [InlineData("""{"ACTION": "B"}""", "B")]
    [InlineData("""{"action": "\u00e9\n"}""", "é\n")]
    [InlineData("""{"action": 5}""", "")]
    [InlineData("{}", "")]
    public void The_action_names_the_event(string line, string name) =>
        Assert.All(OtlpRequests.RecordsOf(line), record => Assert.Equal(name, record.EventName));

    [Fact]
    public void Half_of_a_pair_is_replaced_in_an_attribute_and_kept_in_the_body()
    {
        const string line = """{"text": "a\ud83d\ude00b\ud83dc\ude00", "\ud83d": "\u0041\/\b\f\r\t\"\\"}""";

        Assert.All(OtlpRequests.RecordsOf(line), record =>
        {
            Assert.Equal(line, record.Body.StringValue);
            Assert.Equal("a😀b\ufffdc\ufffd", OtlpRequests.Attributes(record)["text"].StringValue);
            Assert.Equal("A/\b\f\r\t\"\\", OtlpRequests.Attributes(record)["\ufffd"].StringValue);
        });
    }

    // A source gives no such lines; if it did, the body would be the proof.
    [Theory]
    [InlineData("no json")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a": 1""")]
    [InlineData("""{"a": }""")]
    [InlineData("""{"a": tru}""")]
    [InlineData("""{"a": --1}""")]
    [InlineData("""{"a": "x""")]
    [InlineData("""{"a": "\u12"}""")]
    [InlineData("""{"action": "A", "a": [1, {"b": 2}""")]
    [InlineData("""{"a" 1}""")]
    public void A_line_that_is_no_object_is_sent_with_its_body_alone(string line) => Assert.All(
        OtlpRequests.RecordsOf(line),
        record =>
        {
            Assert.Equal(line, record.Body.StringValue);
            Assert.Equal(["log.record.uid", "log.file.name"], record.Attributes.Select(one => one.Key));
        });

    [Fact]
    public void A_file_beside_the_log_is_named_by_its_path()
    {
        var batch = new EventBatch();
        batch.Add("{}"u8, "a"u8, new LogLocation("/logs/trades.log", 1, 0));
        batch.Add("{}"u8, "b"u8, new LogLocation("/other/fallback.log", 1, 0));

        foreach (ExportLogsServiceRequest request in OtlpRequests.Of(batch))
        {
            LogRecord[] records = [.. request.ResourceLogs.Single().ScopeLogs.Single().LogRecords];
            Assert.False(OtlpRequests.Attributes(records[0]).ContainsKey("log.file.path"));
            Assert.Equal("fallback.log", OtlpRequests.Attributes(records[1])["log.file.name"].StringValue);
            Assert.Equal("/other/fallback.log", OtlpRequests.Attributes(records[1])["log.file.path"].StringValue);
        }
    }

    [Fact]
    public void A_request_is_made_without_an_object_for_each_event()
    {
        const int events = 1000;
        EventBatch batch = Batches.Of([.. Enumerable.Repeat(SentEvents.Order, events)]);
        ForwarderOptions options = SentEvents.To(new Uri("http://localhost/"));
        foreach (IRequestEncoder encoder in new IRequestEncoder[]
        {
            new OtlpProtobufEncoder(options), new OtlpJsonEncoder(options), new NdjsonEncoder(options),
        })
        {
            double bytes = Allocation.OfCall(events, () => encoder.Encode(batch, 0, events));
            Assert.True(bytes <= events, $"{encoder.GetType().Name} allocates {bytes} bytes.");
        }
    }

    private static Gen<string> AnyOf(params string[] texts) =>
        Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static string Pair((string Name, string Value) member) => Quoted(member.Name) + ": " + member.Value;

    private static string NameOf(string name) => name switch
    {
        "" => "(unnamed)",
        "log.record.uid" or "data.log.record.uid" or "data.data.log.record.uid" or "(unnamed)" => "data." + name,
        _ => name,
    };

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
