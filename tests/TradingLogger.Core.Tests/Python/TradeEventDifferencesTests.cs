using System.Collections;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Tests.Python.Scenarios;
using TradingLogging.Tests.Specification;
using Xunit;

namespace TradingLogging.Tests.Python;

/// <summary>What trade lines do otherwise than Python's, on purpose: rows of docs/differences-from-python.md.</summary>
public sealed class TradeEventDifferencesTests
{
    private static readonly DateTime Start = new(2025, 12, 18, 9, 30, 45, DateTimeKind.Utc);

    [Fact]
    public void The_timestamp_tells_the_offset_and_always_six_digits()
    {
        LogScenario scenario = Event(new() { ["symbol"] = "BTCUSDT" });
        using var both = new BothLoggings();

        both.Run(scenario with { Config = scenario.Config with { Timestamp = TimestampForm.Offset } });

        Assert.StartsWith("{\"timestamp\": \"2025-12-18T10:30:45\",", PythonLine(both), StringComparison.Ordinal);
        Assert.StartsWith(
            "{\"timestamp\": \"2025-12-18T10:30:45.000000+01:00\",",
            CoreLine(both),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Data_cannot_take_the_place_of_timestamp_and_action()
    {
        using var both = new BothLoggings();

        both.Run(Event(new() { ["action"] = "FORGED", ["timestamp"] = "1970-01-01T00:00:00" }));

        Assert.Equal("{\"timestamp\": \"1970-01-01T00:00:00\", \"action\": \"FORGED\"}", PythonLine(both));
        Assert.Equal(
            "{\"timestamp\": \"2025-12-18T10:30:45.000000\", \"action\": \"TEST\", "
            + "\"data.action\": \"FORGED\", \"data.timestamp\": \"1970-01-01T00:00:00\"}",
            CoreLine(both));
    }

    [Fact]
    public void A_member_without_a_name_gets_one()
    {
        using var both = new BothLoggings();

        both.Run(Event(new() { [""] = 1L }));

        Assert.EndsWith("\"\": 1}", PythonLine(both), StringComparison.Ordinal);
        Assert.EndsWith("\"(unnamed)\": 1}", CoreLine(both), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_members_whose_names_differ_in_case_alone_get_names_that_differ_more()
    {
        using var both = new BothLoggings();

        both.Run(Event(new() { ["id"] = 1L, ["ID"] = 2L }));

        Assert.EndsWith("\"id\": 1, \"ID\": 2}", PythonLine(both), StringComparison.Ordinal);
        Assert.EndsWith("\"id\": 1, \"ID.2\": 2}", CoreLine(both), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_masked()
    {
        LogScenario scenario = Event(
            new() { ["symbol"] = "BTCUSDT", ["apiKey"] = "k3y", ["url"] = "https://host/?signature=s1g&side=BUY" });
        using var both = new BothLoggings();

        both.Run(scenario with { Config = scenario.Config with { Mask = ["strategy_params"] } });

        Assert.Contains(
            "\"apiKey\": \"k3y\", \"url\": \"https://host/?signature=s1g&side=BUY\"",
            PythonLine(both),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "\"symbol\": \"BTCUSDT\", \"apiKey\": \"***\", \"url\": \"https://host/?signature=***&side=BUY\"}",
            CoreLine(both),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_is_a_string_because_JSON_has_no_word_for_it()
    {
        using var both = new BothLoggings();

        both.Run(
            Event(
                new() { ["n"] = new List<object?> { double.NaN, double.PositiveInfinity, double.NegativeInfinity } }));

        Assert.EndsWith("[NaN, Infinity, -Infinity]}", PythonLine(both), StringComparison.Ordinal);
        Assert.EndsWith("[\"NaN\", \"Infinity\", \"-Infinity\"]}", CoreLine(both), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_json_dumps_refuses_is_written_as_a_person_means_it()
    {
        PythonLogging.RunCode(
            """
            import json, decimal, datetime
            for value in (decimal.Decimal("0.10"), datetime.date(2025, 12, 18), b"\x01"):
                try:
                    print(json.dumps(value))
                except TypeError:
                    print("refused")
            """,
            input: string.Empty,
            out string python);
        using var folder = new LogFolder();
        using var session = new TestSession(new LoggingConfig { LogDirectory = folder.FullName, Console = false });
        session.LogTrade("TEST", new Dictionary<string, object?>
        {
            ["decimal"] = 0.10m,
            ["date"] = new DateOnly(2025, 12, 18),
            ["bytes"] = new byte[] { 1 },
        });

        Assert.Equal(
            ["refused", "refused", "refused"],
            python.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
        Assert.EndsWith(
            "\"decimal\": 0.10, \"date\": \"2025-12-18\", \"bytes\": \"AQ==\"}",
            session.Lines("trades.log")[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_members_of_a_line_have_the_same_name()
    {
        PythonLogging.RunCode(
            """
            import json
            print(json.dumps({1: "number", "1": "text"}))
            """,
            input: string.Empty,
            out string python);
        using var folder = new LogFolder();
        using var session = new TestSession(new LoggingConfig { LogDirectory = folder.FullName, Console = false });
        session.LogTrade("TEST", new Dictionary<object, object?> { [1] = "number", ["1"] = "text" });

        Assert.Equal("{\"1\": \"number\", \"1\": \"text\"}", python.TrimEnd());
        Assert.EndsWith(
            "\"1\": \"number\", \"1.2\": \"text\"}",
            session.Lines("trades.log")[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_unordered_table_is_written_in_the_order_of_its_keys()
    {
        using var folder = new LogFolder();
        using var session = new TestSession(new LoggingConfig { LogDirectory = folder.FullName, Console = false });

        session.LogTrade("TEST", new Hashtable { ["tp"] = 3L, ["entry"] = 1L, ["sl"] = 2L });

        Assert.EndsWith(
            "\"entry\": 1, \"sl\": 2, \"tp\": 3}",
            session.Lines("trades.log")[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_beyond_the_limit_is_cut_and_marked()
    {
        LogScenario scenario = Event(new() { ["note"] = new string('x', 5000) });
        using var both = new BothLoggings();

        both.Run(scenario with { Config = scenario.Config with { MaxRecordBytes = 4096 } });

        Assert.Contains(new string('x', 5000), PythonLine(both), StringComparison.Ordinal);
        Assert.EndsWith("\\u2026\", \"truncated\": true}", CoreLine(both), StringComparison.Ordinal);
        Assert.InRange(CoreLine(both).Length, 4000, 4096);
    }

    [Fact]
    public void Text_that_is_logged_as_trades_is_JSON_too()
    {
        using var both = new BothLoggings();

        both.Run(new LogScenario([new MessageStep(Start, LogLevel.Warning, "trades", "by hand")]));

        Assert.Equal("by hand", PythonLine(both));
        Assert.Equal(
            "{\"timestamp\": \"2025-12-18T10:30:45.000000\", \"action\": \"MESSAGE\", \"level\": \"WARNING\", "
                + "\"message\": \"by hand\"}",
            CoreLine(both));
    }

    [Fact]
    public void The_level_of_the_root_never_drops_a_trade_event()
    {
        LogScenario scenario = Event([]);
        using var both = new BothLoggings();

        both.Run(scenario with { Config = scenario.Config with { LogLevel = LogLevel.Error } });

        Assert.DoesNotContain("trades.log", LogFiles.NamesIn(both.Python));
        Assert.Single(LogFiles.Lines(both.Core, "trades.log"));
    }

    [Fact]
    public void An_event_without_an_action_is_an_error()
    {
        using var folder = new LogFolder();
        using var session = new TestSession(new LoggingConfig { LogDirectory = folder.FullName, Console = false });

        ArgumentException error = Assert.Throws<ArgumentException>(() => session.LogTrade(" ", data: null));

        Assert.Contains("Name what happened", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    private static LogScenario Event(Dictionary<string, object?> data) => new([new EventStep(Start, "TEST", data)]);

    private static string PythonLine(BothLoggings both) => Assert.Single(LogFiles.Lines(both.Python, "trades.log"));

    private static string CoreLine(BothLoggings both) => Assert.Single(LogFiles.Lines(both.Core, "trades.log"));
}
