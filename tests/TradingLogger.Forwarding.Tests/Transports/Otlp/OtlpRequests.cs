using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using OpenTelemetry.Tests.Proto;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports.Otlp;

namespace TradingLogging.Forwarding.Tests.Transports.Otlp;

/// <summary>Requests as the protobuf library of Google reads them, and what is expected of them.</summary>
internal static class OtlpRequests
{
    /// <summary>The requests of some lines, from protobuf and from JSON.</summary>
    public static IEnumerable<ExportLogsServiceRequest> Of(EventBatch batch)
    {
        ForwarderOptions options = SentEvents.To(new Uri("http://localhost/"));
        ReadOnlyMemory<byte> protobuf = new OtlpProtobufEncoder(options).Encode(batch, 0, batch.Count);
        yield return ExportLogsServiceRequest.Parser.ParseFrom(protobuf.Span);
        ReadOnlyMemory<byte> json = new OtlpJsonEncoder(options).Encode(batch, 0, batch.Count);
        yield return JsonParser.Default.Parse<ExportLogsServiceRequest>(Encoding.UTF8.GetString(json.Span));
    }

    /// <summary>The records of some lines, from protobuf and from JSON.</summary>
    public static IEnumerable<LogRecord> RecordsOf(params string[] lines) =>
        Of(Batches.Of(lines))
            .SelectMany(request => request.ResourceLogs.Single().ScopeLogs.Single().LogRecords);

    /// <summary>The attributes in the order in which they were sent.</summary>
    public static Dictionary<string, AnyValue> Attributes(LogRecord record) =>
        record.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value ?? new AnyValue());

    /// <summary>The value that a value of JSON should become, made by .NET's own reader.</summary>
    /// <param name="json">The value.</param>
    /// <param name="level">How deep it is; a member of the event has 1.</param>
    public static AnyValue Expected(JsonElement json, int level = 1) => json.ValueKind switch
    {
        JsonValueKind.String => new AnyValue { StringValue = json.GetString() },
        JsonValueKind.True => new AnyValue { BoolValue = true },
        JsonValueKind.False => new AnyValue { BoolValue = false },
        JsonValueKind.Null => new AnyValue(),
        JsonValueKind.Number => Number(json.GetRawText()),
        _ when level > 8 => new AnyValue { StringValue = json.GetRawText() },
        JsonValueKind.Array => new AnyValue
        {
            ArrayValue = new ArrayValue { Values = { json.EnumerateArray().Select(one => Expected(one, level + 1)) } },
        },
        _ => new AnyValue
        {
            KvlistValue = new KeyValueList
            {
                Values =
                {
                    json.EnumerateObject().Select(
                        one => new KeyValue { Key = one.Name, Value = Expected(one.Value, level + 1) }),
                },
            },
        },
    };

    private static AnyValue Number(string digits)
    {
        bool isWhole = digits.AsSpan().IndexOfAny(".eE") < 0;
        if (isWhole && digits != "-0" && long.TryParse(digits, CultureInfo.InvariantCulture, out long whole))
            return new AnyValue { IntValue = whole };
        double real = double.Parse(digits, CultureInfo.InvariantCulture);
        return !double.IsInfinity(real) && Exact(digits) == Exact(real.ToString("R", CultureInfo.InvariantCulture))
            ? new AnyValue { DoubleValue = real }
            : new AnyValue { StringValue = digits };
    }

    // A decimal as a whole number and a power of ten, of which the whole number has no zero at its end.
    private static (BigInteger Digits, long Exponent) Exact(string text)
    {
        string[] parts = text.Split('e', 'E');
        int point = parts[0].IndexOf('.');
        long exponent = (parts.Length > 1 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : 0)
            - (point < 0 ? 0 : parts[0].Length - point - 1);
        var digits = BigInteger.Parse(parts[0].Replace(".", ""), CultureInfo.InvariantCulture);
        if (digits.IsZero)
            return (0, 0);
        while (digits % 10 == 0)
        {
            digits /= 10;
            exponent++;
        }

        return (digits, exponent);
    }
}
