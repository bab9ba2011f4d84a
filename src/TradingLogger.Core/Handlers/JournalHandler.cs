using System.Globalization;
using System.Net.Sockets;
using System.Text;
using TradingLogging.Logging;

namespace TradingLogging.Handlers;

/// <summary>Sends records to the journal of systemd, by its native protocol: <c>journalctl -t</c> finds them by
/// <c>SYSLOG_IDENTIFIER</c>, <c>journalctl TRADING_ORDER_ID=…</c> by a member of the trade event.</summary>
public sealed class JournalHandler : QueuedHandler
{
    /// <summary>The socket on which journald listens.</summary>
    public const string DefaultSocket = "/run/systemd/journal/socket";

    private const string Prefix = "TRADING_";
    private const int LongestFieldName = 64;
    private const int MostMembers = 128;
    private const int LongestCutMessage = 16_384;
    private const int SendTimeoutMilliseconds = 5000;

    private readonly string _identifier;
    private readonly UnixDomainSocketEndPoint _endPoint;
    private Socket? _socket;

    /// <summary>Makes a handler. Nothing is sent before the first record.</summary>
    /// <param name="name">The name of the handler.</param>
    /// <param name="identifier">The field <c>SYSLOG_IDENTIFIER</c>.</param>
    /// <param name="socket">The path of journald's socket.</param>
    /// <exception cref="PlatformNotSupportedException">The system has no such sockets.</exception>
    /// <exception cref="FileNotFoundException">There is no such socket: journald does not run here.</exception>
    public JournalHandler(string name, string identifier = "TradingLogger", string socket = DefaultSocket)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        if (!File.Exists(socket))
        {
            throw new FileNotFoundException(
                $"The journal of systemd does not listen on '{socket}'. Name its socket, or log without it.", socket);
        }

        _endPoint = new UnixDomainSocketEndPoint(socket);
        _identifier = identifier;
    }

    /// <inheritdoc/>
    protected override void Write(LoggedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _socket ??= new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
        {
            SendTimeout = SendTimeoutMilliseconds,
        };
        try
        {
            _socket.SendTo(Datagram(record, isCut: false), _endPoint);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.MessageSize)
        {
            _socket.SendTo(Datagram(record, isCut: true), _endPoint);
        }
    }

    /// <inheritdoc/>
    protected override void Release() => _socket?.Dispose();

    // What is too large for a datagram is cut, and the field TRADING_TRUNCATED tells the length that it had.
    private byte[] Datagram(LoggedRecord record, bool isCut)
    {
        using var fields = new MemoryStream();
        Write(fields, "MESSAGE", isCut ? Cut(record.Message) : record.Message);
        Write(fields, "PRIORITY", Priority(record.Level));
        Write(fields, "SYSLOG_IDENTIFIER", _identifier);
        if (record.LineNumber > 0)
            Write(fields, "CODE_LINE", record.LineNumber.ToString(CultureInfo.InvariantCulture));
        Write(fields, Prefix + "LOGGER", record.Logger);
        Write(fields, Prefix + "LEVEL", LogLevelName.Of(record.Level));
        if (record.Error is { } error)
        {
            Write(fields, Prefix + "ERROR", Cut($"{error.TypeName}: {error.Message}"));
            if (error.StackTrace is { } stack)
                Write(fields, Prefix + "STACK", Cut(stack));
        }

        if (isCut)
            Write(fields, Prefix + "TRUNCATED", record.Message.Length.ToString(CultureInfo.InvariantCulture));
        else
            WriteMembers(fields, record);
        return fields.ToArray();
    }

    private static void WriteMembers(MemoryStream fields, LoggedRecord record)
    {
        if (record.Event is { } tradeEvent)
            Write(fields, Prefix + "ACTION", tradeEvent.Action);
        var names = new HashSet<string>(StringComparer.Ordinal)
        {
            "ACTION", "LOGGER", "LEVEL", "ERROR", "STACK", "TRUNCATED",
        };
        foreach (KeyValuePair<string, object?> member in record.Data.Take(MostMembers))
        {
            string name = FieldName(member.Key);
            if (TextOf(member.Value) is { } text && names.Add(name))
                Write(fields, Prefix + name, text);
        }
    }

    // Nested values are in the message, which is the whole line.
    private static string? TextOf(object? value) => value switch
    {
        null or IReadOnlyList<object?> or IReadOnlyList<KeyValuePair<string, object?>> => null,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // journald takes capitals, digits and underscores.
    private static string FieldName(string member)
    {
        string name = string.Concat(member.Select(
            character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
                ? char.ToUpperInvariant(character)
                : '_'));
        return name.Length + Prefix.Length <= LongestFieldName
            ? name
            : name.Substring(0, LongestFieldName - Prefix.Length);
    }

    // A value with a line feed is preceded by its length; else it could begin fields of its own.
    private static void Write(MemoryStream fields, string name, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Write(fields, Encoding.ASCII.GetBytes(name));
        if (Array.IndexOf(bytes, (byte)'\n') < 0)
        {
            fields.WriteByte((byte)'=');
        }
        else
        {
            fields.WriteByte((byte)'\n');
            for (int shift = 0; shift < 64; shift += 8)
                fields.WriteByte((byte)((ulong)bytes.Length >> shift));
        }

        Write(fields, bytes);
        fields.WriteByte((byte)'\n');
    }

    private static void Write(MemoryStream fields, byte[] bytes) => fields.Write(bytes, 0, bytes.Length);

    private static string Cut(string text) =>
        text.Length <= LongestCutMessage ? text : $"{text[..LongestCutMessage]}…";

    // The severities of syslog.
    private static string Priority(LogLevel level) => level switch
    {
        >= LogLevel.Critical => "2",
        >= LogLevel.Error => "3",
        >= LogLevel.Warning => "4",
        >= LogLevel.Info => "6",
        _ => "7",
    };
}
