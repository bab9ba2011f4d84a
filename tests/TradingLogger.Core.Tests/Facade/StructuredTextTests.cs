using System.Collections;
using System.Collections.Specialized;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class StructuredTextTests : IDisposable
{
    private const string Secret = "C4n4ryS3cr3tValue0123456789";

    private readonly LogFolder _folder = new();
    private readonly RecordingHostOutput _output = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _output.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("{order_id} at {price:0.00}", "12 at 1.50")]
    [InlineData("{ORDER_ID}|{venue,6}|{venue,-6}|", "12|  XNYS|XNYS  |")]
    [InlineData("{{order_id}} {order_id}}} {{{order_id}}}", "{order_id} 12} {12}")]
    [InlineData("{missing} {order_id", "{missing} {order_id")]
    [InlineData("{} {@} {a{order_id}", "{} {@} {a12")]
    [InlineData("{list} {@venue} {$venue} {nothing} {yes}", "[1, \"x\"] \"XNYS\" XNYS null true")]
    [InlineData("{time:HH:mm} {venue:X} {price:F9999999} {price:Q}", "03:04 XNYS 1.5 1.5")]
    [InlineData("{big:E2} {whole:X} {exact:N2} {price,x}", "1.00E+300 FF 1,234.50 1.5")]
    [InlineData("plain } text {", "plain } text {")]
    public void A_template_names_members_and_what_it_cannot_find_stays(string template, string expected)
    {
        var data = new OrderedDictionary
        {
            ["order_id"] = 12,
            ["venue"] = "XNYS",
            ["price"] = 1.5,
            ["list"] = new object[] { 1, "x" },
            ["nothing"] = null,
            ["yes"] = true,
            ["time"] = new DateTime(2026, 1, 2, 3, 4, 5),
            ["big"] = 1e300,
            ["whole"] = 255,
            ["exact"] = 1234.50m,
        };
        Initialize(TextFormat.Json);

        Logger.LogStructured(LogLevel.Info, template, data);

        Assert.Equal(expected, Message());
        Assert.Equal(data.Keys.Cast<string>(), Entry().Members.Keys.Cast<string>());
    }

    [Fact]
    public void A_name_that_comes_twice_gets_a_number_and_a_hole_can_name_it()
    {
        Initialize(TextFormat.Json);

        Logger.LogStructured(LogLevel.Info, "{a} {b.2}", new[] { Pair("A", 1), Pair("B", 2), Pair("b", 3) });

        Assert.Equal("1 3", Message());
    }

    [Fact]
    public void In_a_line_of_text_the_members_that_the_message_does_not_tell_stand_behind_it()
    {
        Initialize(TextFormat.Text);

        Logger.LogStructured(
            LogLevel.Info, "Order {order_id}", new { order_id = 12, venue = "XNYS", text = "a\nb\u001b" });
        Logger.LogStructured(LogLevel.Info, "Order {order_id}", new { order_id = 12 });

        Assert.EndsWith(
            "| Order 12 {\"venue\": \"XNYS\", \"text\": \"a\\nb\\u001b\"}",
            _folder.Lines("trading.log")[0],
            StringComparison.Ordinal);
        Assert.EndsWith("| Order 12", _folder.Lines("trading.log")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_context_stands_in_lines_of_text_on_request_and_in_json_always()
    {
        using LogContext scope = TradingLogger.BeginScope(new { run = 7, venue = "ctx" });
        foreach (LoggingConfig config in new[]
        {
            Config(),
            Config() with { TextContext = true, Console = true },
            Config() with { TextFormat = TextFormat.Json },
        })
        {
            TradingLogger.Initialize(config);
            Logger.Info("plain");
            Logger.LogStructured(LogLevel.Info, "at {venue}", new { venue = "own" });
        }

        string[] lines = _folder.Lines("trading.log");
        Assert.EndsWith("| plain", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("| at own", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("| plain {\"run\": 7, \"venue\": \"ctx\"}", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("| at own {\"run\": 7}", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("\"message\": \"plain\", \"run\": 7, \"venue\": \"ctx\"}", lines[4], StringComparison.Ordinal);
        Assert.EndsWith("\"message\": \"at own\", \"venue\": \"own\", \"run\": 7}", lines[5], StringComparison.Ordinal);
        Assert.Contains("| at own {\"run\": 7}", _output.Lines[1].Line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_json_has_the_members_in_this_order_and_the_error_last()
    {
        TradingLogger.Initialize(Config() with { TextFormat = TextFormat.Json, Timestamp = TimestampForm.Utc });

        Logger.LogStructured(
            LogLevel.Error,
            "{a}",
            new { a = 1 },
            new InvalidOperationException("bad\nnews", new ArgumentException("why")),
            42);

        string line = Assert.Single(_folder.Lines("trading.log"));
        Assert.Matches("^{\"timestamp\": \"[-0-9]{10}T[:.0-9]{15}Z\", \"level\": \"ERROR\", ", line);
        Assert.EndsWith(
            "\"logger\": \"trading.signals\", \"line\": 42, \"message\": \"1\", \"a\": 1, \"error\": "
            + "{\"type\": \"System.InvalidOperationException\", \"message\": \"bad\\nnews\", "
            + "\"inner\": {\"type\": \"System.ArgumentException\", \"message\": \"why\"}}}",
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_reads_the_same_in_either_form_and_in_a_file_with_both()
    {
        foreach (TextFormat format in new[] { TextFormat.Text, TextFormat.Json })
        {
            Initialize(format);
            Logger.Warning("two\nlines \u001b[31m and {\"timestamp\": \"forged\"}", lineNumber: 1);
            Logger.Error("failed", Thrown(), lineNumber: 2);
            TradingLogger.LogTrade("FILL", new { price = 0.10m }, lineNumber: 3);
        }

        TradingLogEntry[] entries = Entries();
        Assert.Equal(6, entries.Length);
        for (int index = 0; index < 3; index++)
        {
            (TradingLogEntry text, TradingLogEntry json) = (entries[index], entries[index + 3]);
            Assert.Equal((text.Level, text.Logger, text.Line), (json.Level, json.Logger, json.Line));
            Assert.InRange(json.Timestamp - text.Timestamp, TimeSpan.Zero, TimeSpan.FromMinutes(1));
            Assert.Empty(json.Members);
            if (index < 2)
                Assert.Equal(text.Message, json.Message);
        }

        Assert.Contains("\n        caused by System.ArgumentException: why", entries[4].Message);
        Assert.EndsWith("\"action\": \"FILL\", \"price\": 0.10}", entries[5].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_are_read_back_by_name_without_regard_to_case()
    {
        Initialize(TextFormat.Json);

        Logger.LogStructured(
            LogLevel.Info, "x", new { price = 0.10m, deep = new { list = Enumerable.Range(1, 2).ToArray() } });

        IDictionary members = Entry().Members;
        Assert.Equal(0.10m, members["PRICE"]);
        Assert.Equal([1L, 2L], Assert.IsType<object[]>(Assert.IsAssignableFrom<IDictionary>(members["deep"])["List"]));
        Assert.Throws<NotSupportedException>(members.Clear);
    }

    [Fact]
    public void Members_that_are_read_back_show_themselves_in_a_cell()
    {
        Initialize(TextFormat.Json);

        var deep = new { list = Enumerable.Range(1, 2).ToArray() };
        Logger.LogStructured(LogLevel.Info, "x", new { price = 0.10m, deep });

        Assert.Equal("price: 0.10; deep: list: [1; 2]", Entry().Members.ToString());
    }

    [Theory]
    [InlineData(TextFormat.Text)]
    [InlineData(TextFormat.Json)]
    public void Secrets_are_masked_in_message_members_and_error(TextFormat format)
    {
        Initialize(format);

        Logger.LogStructured(
            LogLevel.Error,
            "key {api_key}, {header}, {scheme} password=" + Secret,
            new { api_key = Secret, header = "Authorization: Bearer " + Secret, scheme = "Bearer", password = Secret },
            new InvalidOperationException("token=" + Secret));

        Assert.DoesNotContain(Secret, _folder.Text("trading.log"), StringComparison.Ordinal);
        Assert.Contains("***", _folder.Text("trading.log"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_json_keeps_its_limit_and_says_what_was_cut()
    {
        TradingLogger.Initialize(Config() with { TextFormat = TextFormat.Json, MaxRecordBytes = 4096 });

        Logger.LogStructured(
            LogLevel.Error,
            new string('m', 9000) + "{a}",
            new { a = new string('a', 9000), b = 1 },
            new InvalidOperationException("why " + new string('e', 9000)));
        Logger.Info("next");

        string[] lines = _folder.Lines("trading.log");
        Assert.InRange(lines[0].Length, 4000, 4096 + 1024 + 512);
        Assert.EndsWith("\"truncated\": true}", lines[0], StringComparison.Ordinal);
        Assert.Contains(
            "\"error\": {\"type\": \"System.InvalidOperationException\", \"message\": \"why e",
            lines[0],
            StringComparison.Ordinal);
        Assert.Equal(["next"], Entries().Skip(1).Select(entry => entry.Message));
    }

    [Fact]
    public void A_name_of_the_line_itself_is_kept_as_data_with_a_warning()
    {
        Initialize(TextFormat.Json);

        Logger.LogStructured(
            LogLevel.Info, "{level} {data.level}", new { level = "mine", Message = "also", error = 1 });

        Assert.Equal("{level} mine", Message());
        Assert.Equal(["data.level", "data.Message", "data.error"], Entry().Members.Keys.Cast<string>());
        Assert.Contains("data.level", Assert.Single(_output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_one_kind_of_line_keeps_for_itself_is_not_taken_for_that_of_another()
    {
        Initialize(TextFormat.Json);
        var data = new { action = 1, level = 2, message = 3, seen = 4 };
        for (int round = 0; round < 2; round++)
        {
            using (TradingLogger.BeginScope(data))
                TradingLogger.LogTrade("SCOPE");
            TradingLogger.LogTrade("EVENT", data);
            Logger.LogStructured(LogLevel.Info, "x", data);
            TradingLogger.GetLogger("trades").LogStructured(LogLevel.Info, "x", data);
        }

        TradeEvent[] events = [.. TradeLog.InDirectory(_folder.FullName).Read(new TradeQuery())];
        string[] expected = ["data.action", "level", "message", "seen"];
        Assert.Equal(6, events.Length);
        Assert.All(
            events.Where(one => one.Action != "MESSAGE"),
            one => Assert.Equal(expected, one.Members.Select(member => member.Key)));
        Assert.All(
            events.Where(one => one.Action == "MESSAGE"),
            one => Assert.Equal(
                ["level", "message", "data.action", "data.level", "data.message", "seen"],
                one.Members.Select(member => member.Key)));
        Assert.All(
            Entries().Where(entry => entry.Message == "x"),
            entry => Assert.Equal(["action", "data.level", "data.message", "seen"], entry.Members.Keys.Cast<string>()));
    }

    [Fact]
    public void A_torn_line_of_json_is_reported_and_reading_goes_on()
    {
        Initialize(TextFormat.Json);
        Logger.Info("before");
        TradingLogger.Close();
        File.AppendAllText(
            _folder.PathOf("trading.log"),
            "{\"timestamp\": \"2026-01-01T00:00:00Z\", \"level\": \"IN\n"
            + "{\"timestamp\": \"2026-01-01T00:00:00Z\", \"message\": \"no level\"}\n"
            + "{\"timestamp\": \"never\", \"level\": \"INFO\", \"logger\": \"a\", \"message\": \"b\"}\n"
            + "{\"timestamp\": \"2026-01-01\", \"level\": \"INFO\", \"logger\": \"a\", \"message\": \"\"} t\n"
            + "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"Level 25\",\"logger\":\"a\","
            + "\"message\":\"\\ud800\",\"x\":1,\"X\":2}\n");

        var damage = new List<LogDamage>();
        TradingLogEntry[] entries =
            [.. TradingLog.InDirectory(_folder.FullName).Read(options: new LogReadOptions { Damaged = damage.Add })];

        Assert.Equal(["before", "\ufffd"], entries.Select(entry => entry.Message));
        Assert.Equal(1L, entries[1].Members["x"]);
        Assert.Equal((LogLevel)25, entries[1].Level);
        Assert.Equal(4, damage.Count);
    }

    [Fact]
    public void What_has_no_members_is_refused_and_a_level_that_is_off_reads_nothing()
    {
        Initialize(TextFormat.Json);

        Assert.Throws<ArgumentException>(() => Logger.LogStructured(LogLevel.Info, "x", 5));
        Assert.Throws<ArgumentNullException>(() => Logger.LogStructured(LogLevel.Info, "x", null!));
        Logger.LogStructured(LogLevel.Debug, "x", 5);
        Logger.LogRendered(LogLevel.Info, "done {a}", new { a = 1 }, new InvalidOperationException("e"));
        Logger.LogRendered(LogLevel.Debug, "never", new { a = 1 });
        Logger.LogStructured(LogLevel.Info, "told {a}", new { a = 2 }, new ErrorDetails("T", "m"));

        Assert.Equal(
            ["done {a}\n    System.InvalidOperationException: e", "told 2\n    T: m"],
            Entries().Select(entry => entry.Message));
        Assert.Equal(1L, Entries()[0].Members["a"]);
    }

    [Fact]
    public void Further_causes_without_a_first_one_are_written()
    {
        Initialize(TextFormat.Json);

        Logger.Log(LogLevel.Error, "m", new ErrorDetails("T", "t") { Others = [new ErrorDetails("U", "u")] });

        Assert.EndsWith(
            "\"error\": {\"type\": \"T\", \"message\": \"t\", "
            + "\"inner\": [null, {\"type\": \"U\", \"message\": \"u\"}]}}",
            Assert.Single(_folder.Lines("trading.log")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_among_the_trade_events_keeps_its_members()
    {
        Initialize(TextFormat.Text);
        using LogContext scope = TradingLogger.BeginScope(new { run = 7 });

        TradingLogger.GetLogger("trades").LogStructured(LogLevel.Info, "at {venue}", new { venue = "X" });

        Assert.EndsWith(
            "\"action\": \"MESSAGE\", \"level\": \"INFO\", \"message\": \"at X\", \"venue\": \"X\", \"run\": 7}",
            _folder.Lines("trades.log")[0],
            StringComparison.Ordinal);
    }

    private static Logger Logger => TradingLogger.GetLogger("trading.signals");

    private static KeyValuePair<string, object?> Pair(string name, object? value) => new(name, value);

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException(
                "bad\nnews", new AggregateException(new ArgumentException("why"), new NotSupportedException("and")));
        }
        catch (InvalidOperationException error)
        {
            return error;
        }
    }

    private void Initialize(TextFormat format) => TradingLogger.Initialize(Config() with { TextFormat = format });

    private LoggingConfig Config() => new() { LogDirectory = _folder.FullName, Console = false };

    private TradingLogEntry[] Entries() => [.. TradingLog.InDirectory(_folder.FullName).Read()];

    private TradingLogEntry Entry() => Entries()[^1];

    private string Message() => Entry().Message;
}
