using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Takes a line of <c>trading.log</c> apart that was written with <c>text_format = json</c>. Its message comes
/// back as a line of text would have it: escaped, with the error in lines below.</summary>
internal ref struct TradingLogJson
{
    private Utf8JsonReader _reader;
    private DateTimeOffset? _time;
    private LogLevel? _level;
    private string? _logger;
    private string? _message;
    private ErrorDetails? _error;
    private int _line;
    private OrderedDictionary? _members;

    private TradingLogJson(ReadOnlySpan<byte> line) => _reader = new Utf8JsonReader(line);

    /// <summary>Whether a line has this form.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> line) => line.StartsWith(TradeLineFormat.OpeningName);

    /// <summary>The record of the line; null when it is none.</summary>
    public static TradingLogEntry? Parse(ReadOnlySpan<byte> line, LogLocation location)
    {
        var json = new TradingLogJson(LoneSurrogates.Replace(line));
        try
        {
            return json.Read(location);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private TradingLogEntry? Read(LogLocation location)
    {
        _reader.Read();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = _reader.GetString()!;
            _reader.Read();
            ReadMember(name);
        }

        // What stands behind the object makes this throw.
        _reader.Read();
        if (_time is not { } time || _level is not { } level || _logger is null || _message is null)
            return null;
        return new TradingLogEntry(time, level, _logger, _line, _message + ErrorText(), location)
        {
            Members = _members is null ? TradingLogEntry.NoMembers : ReadableList.Of(_members),
        };
    }

    private void ReadMember(string name)
    {
        switch (name)
        {
            case "timestamp":
                _time = DateTimeOffset.Parse(
                    _reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal);
                break;
            case "level":
                _level = TradingLogLine.ParseLevel(_reader.GetString()!);
                break;
            case "logger":
                _logger = VisibleText.Of(_reader.GetString()!);
                break;
            case "line":
                _line = _reader.GetInt32();
                break;
            case "message":
                _message = VisibleText.Of(_reader.GetString()!);
                break;
            case "event":
                using (var document = JsonDocument.ParseValue(ref _reader))
                    _message = document.RootElement.GetRawText();
                break;
            case "error" when _reader.TokenType == JsonTokenType.StartObject:
                _error = ReadError((IDictionary)ReadValue(ref _reader)!);
                break;
            default:
                AddFirst(_members ??= NewMembers(), name, ReadValue(ref _reader));
                break;
        }
    }

    private readonly string ErrorText()
    {
        if (_error is null)
            return string.Empty;
        var buffer = new Utf8Buffer();
        ErrorLines.Write(buffer, _error, int.MaxValue);
        return "\n" + Encoding.UTF8.GetString(buffer.Written.ToArray()).TrimEnd('\n');
    }

    private static ErrorDetails ReadError(IDictionary json)
    {
        ErrorDetails[] inner = json["inner"] switch
        {
            IDictionary one => [ReadError(one)],
            object?[] several => [.. several.OfType<IDictionary>().Select(ReadError)],
            _ => [],
        };
        return new ErrorDetails(
            json["type"] as string ?? string.Empty,
            json["message"] as string ?? string.Empty,
            json["position"] as string,
            json["stack"] as string,
            inner.FirstOrDefault())
        {
            Category = json["category"] as string,
            ErrorId = json["error_id"] as string,
            Target = json["target"] as string,
            HttpStatus = (int?)(json["http_status"] as long?),
            Omitted = (int)(json["omitted"] as long? ?? 0),
            Others = [.. inner.Skip(1)],
        };
    }

    private static object? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => TradeLineMembers.ReadValue(ref reader),
    };

    private static object?[] ReadList(ref Utf8JsonReader reader)
    {
        var list = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Add(ReadValue(ref reader));
        return [.. list];
    }

    private static IDictionary ReadObject(ref Utf8JsonReader reader)
    {
        OrderedDictionary members = NewMembers();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            AddFirst(members, name, ReadValue(ref reader));
        }

        return ReadableList.Of(members);
    }

    private static OrderedDictionary NewMembers() => new(StringComparer.OrdinalIgnoreCase);

    // Of a name that a foreign line has twice, the first one counts.
    private static void AddFirst(OrderedDictionary members, string name, object? value)
    {
        if (!members.Contains(name))
            members.Add(name, value);
    }
}
