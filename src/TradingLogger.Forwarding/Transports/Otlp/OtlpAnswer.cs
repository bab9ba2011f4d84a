using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Forwarding.Transports.Http;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>Reads the answers of the OpenTelemetry protocol, as protobuf or JSON. An answer that was cut is read as far
/// as it goes.</summary>
internal static class OtlpAnswer
{
    /// <summary>The media type of protobuf.</summary>
    public const string Protobuf = "application/x-protobuf";

    /// <summary>The media type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>What an answer of success says: that the receiver has all, or that it rejects some.</summary>
    /// <remarks>A receiver that has all may add a warning, which says nothing of the events.</remarks>
    public static DeliveryResult Understand(HttpAnswer answer)
    {
        (long rejected, string message) = answer.IsJson
            ? PartialSuccessOfJson(answer.Body.Span)
            : PartialSuccess(answer.Body.Span);
        if (rejected <= 0)
            return new DeliveryResult.Accepted();
        string reason = message.Length > 0 ? message : "The receiver gave no reason.";
        return new DeliveryResult.PartlyAccepted(rejected, reason);
    }

    /// <summary>The reason of a failure: the message of a <c>google.rpc.Status</c>, or the text as it is.</summary>
    public static string Explain(HttpAnswer answer)
    {
        if (answer.IsJson)
            return MessageOfJson(answer.Body.Span) ?? answer.Text.Trim();
        return answer.MediaType == Protobuf ? TextField(answer.Body.Span, 2) : answer.Text.Trim();
    }

    private static (long Rejected, string Message) PartialSuccess(ReadOnlySpan<byte> body)
    {
        var response = new ProtobufFields(body);
        while (response.TryRead())
        {
            if (response.Field != 1)
                continue;
            long rejected = 0;
            string message = "";
            var partial = new ProtobufFields(response.Bytes);
            while (partial.TryRead())
            {
                if (partial.Field == 1)
                    rejected = (long)partial.Number;
                else if (partial.Field == 2)
                    message = Encoding.UTF8.GetString(partial.Bytes);
            }

            return (rejected, message);
        }

        return (0, "");
    }

    private static string TextField(ReadOnlySpan<byte> body, int field)
    {
        var fields = new ProtobufFields(body);
        while (fields.TryRead())
        {
            if (fields.Field == field)
                return Encoding.UTF8.GetString(fields.Bytes);
        }

        return "";
    }

    // A number of 64 bits is a text in the JSON of protobuf; some write it as a number. Names are in camel case; some
    // keep those of the definition.
    private static (long Rejected, string Message) PartialSuccessOfJson(ReadOnlySpan<byte> body)
    {
        long rejected = 0;
        string message = "";
        try
        {
            var reader = new Utf8JsonReader(body, isFinalBlock: false, state: default);
            bool isPartial = false;
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1)
                    isPartial = BeginsPartialSuccess(ref reader, isPartial);
                if (!isPartial || reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2)
                    continue;
                bool isCount = reader.ValueTextEquals("rejectedLogRecords"u8)
                    || reader.ValueTextEquals("rejected_log_records"u8);
                bool isMessage = reader.ValueTextEquals("errorMessage"u8) || reader.ValueTextEquals("error_message"u8);
                if (!reader.Read())
                    break;
                if (isCount)
                    rejected = Count(ref reader);
                else if (isMessage && reader.TokenType == JsonTokenType.String)
                    message = reader.GetString()!;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What was read before is kept.
        }

        return (rejected, message);
    }

    // A name says what follows; the beginning and the end of its object are as deep as the name.
    private static bool BeginsPartialSuccess(ref Utf8JsonReader reader, bool isPartial) => reader.TokenType switch
    {
        JsonTokenType.PropertyName =>
            reader.ValueTextEquals("partialSuccess"u8) || reader.ValueTextEquals("partial_success"u8),
        JsonTokenType.StartObject => isPartial,
        _ => false,
    };

    // In any writing: a receiver that says that it rejects some must not be believed to have all.
    private static long Count(ref Utf8JsonReader reader)
    {
        string text = reader.TokenType switch
        {
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan.ToArray()),
            JsonTokenType.String => reader.GetString()!,
            _ => "",
        };
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long count))
            return count;
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real);
        // .NET Framework does not read what is beyond a double.
        if (!isNumber)
            return reader.TokenType == JsonTokenType.Number && text[0] != '-' ? long.MaxValue : 0;
        return real >= long.MaxValue ? long.MaxValue : real > 0 ? (long)Math.Ceiling(real) : 0;
    }

    private static string? MessageOfJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName
                    && reader.ValueTextEquals("message"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                {
                    return reader.GetString();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Then the text is shown as it is.
        }

        return null;
    }
}

/// <summary>Goes through the fields of a protobuf message. What is cut off or broken ends it; of a part that is cut off
/// the beginning is given.</summary>
/// <param name="message">The message.</param>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field.</summary>
    public int Field { get; private set; }

    /// <summary>Its value, if it is a varint.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its content, if it is a text or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Reads the next field.</summary>
    public bool TryRead()
    {
        Bytes = default;
        Number = 0;
        if (_rest.IsEmpty || !TryReadVarint(out ulong key))
            return false;
        Field = (int)(key >> 3);
        switch (key & 7)
        {
            case 0:
                bool isWhole = TryReadVarint(out ulong number);
                Number = number;
                return isWhole;
            case 1:
                return TrySkip(sizeof(ulong));
            case 2:
                if (!TryReadVarint(out ulong length))
                    return false;
                Bytes = _rest.Slice(0, (int)Math.Min(length, (ulong)_rest.Length));
                return TrySkip(Bytes.Length);
            case 5:
                return TrySkip(sizeof(uint));
            default:
                return false;
        }
    }

    private bool TrySkip(int length)
    {
        if (length > _rest.Length)
            return false;
        _rest = _rest.Slice(length);
        return true;
    }

    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && !_rest.IsEmpty; shift += 7)
        {
            byte next = _rest[0];
            _rest = _rest.Slice(1);
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
