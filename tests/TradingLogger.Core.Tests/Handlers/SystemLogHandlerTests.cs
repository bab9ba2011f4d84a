using System.Net.Sockets;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Masking;
using Xunit;

namespace TradingLogging.Tests.Handlers;

/// <summary>The journal of systemd, against a socket of the test's own, and the Windows Event Log without
/// Windows.</summary>
public sealed class SystemLogHandlerTests : IDisposable
{
    private static readonly DateTimeOffset Moment = new(2025, 12, 18, 10, 30, 45, TimeSpan.FromHours(1));

    private readonly string _directory = Directory.CreateTempSubdirectory("journal").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_message_has_the_fields_of_the_journal()
    {
        var fields = Send(new LogRecord(
            Moment, LogLevel.Error, "a.b", "down", 7, new ErrorDetails("T", "failed", StackTrace: "at x")));

        Assert.Equal(
            [
                "MESSAGE=down", "PRIORITY=3", "SYSLOG_IDENTIFIER=desk", "CODE_LINE=7", "TRADING_LOGGER=a.b",
                "TRADING_LEVEL=ERROR", "TRADING_ERROR=T: failed", "TRADING_STACK=at x",
            ],
            fields.Select(field => $"{field.Key}={field.Value}"));
    }

    [Theory]
    [InlineData(LogLevel.Critical, "2")]
    [InlineData(LogLevel.Warning, "4")]
    [InlineData(LogLevel.Info, "6")]
    [InlineData(LogLevel.Debug, "7")]
    public void A_level_is_a_severity_of_syslog(LogLevel level, string severity) =>
        Assert.Equal(severity, Send(new LogRecord(Moment, level, "a", "m"))["PRIORITY"]);

    [Fact]
    public void A_trade_event_can_be_found_by_its_members()
    {
        const string line = """
            {"timestamp": "2025-12-18T10:30:45Z", "action": "FILL", "symbol": "S", "order-id": 7, "ok": true, "a": [1]}
            """;

        var fields = Send(new LogRecord(Moment, "trades", Encoding.UTF8.GetBytes(line), 0));

        Assert.Equal(line, fields["MESSAGE"]);
        Assert.Equal(("FILL", "S", "7"),
            (fields["TRADING_ACTION"], fields["TRADING_SYMBOL"], fields["TRADING_ORDER_ID"]));
        Assert.Equal(("true", "INFO"), (fields["TRADING_OK"], fields["TRADING_LEVEL"]));
        Assert.DoesNotContain("TRADING_A", fields.Keys);
    }

    [Fact]
    public void A_long_name_of_a_member_is_cut()
    {
        string line = $$"""{"timestamp": "2025-12-18T10:30:45Z", "action": "A", "{{new string('n', 100)}}": 1}""";

        var fields = Send(new LogRecord(Moment, "trades", Encoding.UTF8.GetBytes(line), 0));

        Assert.Equal("1", fields["TRADING_" + new string('N', 56)]);
    }

    [Fact]
    public void A_line_break_forges_no_field() =>
        Assert.Equal("a\nPRIORITY=0", Send(new LogRecord(Moment, LogLevel.Info, "a", "a\nPRIORITY=0"))["MESSAGE"]);

    [Fact]
    public void What_is_too_large_for_a_datagram_is_cut_and_told()
    {
        var fields = Send(new LogRecord(Moment, LogLevel.Info, "a", new string('x', 5_000_000)));

        Assert.Equal("5000000", fields["TRADING_TRUNCATED"]);
        Assert.Equal(new string('x', 16_384) + "…", fields["MESSAGE"]);
    }

    [Fact]
    public void Without_a_journal_no_handler_is_made() =>
        Assert.Contains("does not listen", Assert.Throws<FileNotFoundException>(
            () => new JournalHandler("journal", socket: Path.Combine(_directory, "none"))).Message);

    [Fact]
    public void An_entry_of_the_Event_Log_has_type_id_and_the_line()
    {
        var entries = new List<EventLogEntry>();
        var handler = new EventLogHandler("events", entries.Add);
        foreach (LogLevel level in (LogLevel[])[LogLevel.Info, LogLevel.Warning, LogLevel.Critical])
            handler.Handle(new LogRecord(Moment, level, "a", new string('x', 40_000)));
        handler.Dispose();

        Assert.Equal([(4, 20u), (2, 30u), (1, 50u)], entries.Select(entry => ((int)entry.Type, entry.Id)));
        Assert.StartsWith("2025-12-18 10:30:45 | INFO     | a ", entries[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("xxx… (cut, 40056 characters)", entries[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_of_the_Event_Log_has_the_members_that_its_message_does_not_tell()
    {
        var entries = new List<EventLogEntry>();
        var loggers = new LoggerHierarchy(LogClock.System)
        {
            Members = new RecordMemberEncoder(SecretMask.Default, 65_536),
        };
        using var handler = new EventLogHandler("events", entries.Add);
        loggers.Root.AddHandler(handler);
        using (TradingLogger.BeginScope(new { run = 7 }))
        {
            loggers.GetLogger("a").LogStructured(LogLevel.Error, "Order {id} failed", new { id = 5, venue = "X" });
        }

        handler.Dispose();

        Assert.EndsWith(" | Order 5 failed {\"venue\": \"X\"} {\"run\": 7}", entries[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_than_on_Windows_there_is_no_Event_Log()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one.");
        Assert.Throws<PlatformNotSupportedException>(() => new EventLogHandler("events"));
    }

    private Dictionary<string, string> Send(in LogRecord record)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no datagrams of Unix sockets.");
        string path = Path.Combine(_directory, "socket");
        using var journal = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        journal.Bind(new UnixDomainSocketEndPoint(path));
        var handler = new JournalHandler("journal", "desk", path) { DrainTimeout = TimeSpan.FromMinutes(5) };
        handler.Level = LogLevel.Debug;
        handler.Handle(record);
        handler.Dispose();
        Assert.Null(handler.GetState().LastError);
        byte[] buffer = new byte[8_000_000];

        return Parse(buffer.AsSpan(0, journal.Receive(buffer)));
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> datagram)
    {
        var fields = new Dictionary<string, string>();
        while (!datagram.IsEmpty)
        {
            int end = datagram.IndexOfAny((byte)'=', (byte)'\n');
            string name = Encoding.UTF8.GetString(datagram[..end]);
            bool hasLength = datagram[end] == '\n';
            datagram = datagram[(end + 1)..];
            int length = hasLength ? (int)BitConverter.ToUInt64(datagram[..8]) : datagram.IndexOf((byte)'\n');
            if (hasLength)
                datagram = datagram[8..];
            fields.Add(name, Encoding.UTF8.GetString(datagram[..length]));
            datagram = datagram[(length + 1)..];
        }

        return fields;
    }
}
