using System.Collections;
using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class InterruptedFormattingTests
{
    public static TheoryData<string> Places => new("member", "element", "nested", "key", "sequence");

    [Theory]
    [MemberData(nameof(Places))]
    public void Exhausted_memory_is_an_error_and_leaves_no_line(string place)
    {
        var buffer = new Utf8Buffer();
        buffer.Write("before"u8);
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());

        Assert.ThrowsAny<OutOfMemoryException>(
            () => writer.Write(
                buffer, TradeLines.Moment, "X", Data(place, () => throw new InsufficientMemoryException()), null));

        Assert.Equal("before", TradeLines.Text(buffer));
        writer.Write(buffer, TradeLines.Moment, "TEST", new { a = 1 }, null);
        Assert.Equal("before" + TradeLines.Head + ", \"a\": 1}", TradeLines.Text(buffer));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void An_interrupted_thread_is_an_error_and_leaves_no_line(string place)
    {
        var buffer = new Utf8Buffer();

        Assert.Throws<ThreadInterruptedException>(
            () => new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits()).Write(
                buffer, TradeLines.Moment, "X", Data(place, () => throw new ThreadInterruptedException()), null));

        Assert.Equal(0, buffer.Length);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Any_other_exception_leaves_a_line_that_is_valid_and_has_the_members_before_it(string place)
    {
        string line = TradeLines.Write(Data(place, () => throw new KeyNotFoundException("x")));

        using var parsed = JsonDocument.Parse(line);
        Assert.Equal(1, parsed.RootElement.GetProperty("first").GetInt32());
        Assert.Contains("<error: KeyNotFoundException: x>", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_cannot_be_formatted_is_not_in_its_batch()
    {
        var batch = new TradeBatch(new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits()));
        batch.Add("A");

        Assert.ThrowsAny<OutOfMemoryException>(
            () => batch.Add("B", Data("nested", () => throw new InsufficientMemoryException())));

        batch.Add("C");
        Assert.Equal(["A", "C"], batch.Read().Select(written => written.Action));
    }

    private static Dictionary<string, object?> Data(string place, Action fail)
    {
        object? failing = place switch
        {
            "member" => new Failing(fail),
            "element" => new object?[] { 1, new Failing(fail), 2 },
            "nested" => new { inner = new object[] { new { a = 1, b = new Failing(fail) } } },
            "key" => new Hashtable { [new FailingKey(fail)] = 1 },
            _ => Sequence(fail),
        };
        return new Dictionary<string, object?> { ["first"] = 1, ["failing"] = failing, ["last"] = 2 };
    }

    private static IEnumerable<int> Sequence(Action fail)
    {
        yield return 1;
        fail();
        yield return 2;
    }

    private sealed class Failing(Action fail)
    {
        public int Before { get; } = 1;

        public int Price
        {
            get
            {
                fail();
                return 1;
            }
        }
    }

    private sealed class FailingKey(Action fail)
    {
        public override string ToString()
        {
            fail();
            return "key";
        }
    }
}
