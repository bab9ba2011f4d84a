using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Syslog;

/// <summary>Makes messages as RFC 5424 says out of events: the structured data has the id, the host, the directory of
/// the log and the action, the text is the exact line. Not thread-safe.</summary>
/// <remarks>RELP and syslog share them. <c>32473</c> is the enterprise number that RFC 5612 keeps for examples: a
/// receiver finds the data under the fixed name <see cref="DataId"/>, and no enterprise is named wrongly.</remarks>
internal sealed class SyslogMessages
{
    /// <summary>The name of the structured data.</summary>
    public const string DataId = "trade@32473";

    /// <summary>The longest message that is sent, in bytes, unless the address says otherwise: the default of rsyslog,
    /// which cuts a longer one without a word to the sender.</summary>
    public const int DefaultLongest = 8 * 1024;

    /// <summary>The name in the query of an address that tells the longest message, as rsyslog calls the
    /// setting.</summary>
    public const string LongestName = "maxMessageSize";

    // RFC 5424: every receiver takes as much.
    private const int Smallest = 480;
    private const int LongestHost = 255;
    private const int LongestService = 48;
    private const int LongestAction = 32;
    private const string NoAction = "-";

    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private readonly Utf8Buffer _message = new();
    private readonly string _header;
    private readonly string _origin;
    private readonly int _fixedLength;

    /// <exception cref="ConfigurationException">The query of the address is wrong.</exception>
    public SyslogMessages(ForwarderOptions options)
    {
        Longest = LongestOf(options.Uri);
        _header = $" {Name(options.Host, LongestHost)} {Name(options.Service, LongestService)} - ";
        _origin = $"\" host=\"{Value(options.Host)}\" log=\"{Value(options.LogDirectory)}\" action=\"";
        _fixedLength = 128 + Encoding.UTF8.GetByteCount(_header + _origin);
    }

    /// <summary>The longest message that is sent, in bytes.</summary>
    public int Longest { get; }

    /// <summary>Makes the message of an event.</summary>
    /// <returns>The message; valid until the next one is made.</returns>
    public ReadOnlySpan<byte> Make(EventBatch batch, int index)
    {
        ReadOnlySpan<byte> line = batch.Line(index);
        (DateTimeOffset? time, string action) = Read(line);
        _message.Clear();
        // Facility local0, severity informational.
        _message.Write("<134>1 "u8);
        Write(time is { } known ? FormattableString.Invariant($"{known:yyyy-MM-dd'T'HH:mm:ss.ffffffzzz}") : "-");
        Write(_header);
        Write(Name(action, LongestAction));
        Write($" [{DataId} id=\"");
        _message.Write(batch.Id(index));
        Write(_origin);
        Write(Value(action));
        _message.Write("\"] "u8);
        _message.Write(line);
        return _message.Written;
    }

    /// <summary>Finds an event whose message would be longer than the receiver takes.</summary>
    /// <returns>What is wrong; null when all messages are short enough. It is the event that is refused, not the
    /// request: fewer events at once would not help.</returns>
    public DeliveryResult.Refused? FindTooLong(EventBatch batch, int start, int count)
    {
        for (int index = start; index < start + count; index++)
        {
            // Whatever its action is, a short line makes no message that is too long: most need not be formatted.
            if (_fixedLength + batch.Id(index).Length + (4 * batch.Line(index).Length) <= Longest)
                continue;
            int length = Make(batch, index).Length;
            if (length > Longest)
            {
                return new DeliveryResult.Refused(FormattableString.Invariant(
                    $"The message of an event has {length} bytes, and the receiver takes {Longest}. A receiver that ")
                    + $"takes more is told by ?{LongestName}=<bytes> in the address.");
            }
        }

        return null;
    }

    private static int LongestOf(Uri uri)
    {
        foreach (string pair in uri.Query.TrimStart('?').Split('&'))
        {
            if (pair.Length == 0)
                continue;
            int equals = Math.Max(0, pair.IndexOf('='));
            bool isLongest = string.Equals(pair[..equals], LongestName, StringComparison.OrdinalIgnoreCase)
                & int.TryParse(
                    pair[(equals + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int bytes);
            if (isLongest && bytes >= Smallest)
                return bytes;
            throw new ConfigurationException(FormattableString.Invariant(
                $"The address may have ?{LongestName}=<bytes>, {Smallest} or more, and no other query."));
        }

        return DefaultLongest;
    }

    private static (DateTimeOffset? Time, string Action) Read(ReadOnlySpan<byte> line)
    {
        DateTimeOffset? time = null;
        string? action = null;
        var reader = new Utf8JsonReader(LoneSurrogates.Replace(line), AnyDepth);
        reader.Read();
        while ((time is null || action is null) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isTime = reader.ValueTextEquals(TradeLineFormat.TimestampName);
            bool isAction = reader.ValueTextEquals(TradeLineFormat.ActionName);
            reader.Read();
            if (isTime && reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var found))
                time = found;
            else if (isAction && reader.TokenType == JsonTokenType.String)
                action = reader.GetString();
            else
                reader.Skip();
        }

        return (time, action is null or "" ? NoAction : action);
    }

    // A field of the header: printable ASCII without blanks.
    private static string Name(string text, int longest)
    {
        string name = text.Length > longest ? text[..longest] : text;
        foreach (char character in name)
        {
            if (character is <= ' ' or > '~')
                return new string([.. name.Select(one => one is <= ' ' or > '~' ? '?' : one)]);
        }

        return name.Length == 0 ? "-" : name;
    }

    // A value of structured data. Control characters could forge lines where a receiver writes the data out.
    private static string Value(string text)
    {
        if (!text.Any(one => one is '"' or '\\' or ']' || char.IsControl(one)))
            return text;
        var value = new StringBuilder(text.Length + 8);
        foreach (char character in text)
        {
            if (character is '"' or '\\' or ']')
                value.Append('\\');
            value.Append(char.IsControl(character) ? '?' : character);
        }

        return value.ToString();
    }

    private void Write(string text)
    {
        Span<byte> free = _message.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _message.Advance(Encoding.UTF8.GetBytes(text.AsSpan(), free));
    }
}
