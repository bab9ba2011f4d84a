using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Json;
using TradingLogging.Tests.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Json;

[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Getters of objects.")]
public sealed class UserCodeBudgetTests
{
    private const string Note = "<time limit>";

    [Fact]
    public void After_a_slow_getter_no_other_is_asked_and_plain_properties_are_still_there()
    {
        var slow = new SlowObject();

        JsonElement line = Read(TradeLines.Write(slow, out TradeLineNotes notes));

        Assert.Equal(1, line.GetProperty("First").GetInt32());
        Assert.Equal(Note, line.GetProperty("Second").GetString());
        Assert.Equal("BTCUSDT", line.GetProperty("Symbol").GetString());
        Assert.Equal(1, slow.Asked);
        Assert.True(line.GetProperty("truncated").GetBoolean());
        Assert.True(notes.IsTruncated);
    }

    [Fact]
    public void A_slow_getter_that_throws_is_slow_too()
    {
        JsonElement line = Read(TradeLines.Write(new SlowThrower()));

        Assert.StartsWith("<error: ", line.GetProperty("First").GetString(), StringComparison.Ordinal);
        Assert.Equal(Note, line.GetProperty("Second").GetString());
    }

    [Fact]
    public void A_slow_struct_is_left_in_the_same_way()
    {
        JsonElement line = Read(TradeLines.Write(new { v = default(SlowStruct), after = 2 }));

        Assert.Equal(1, line.GetProperty("v").GetProperty("First").GetInt32());
        Assert.Equal(Note, line.GetProperty("v").GetProperty("Second").GetString());
        Assert.Equal(2, line.GetProperty("after").GetInt32());
    }

    [Fact]
    public void A_slow_sequence_ends_where_its_time_was_up()
    {
        int made = 0;

        JsonElement line = Read(TradeLines.Write(new { v = Slow(() => made++), after = 2 }));

        Assert.Equal([0, Note], line.GetProperty("v").EnumerateArray().Select(Value));
        Assert.Equal(2, line.GetProperty("after").GetInt32());
        Assert.Equal(1, made);
        Assert.True(line.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public void A_slow_sequence_of_pairs_ends_where_its_time_was_up()
    {
        IEnumerable<KeyValuePair<string, int>> pairs = Slow(() => 7).Select(
            (value, index) => new KeyValuePair<string, int>($"n{index}", value));

        JsonElement line = Read(TradeLines.Write(new { v = pairs }));

        Assert.Equal(["n0", "<error>"], line.GetProperty("v").EnumerateObject().Select(member => member.Name));
        Assert.Equal(Note, line.GetProperty("v").GetProperty("<error>").GetString());
    }

    [Fact]
    public void The_next_line_begins_anew()
    {
        var buffer = new Utf8Buffer();
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        writer.Write(buffer, TradeLines.Moment, "TEST", new SlowObject(), null);
        buffer.Clear();

        writer.Write(buffer, TradeLines.Moment, "TEST", new { v = new QuickObject() }, null);

        Assert.EndsWith("\"v\": {\"Twice\": 2}}", TradeLines.Text(buffer), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_too_late_and_a_secret_is_a_secret() =>
        Assert.Equal("***", Read(Masked(new SlowSecret())).GetProperty("Password").GetString());

    [Fact]
    public void A_thread_that_waits_for_a_processor_on_a_busy_machine_loses_no_member()
    {
        long used = 0;
        var budget = new UserCodeBudget(() => used);

        budget.Begin();
        used += 29 * TimeSpan.TicksPerMillisecond;
        budget.Count(Milliseconds(1900));

        Assert.False(budget.IsUp);
    }

    [Fact]
    public void Code_that_uses_the_processor_for_too_long_is_not_run_again()
    {
        long used = 0;
        var budget = new UserCodeBudget(() => used);

        budget.Begin();
        used += 30 * TimeSpan.TicksPerMillisecond;
        budget.Count(Milliseconds(31));

        Assert.True(budget.IsUp);
        budget.Reset();
        Assert.False(budget.IsUp);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(null)]
    public void Code_that_sleeps_is_not_run_again_after_two_seconds(long? used)
    {
        var budget = new UserCodeBudget(() => used);

        budget.Begin();
        budget.Count(Milliseconds(1000));
        Assert.False(budget.IsUp);
        budget.Count(Milliseconds(1001));

        Assert.True(budget.IsUp);
    }

    private static long Milliseconds(int count) => Stopwatch.Frequency * count / 1000;

    private static string Masked(object data)
    {
        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits()).Write(
            buffer, TradeLines.Moment, "TEST", data, null);
        return TradeLines.Text(buffer);
    }

    private static JsonElement Read(string line) => JsonSerializer.Deserialize<JsonElement>(line);

    private static object? Value(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number ? element.GetInt32() : element.GetString();

    // More than the caller's code may use of the processor, however busy the machine is.
    private static void TakeTooLong()
    {
        long? begun = ThreadTime.Read();
        while (ThreadTime.Read() - begun < 50 * TimeSpan.TicksPerMillisecond)
            Thread.SpinWait(1000);
    }

    private static IEnumerable<int> Slow(Func<int> make)
    {
        while (true)
        {
            TakeTooLong();
            yield return make();
        }
    }

    private sealed class SlowObject
    {
        public int Asked { get; private set; }

        public int First
        {
            get
            {
                TakeTooLong();
                return ++Asked;
            }
        }

        public int Second => ++Asked;

        public string Symbol { get; } = "BTCUSDT";
    }

    private sealed class SlowThrower
    {
        public int First
        {
            get
            {
                TakeTooLong();
                throw new InvalidOperationException("No.");
            }
        }

        public int Second => First;
    }

    private struct SlowStruct
    {
        public readonly int First
        {
            get
            {
                TakeTooLong();
                return 1;
            }
        }

        public readonly int Second => 2;
    }

    private sealed class SlowSecret
    {
        public string First
        {
            get
            {
                TakeTooLong();
                return "";
            }
        }

        public string Password => First;
    }

    private sealed class QuickObject
    {
        private readonly int _one = 1;

        public int Twice => 2 * _one;
    }
}
