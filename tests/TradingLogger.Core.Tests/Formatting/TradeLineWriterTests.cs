using System.Collections;
using System.Collections.Specialized;
using System.Runtime.CompilerServices;
using TradingLogging.Formatting;
using TradingLogging.Json;
using TradingLogging.Logging;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class TradeLineWriterTests
{
    private static readonly Dictionary<string, object?> Signal = new()
    {
        ["symbol"] = "BTCUSDT",
        ["type"] = "LONG_ENTRY",
        ["entry"] = 50000.0,
        ["tp"] = 51000.0,
        ["sl"] = 49500.0,
        ["strategy"] = "MockSMA",
    };

    [Fact]
    public void The_specification_s_example_is_written_as_it_stands_there()
    {
        var buffer = new Utf8Buffer();
        var writer = new TradeLineWriter(TimestampForm.Naive, new TradeLineLimits());
        TradeLineNotes notes = writer.Write(buffer, TradeLines.Moment, "SIGNAL_GENERATED", Signal, null);
        Assert.Equal(
            "{\"timestamp\": \"2025-12-18T10:30:45.123456\", \"action\": \"SIGNAL_GENERATED\", "
            + "\"symbol\": \"BTCUSDT\", \"type\": \"LONG_ENTRY\", \"entry\": 50000.0, \"tp\": 51000.0, "
            + "\"sl\": 49500.0, \"strategy\": \"MockSMA\"}",
            TradeLines.Text(buffer));
        Assert.True(notes.IsEmpty);
    }

    [Theory]
    [InlineData(TimestampForm.Offset, "2025-12-18T10:30:45.123456+01:00", "2022-12-13T00:00:00.000000-05:30")]
    [InlineData(TimestampForm.Utc, "2025-12-18T09:30:45.123456Z", "2022-12-13T05:30:00.000000Z")]
    [InlineData(TimestampForm.Naive, "2025-12-18T10:30:45.123456", "2022-12-13T00:00:00.000000")]
    public void Both_times_have_the_same_form(TimestampForm form, string timestamp, string eventTime)
    {
        var buffer = new Utf8Buffer();
        var barTime = new DateTimeOffset(2022, 12, 13, 0, 0, 0, new TimeSpan(-5, -30, 0));
        new TradeLineWriter(form, new TradeLineLimits()).Write(buffer, TradeLines.Moment, "A", new { x = 1 }, barTime);
        Assert.Equal(
            $"{{\"timestamp\": \"{timestamp}\", \"action\": \"A\", \"event_time\": \"{eventTime}\", \"x\": 1}}",
            TradeLines.Text(buffer));
    }

    [Fact]
    public void An_event_without_data_has_its_time_and_action() =>
        Assert.Equal(TradeLines.Head + "}", TradeLines.Write(null));

    [Fact]
    public void A_line_is_written_behind_what_the_buffer_holds()
    {
        var buffer = new Utf8Buffer();
        buffer.Write("before"u8);
        new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits()).Write(
            buffer, TradeLines.Moment, "TEST", null, null);
        Assert.Equal("before" + TradeLines.Head + "}", TradeLines.Text(buffer));
    }

    [Fact]
    public void Data_cannot_take_the_names_of_the_line_itself()
    {
        var data = new OrderedDictionary
        {
            { "Timestamp", 1 },
            { "action", 2 },
            { "TRUNCATED", 3 },
            { "event_time", 4 },
        };
        string line = TradeLines.Write(data, out TradeLineNotes notes);
        Assert.Equal(
            TradeLines.Head + ", \"data.Timestamp\": 1, \"data.action\": 2, \"data.TRUNCATED\": 3, \"event_time\": 4}",
            line);
        Assert.Equal(["Timestamp", "action", "TRUNCATED"], notes.RenamedMembers!.Select(member => member.Name));
        Assert.False(notes.IsEmpty);
        Assert.False(notes.IsTruncated);
    }

    [Fact]
    public void Data_cannot_take_the_name_of_an_event_time_that_was_given()
    {
        var buffer = new Utf8Buffer();
        TradeLineNotes notes = new TradeLineWriter(TimestampForm.Naive, new TradeLineLimits())
            .Write(buffer, TradeLines.Moment, "A", new { Event_Time = 1 }, TradeLines.Moment);
        Assert.EndsWith(", \"data.Event_Time\": 1}", TradeLines.Text(buffer), StringComparison.Ordinal);
        Assert.Equal([new RenamedMember("Event_Time", "data.Event_Time")], notes.RenamedMembers);
    }

    [Fact]
    public void The_line_s_names_are_free_further_down() =>
        Assert.Equal("{\"timestamp\": 1, \"action\": 2}", TradeLines.WriteValue(new { timestamp = 1, action = 2 }));

    [Fact]
    public void A_kept_name_does_not_meet_the_same_name_of_the_caller_s()
    {
        var data = new Dictionary<string, object?> { ["data.action"] = 1, ["action"] = 2, ["data.action.2"] = 3 };
        Assert.Equal(
            TradeLines.Head + ", \"data.action\": 1, \"data.action.2\": 2, \"data.action.2.2\": 3}",
            TradeLines.Write(data));
    }

    [Fact]
    public void A_name_given_twice_is_numbered()
    {
        List<KeyValuePair<string, object?>> pairs = [new("a", 1), new("a", 2), new("a.2", 3), new("a", 4), new("A", 5)];
        const string Expected = "\"a\": 1, \"a.2\": 2, \"a.2.2\": 3, \"a.3\": 4, \"A.4\": 5}";
        Assert.Equal("{" + Expected, TradeLines.WriteValue(pairs));
        Assert.Equal(TradeLines.Head + ", " + Expected, TradeLines.Write(pairs));
    }

    [Fact]
    public void Keys_of_different_types_with_the_same_text_are_numbered()
    {
        string line = TradeLines.WriteValue(new Hashtable { [1] = "n", ["1"] = "n", [2] = "m" });
        Assert.Equal("{\"1\": \"n\", \"1.2\": \"n\", \"2\": \"m\"}", line);
    }

    [Fact]
    public void A_dictionary_that_tells_equal_names_apart_does_not_get_them_into_the_line()
    {
        var data = new Dictionary<string, int>(new ByReference())
        {
            [new string('a', 1)] = 1,
            [new string('a', 1)] = 2,
        };
        Assert.Equal("{\"a\": 1, \"a.2\": 2}", TradeLines.WriteValue(data));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void An_event_without_an_action_is_refused(string? action)
    {
        var buffer = new Utf8Buffer();
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => writer.Write(buffer, TradeLines.Moment, action!, Signal, null));
        Assert.Contains("Name what happened", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, buffer.Length);
    }

    public static TheoryData<object> Shapeless() =>
        ["text", 1, 1.5, true, 'c', DateTime.UnixEpoch, Guid.Empty, DayOfWeek.Friday, (int[])
        [
            1,
        ], new ArrayList(), typeof(int),
        (Action)(() => { }), System.Text.Json.JsonDocument.Parse("[1]"), System.Text.Json.Nodes.JsonValue.Create(1)];

    [Theory]
    [MemberData(nameof(Shapeless), DisableDiscoveryEnumeration = true)]
    public void Data_without_members_is_refused_by_the_name_of_its_type(object data)
    {
        var buffer = new Utf8Buffer();
        buffer.Write("x"u8);
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => writer.Write(buffer, TradeLines.Moment, "A", data, null));
        Assert.Contains(data.GetType().ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains("Pass a dictionary or an object with properties", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, buffer.Length);
    }

    [Fact]
    public void An_exception_can_be_the_data_of_an_event() =>
        Assert.Equal(
            TradeLines.Head + ", \"type\": \"System.InvalidOperationException\", \"message\": \"m\"}",
            TradeLines.Write(new InvalidOperationException("m")));

    [Fact]
    public void A_text_message_is_an_object_too()
    {
        var buffer = new Utf8Buffer();
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        writer.WriteMessage(buffer, new LogRecord(TradeLines.Moment, LogLevel.Info, "trades", "a\n\"b\""));
        string head = TradeLines.Head.Replace("TEST", "MESSAGE", StringComparison.Ordinal);
        Assert.Equal(head + ", \"level\": \"INFO\", \"message\": \"a\\n\\\"b\\\"\"}", TradeLines.Text(buffer));

        buffer.Clear();
        var record = new LogRecord(
            TradeLines.Moment, LogLevel.Error, "trades", "m", error: new ErrorDetails("T", "e", "line 1", "stack"));
        writer.WriteMessage(buffer, record);
        Assert.Equal(
            head + ", \"level\": \"ERROR\", \"message\": \"m\", "
            + "\"error\": {\"type\": \"T\", \"message\": \"e\", \"position\": \"line 1\"}}",
            TradeLines.Text(buffer));
    }

    [Fact]
    public void A_writer_needs_a_buffer_and_limits()
    {
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        Assert.Throws<ArgumentNullException>(() => writer.Write(null!, TradeLines.Moment, "A", null, null));
        Assert.Throws<ArgumentNullException>(
            () => writer.WriteMessage(null!, new LogRecord(TradeLines.Moment, LogLevel.Info, "trades", "m")));
        Assert.Throws<ArgumentNullException>(() => new TradeLineWriter(TimestampForm.Offset, null!));
    }

    private sealed class ByReference : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string text) => RuntimeHelpers.GetHashCode(text);
    }
}
