using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Json;
using TradingLogging.Json.Converters;
using TradingLogging.Masking;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class CompiledMembersTests
{
    private static readonly Order Sample = new("BTCUSDT", null, 0.10m, 50010.0, 7, 12345678901L, true, DayOfWeek.Friday, ["a", 1], "s3cr3t")
    {
        Timestamp = "mine",
        Note = "two words: \"quoted\"\n",
    };

    [Fact]
    public void Compiled_code_writes_what_is_written_member_by_member()
    {
        Assert.SkipUnless(TryCompile(typeof(Order)) is not null, "This runtime makes no code.");

        string compiled = Write(Sample, TryCompile(typeof(Order))!);

        Assert.Equal(Write(Sample, new ReflectedConverter(typeof(Order)).WriteMembers), compiled);
        Assert.Contains("\"Quantity\": 0.10, \"Price\": 50010.0", compiled, StringComparison.Ordinal);
        Assert.Contains("\"ApiKey\": \"***\"", compiled, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_the_same_from_the_first_event_of_a_type_to_the_five_thousandth()
    {
        var shape = new ReflectedConverter(typeof(Order));
        string first = Write(Sample, shape.WriteMembers);

        for (int number = 2; number <= 5_000; number++)
            Assert.Equal(first, Write(Sample, shape.WriteMembers));
    }

    [Fact]
    public void A_getter_with_code_of_its_own_is_left_to_the_care_that_it_needs() =>
        Assert.Null(TryCompile(typeof(Computed)));

    [Fact]
    public void Of_the_runtimes_own_getters_too_only_those_that_give_back_a_field_are_called_without_care()
    {
        using var untracked = new ThreadLocal<int>();
        var buffer = new Utf8Buffer();

        new TradeLineWriter(TimestampForm.Utc, new TradeLineLimits()).Write(buffer, default, "A", untracked, eventTime: null);

        Assert.Contains("\"Values\": \"<error: InvalidOperationException", Encoding.UTF8.GetString(buffer.Written.ToArray()), StringComparison.Ordinal);
        Assert.Null(TryCompile(typeof(ThreadLocal<int>)));
    }

    private static Action<JsonLine, object>? TryCompile(Type type) => CompiledMembers.TryCompile(type, MemberFinder.Find(type));

    private static string Write(object data, Action<JsonLine, object> write)
    {
        var buffer = new Utf8Buffer();
        JsonLine line = JsonLine.Rent(buffer, new TradeLineLimits(), SecretMask.Default);
        buffer.Write((byte)'{');
        line.OpenEnvelope(data, hasEventTime: false);
        write(line, data);
        line.CloseEnvelope();
        line.Return();
        return Encoding.UTF8.GetString(buffer.Written.ToArray());
    }

    private abstract record Identified
    {
        public string? Timestamp { get; init; }

        public virtual string? Note { get; init; }
    }

    private sealed record Order(
        string Symbol,
        string? Side,
        decimal Quantity,
        double Price,
        int Count,
        long OrderId,
        bool IsMaker,
        DayOfWeek Day,
        object[] Rest,
        string ApiKey) : Identified
    {
        public override string? Note { get; init; }
    }

    private sealed class Computed
    {
        public int Price { get; init; } = 2;

        public int Value => Price * 3;
    }
}
