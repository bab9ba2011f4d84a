using System.Collections;
using System.Text;
using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class TradeLineLimitsTests
{
    private const string Mark = ", \"truncated\": true}";

    private static readonly TradeLineLimits Small = new() { MaxBytes = 4096 };

    [Fact]
    public void The_limits_are_those_that_are_documented()
    {
        var limits = new TradeLineLimits();
        Assert.Equal(262144, limits.MaxBytes);
        Assert.Equal(16, limits.MaxDepth);
        Assert.Equal(1000, limits.MaxNodes);
    }

    [Theory]
    [InlineData(4095, 16, 1000)]
    [InlineData(67108865, 16, 1000)]
    [InlineData(4096, 0, 1000)]
    [InlineData(4096, 65, 1000)]
    [InlineData(4096, 16, 0)]
    [InlineData(4096, 16, 1000001)]
    public void A_limit_out_of_range_is_refused(int bytes, int depth, int nodes)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new TradeLineLimits { MaxBytes = bytes, MaxDepth = depth, MaxNodes = nodes });
        Assert.Contains("must be from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_string_is_cut_to_what_fits_and_what_stands_before_it_stays()
    {
        string line = TradeLines.Write(new { a = 1, text = new string('x', 10_000_000), b = 2 }, out var notes);
        Assert.Equal(262144, line.Length);
        Assert.StartsWith(TradeLines.Head + ", \"a\": 1, \"text\": \"xxx", line, StringComparison.Ordinal);
        Assert.EndsWith("xxx\\u2026\"" + Mark, line, StringComparison.Ordinal);
        Assert.True(notes.IsTruncated);
        Assert.False(notes.IsEmpty);
    }

    [Fact]
    public void A_cut_costs_no_memory_for_what_is_cut()
    {
        var buffer = new Utf8Buffer();
        var writer = new TradeLineWriter(TimestampForm.Offset, Small);
        var data = new
        {
            text = new string('x', 10_000_000),
            built = new StringBuilder().Append('y', 10_000_000),
            bytes = new byte[10_000_000],
        };
        const int most = 20_000;

        double bytes = Allocation.OfCall(most, () =>
        {
            buffer.Clear();
            writer.Write(buffer, TradeLines.Moment, "TEST", data, null);
        });

        Assert.InRange(bytes, 0, most);
    }

    [Theory]
    [InlineData("\ud83d\ude00")]
    [InlineData("é")]
    [InlineData("\"")]
    [InlineData("ab\n\ud83d\ude00")]
    public void A_cut_never_splits_a_character(string unit)
    {
        for (int padding = 0; padding < 14; padding++)
        {
            string text = new string('.', padding) + new StringBuilder().Insert(0, unit, 3000);
            string line = TradeLines.Write(new { text }, Small);
            Assert.InRange(line.Length, 4096 - 13, 4096);
            using JsonDocument parsed = JsonDocument.Parse(line);
            string kept = parsed.RootElement.GetProperty("text").GetString()!;
            Assert.EndsWith("…", kept, StringComparison.Ordinal);
            Assert.StartsWith(kept[..^1], text, StringComparison.Ordinal);
            Assert.False(char.IsHighSurrogate(kept[^2]));
        }
    }

    [Fact]
    public void Strings_around_the_room_that_is_left_are_whole_or_cut_but_never_too_long()
    {
        int room = 4096 - TradeLines.Head.Length - ", \"t\": \"\"".Length - Mark.Length;
        for (int length = room - 20; length < room + 5; length++)
        {
            string line = TradeLines.Write(new { t = new string('x', length) }, out var notes, Small);
            Assert.Equal(length > room, notes.IsTruncated);
            Assert.Equal(notes.IsTruncated ? 4096 : TradeLines.Head.Length + length + 10, line.Length);
        }
    }

    [Fact]
    public void Bytes_are_cut_as_strings_are()
    {
        string line = TradeLines.Write(new { bytes = new byte[5000] }, out var notes, Small);
        Assert.EndsWith("AAAA\\u2026\"" + Mark, line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 4090, 4096);
        Assert.True(notes.IsTruncated);
        Assert.DoesNotContain(
            "truncated",
            TradeLines.Write(new { bytes = new byte[2900] }, Small),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_string_builder_is_cut_as_strings_are()
    {
        string line = TradeLines.Write(new { text = new StringBuilder().Append('x', 5000) }, Small);
        Assert.Equal(TradeLines.Write(new { text = new string('x', 5000) }, Small), line);
    }

    [Fact]
    public void A_member_that_does_not_fit_is_left_out_whole()
    {
        string text = new('x', 4096 - TradeLines.Head.Length - ", \"a\": \"\"".Length - Mark.Length - 20);
        var data = new Dictionary<string, object?> { ["a"] = text, ["number"] = 123456789012345678.25m, ["b"] = 1 };
        Assert.Equal(TradeLines.Head + ", \"a\": \"" + text + "\"" + Mark, TradeLines.Write(data, Small));
    }

    [Fact]
    public void A_member_with_an_endless_name_is_left_out()
    {
        var data = new Dictionary<string, object?> { ["a"] = 1, [new string('n', 5000)] = new { x = 1 } };
        Assert.Equal(TradeLines.Head + ", \"a\": 1" + Mark, TradeLines.Write(data, Small));
    }

    [Fact]
    public void An_endless_action_is_cut()
    {
        var buffer = new Utf8Buffer();
        TradeLineNotes notes = new TradeLineWriter(TimestampForm.Utc, Small)
            .Write(buffer, TradeLines.Moment, new string('A', 10_000_000), new { a = 1 }, TradeLines.Moment);
        string line = TradeLines.Text(buffer);
        Assert.Contains(
            "AAA\\u2026\", \"event_time\": \"2025-12-18T09:30:45.123456Z\", \"a\": 1" + Mark,
            line,
            StringComparison.Ordinal);
        Assert.InRange(line.Length, 1000, 1200);
        Assert.True(notes.IsTruncated);
    }

    [Fact]
    public void What_is_too_deep_is_noted()
    {
        object deep = 1;
        for (int i = 0; i < 2000; i++)
            deep = i % 2 == 0 ? new object[] { deep } : new Dictionary<string, object?> { ["d"] = deep };
        string line = TradeLines.Write(new { deep, last = 1 }, out var notes, new TradeLineLimits { MaxDepth = 3 });
        Assert.Equal(
            TradeLines.Head + ", \"deep\": {\"d\": [\"<depth limit>\"]}, \"last\": 1" + Mark, line);
        Assert.True(notes.IsTruncated);
        Assert.DoesNotContain(
            "depth limit",
            TradeLines.Write(new { a = new { b = 1 } }, new TradeLineLimits { MaxDepth = 2 }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_causes_is_bounded_too()
    {
        Exception error = new InvalidOperationException("0");
        for (int i = 0; i < 2000; i++)
            error = new InvalidOperationException("m", error);
        Assert.EndsWith(
            "\"inner\": \"<depth limit>\"" + new string('}', 15) + Mark,
            TradeLines.Write(new { error }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_many_is_left_out()
    {
        var limits = new TradeLineLimits { MaxNodes = 5 };
        string line = TradeLines.Write(new { a = Endless(), b = 2 }, out var notes, limits);
        Assert.Equal(TradeLines.Head + ", \"a\": [0, 1, 2, 3]" + Mark, line);
        Assert.True(notes.IsTruncated);
        Assert.Equal(
            TradeLines.Head + ", \"a\": [0, 1, 2, 3]}", TradeLines.Write(new { a = Endless().Take(4) }, limits));
    }

    [Fact]
    public void An_endless_dictionary_is_bounded() =>
        Assert.EndsWith(
            "\"k998\": 998, \"k999\": 999" + Mark,
            TradeLines.Write(Endless().Select(i => KeyValuePair.Create($"k{i}", i))),
            StringComparison.Ordinal);

    [Fact]
    public void Json_of_the_caller_is_bounded_as_any_object_is()
    {
        using JsonDocument document = JsonDocument.Parse("{\"a\": 1, \"b\": 2, \"c\": 3}");
        Assert.Equal(
            TradeLines.Head + ", \"a\": 1, \"b\": 2" + Mark,
            TradeLines.Write(document, new TradeLineLimits { MaxNodes = 2 }));
    }

    [Fact]
    public void Many_equal_names_are_bounded_too()
    {
        IEnumerable<KeyValuePair<string, int>> same = Endless().Select(i => KeyValuePair.Create("same", i));
        string line = TradeLines.Write(same, new TradeLineLimits { MaxNodes = 3000 });
        Assert.EndsWith("\"same.3000\": 2999" + Mark, line, StringComparison.Ordinal);
        Assert.Equal(line, TradeLines.Write(same, new TradeLineLimits { MaxNodes = 3000 }));
    }

    [Fact]
    public void A_cycle_is_cut_and_marked()
    {
        var list = new ArrayList { 1 };
        list.Add(new Hashtable { ["back"] = list });
        Assert.Equal("[1, {\"back\": \"<cycle>\"}]", TradeLines.WriteValue(list));

        var data = new Dictionary<string, object?>();
        data["self"] = data;
        Assert.Equal(TradeLines.Head + ", \"self\": \"<cycle>\"}", TradeLines.Write(data));
    }

    [Fact]
    public void The_same_object_twice_is_no_cycle()
    {
        var leg = new { price = 1 };
        Assert.Equal("[{\"price\": 1}, {\"price\": 1}]", TradeLines.WriteValue(new[] { leg, leg }));
    }

    [Fact]
    public void A_long_text_message_is_cut()
    {
        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Offset, Small).WriteMessage(
            buffer, new LogRecord(TradeLines.Moment, LogLevel.Info, "trades", new string('x', 10_000)));
        Assert.Equal(4096, buffer.Length);
        Assert.EndsWith("xx\\u2026\"" + Mark, TradeLines.Text(buffer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(TextLayout.File))]
    [InlineData(nameof(TextLayout.Console))]
    public void A_record_of_the_text_log_is_bounded_with_its_name_its_message_and_its_error(string layoutName)
    {
        Assert.True(Enum.TryParse(layoutName, out TextLayout layout));
        string endless = new('x', 1_000_000);
        var error = new ErrorDetails("Type", endless, endless, endless, new ErrorDetails("Inner", endless));
        var record = new LogRecord(TradeLines.Moment, LogLevel.Error, endless, endless, error: error);
        var buffer = new Utf8Buffer();

        new TextLineFormatter(layout, 4096).Format(record, buffer);

        Assert.InRange(buffer.Length, 4096, 4096 + 2500);
        Assert.All(
            TradeLines.Text(buffer).TrimEnd('\n').Split('\n').Skip(1),
            line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_event_of_a_batch_is_bounded_by_itself()
    {
        var writer = new TradeLineWriter(TimestampForm.Offset, Small);
        var batch = new TradeBatch(writer);
        for (int number = 0; number < 3; number++)
            batch.Add("TEST", new { number, text = new string('x', 10_000) });

        batch.Stamp(TradeLines.Moment);

        string[] lines = Encoding.UTF8.GetString(batch.Lines).TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(4096, line.Length));
        Assert.All(
            lines,
            line => Assert.True(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("truncated").GetBoolean()));
    }

    [Fact]
    public void An_object_two_thousand_levels_deep_and_a_gigantic_exception_are_one_valid_line_each()
    {
        object? deep = null;
        for (int level = 0; level < 2000; level++)
            deep = new Dictionary<string, object?> { ["v"] = deep };
        var error = new InvalidOperationException(new string('x', 5_000_000));
        for (int cause = 0; cause < 2000; cause++)
            error = new InvalidOperationException($"{cause}", error);

        foreach (object? data in new[] { deep, error, new { error }, new { deep, error } })
        {
            string line = TradeLines.Write(data, out TradeLineNotes notes);
            Assert.InRange(line.Length, 1, 262144);
            Assert.DoesNotContain('\n', line);
            Assert.True(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("truncated").GetBoolean());
            Assert.True(notes.IsTruncated);
        }
    }

    private static IEnumerable<int> Endless()
    {
        for (int i = 0; ; i++)
            yield return i;
    }
}
