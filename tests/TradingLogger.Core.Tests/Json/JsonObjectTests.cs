using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TradingLogging.Formatting;
using TradingLogging.Tests.Formatting;
using Xunit;

namespace TradingLogging.Tests.Json;

[SuppressMessage(
    "Performance", "CA1822:Mark members as static", Justification = "Instance members are what is tested.")]
public sealed class JsonObjectTests
{
    [Fact]
    public void A_getter_of_the_runtime_that_throws_is_noted_in_its_place()
    {
        using var untracked = new ThreadLocal<int>();

        Assert.Contains(
            "\"Values\": \"<error: InvalidOperationException", TradeLines.Write(untracked), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_is_its_properties_in_the_order_of_declaration_base_class_first() =>
        Assert.Equal(
            "{\"Symbol\": \"BTC\", \"Kind\": \"limit\", \"Price\": 1.50, \"Quantity\": 0.1, \"Filled\": null, "
                + "\"Note\": \"field\"}",
            TradeLines.WriteValue(new LimitOrder("BTC", 1.50m)));

    [Fact]
    public void Anonymous_types_records_and_structs_are_objects()
    {
        Assert.Equal(TradeLines.Head + ", \"b\": 1, \"a\": \"x\"}", TradeLines.Write(new { b = 1, a = "x" }));
        Assert.Equal("{\"Price\": 2.0, \"Quantity\": 3}", TradeLines.WriteValue(new Fill(2.0, 3)));
        Assert.Equal("{\"Value\": 4}", TradeLines.WriteValue(new Wrapper(4)));
        Assert.Equal("{}", TradeLines.WriteValue(new object()));
    }

    [Fact]
    public void Typed_members_of_every_kind_are_written_as_values_are() =>
        Assert.Equal(
            "{\"A\": 1, \"B\": 2, \"C\": 3.0, \"D\": 4.0, \"E\": true, \"F\": \"2025-12-18T00:00:00Z\", "
            + "\"G\": \"2025-12-18T10:30:45.1234567+01:00\", \"H\": \"Friday\", \"I\": null, \"J\": 5, \"K\": \"k\"}",
            TradeLines.WriteValue(new
            {
                A = 1,
                B = 2L,
                C = 3.0,
                D = 4.0m,
                E = true,
                F = new DateTime(2025, 12, 18, 0, 0, 0, DateTimeKind.Utc),
                G = TradeLines.Moment,
                H = DayOfWeek.Friday,
                I = (decimal?)null,
                J = (int?)5,
                K = "k",
            }));

    [Fact]
    public void A_getter_that_throws_is_noted_and_loses_nothing_else()
    {
        const string Expected =
            "\"Before\": 1, \"Bad\": \"<error: InvalidOperationException: no \\\"price\\\" yet>\", \"After\": 2}";
        Assert.Equal("{" + Expected, TradeLines.WriteValue(new Faulty()));
        Assert.Equal(TradeLines.Head + ", " + Expected, TradeLines.Write(new Faulty()));
        Assert.Equal("{\"Bad\": \"<error: DivideByZeroException: x>\"}", TradeLines.WriteValue(new FaultyStruct()));
    }

    [Fact]
    public void An_exception_without_a_message_of_its_own_is_told_all_the_same()
    {
        Assert.Equal(
            "{\"type\": \"TradingLogging.Tests.Json.JsonObjectTests+Mute\", "
            + "\"message\": \"(its message could not be read: NotSupportedException)\"}",
            TradeLines.WriteValue(new Mute(throws: true)));
        Assert.EndsWith("\"message\": \"\"}", TradeLines.WriteValue(new Mute(throws: false)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_that_throws_midway_keeps_what_came_before()
    {
        Assert.Equal("[1, 2, \"<error: InvalidOperationException: broken>\"]", TradeLines.WriteValue(Broken()));
        Assert.Equal(
            "{\"a\": 1, \"<error>\": \"<error: InvalidOperationException: broken>\"}",
            TradeLines.WriteValue(BrokenPairs("a")));
        Assert.Equal(
            "{\"<error>\": 1, \"<error>.2\": \"<error: InvalidOperationException: broken>\"}",
            TradeLines.WriteValue(BrokenPairs("<error>")));
        Assert.Equal(
            TradeLines.Head + ", \"a\": 1, \"<error>\": \"<error: InvalidOperationException: broken>\"}",
            TradeLines.Write(BrokenPairs("a")));
    }

    [Fact]
    public void A_sequence_that_throws_when_there_is_no_room_left_is_cut_like_any_other() =>
        Assert.Equal(
            TradeLines.Head + ", \"a\": [1, 2], \"truncated\": true}",
            TradeLines.Write(new { a = Broken() }, new TradeLineLimits { MaxNodes = 3 }));

    [Fact]
    public void Headers_that_throw_are_noted_in_their_place() =>
        Assert.Equal(
            TradeLines.Head + ", \"<error>\": \"<error: InvalidOperationException: broken>\"}",
            TradeLines.Write(new BrokenHeaders { { "a", "b" } }));

    [Fact]
    public void A_value_that_stands_for_a_simple_one_is_written_as_that()
    {
        Assert.Equal("1.5", TradeLines.WriteValue(new Standing(TypeCode.Double)));
        Assert.Equal("2", TradeLines.WriteValue(new Standing(TypeCode.Int64)));
        Assert.Equal("\"1.5\"", TradeLines.WriteValue(new Standing(TypeCode.Object)));
        Assert.Equal("null", TradeLines.WriteValue(new Standing(TypeCode.Empty)));
    }

    [Fact]
    public void A_value_whose_text_throws_is_noted_in_its_place() =>
        Assert.Equal(
            "[\"<error: InvalidOperationException: text>\", 1]",
            TradeLines.WriteValue(new List<object> { new BadText(), 1 }));

    [Fact]
    public void A_key_without_a_text_costs_no_member()
    {
        Assert.Equal(
            "{\"<error: InvalidOperationException: key>\": 1, \"b\": 2}",
            TradeLines.WriteValue(
                new System.Collections.Specialized.OrderedDictionary { { new BadKey(), 1 }, { "b", 2 } }));
    }

    [Fact]
    public void A_getter_may_write_an_event_itself()
    {
        string line = TradeLines.Write(new Logging());
        Assert.Equal(
            TradeLines.Head + ", \"Inner\": \""
                + (TradeLines.Head + ", \"x\": 1}").Replace("\"", "\\\"", StringComparison.Ordinal)
                + "\", \"Last\": 2}",
            line);
    }

    [Fact]
    public void Nothing_of_the_caller_s_is_held_on_to()
    {
        WeakReference data = WriteAndForget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(data.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference WriteAndForget()
    {
        var inner = new object();
        TradeLines.Write(new Hashtable { ["a"] = new[] { inner }, ["b"] = new { inner } });
        return new WeakReference(inner);
    }

    private static IEnumerable<int> Broken()
    {
        yield return 1;
        yield return 2;
        throw new InvalidOperationException("broken");
    }

    private static IEnumerable<KeyValuePair<string, int>> BrokenPairs(string name)
    {
        yield return new(name, 1);
        throw new InvalidOperationException("broken");
    }

    [SuppressMessage(
        "Design", "CA1051:Do not declare visible instance fields", Justification = "Public fields are what is tested.")]
    private abstract class Order(string symbol)
    {
        public static string Shared => "never";

        public string Symbol { get; } = symbol;

        public virtual string Kind => "order";

        public object Price => "hidden";

        public string WriteOnly
        {
            set => _ = value;
        }

        internal string Internal => "never";

        public string this[int index] => index.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class LimitOrder(string symbol, decimal price) : Order(symbol)
    {
        public readonly string Note = "field";
        private readonly int[] _cells = [1];

        public new decimal Price { get; } = price;

        public override string Kind => "limit";

        public double Quantity { get; } = 0.1;

        public object? Filled { get; private set; }

        public ReadOnlySpan<char> Span => "never";

        public ref int Cell => ref _cells[0];
    }

    private sealed record Fill(double Price, int Quantity);

    private readonly record struct Wrapper(int Value);

    private sealed class Faulty
    {
        public int Before => 1;

        public decimal Bad => throw new InvalidOperationException("no \"price\" yet");

        public int After => 2;
    }

    private readonly struct FaultyStruct
    {
        public int Bad => throw new DivideByZeroException("x");
    }

    private sealed class Mute(bool throws) : Exception
    {
        public override string Message => throws ? throw new NotSupportedException() : null!;
    }

    private readonly struct BadText : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) =>
            throw new InvalidOperationException("text");
    }

    private sealed class BrokenHeaders : System.Collections.Specialized.NameValueCollection
    {
        public override string? Get(int index) => throw new InvalidOperationException("broken");
    }

    private sealed class Standing(TypeCode code) : IConvertible
    {
        public TypeCode GetTypeCode() => code;

        public double ToDouble(IFormatProvider? provider) => 1.5;

        public long ToInt64(IFormatProvider? provider) => 2;

        public string ToString(IFormatProvider? provider) => 1.5.ToString(provider);

        public bool ToBoolean(IFormatProvider? provider) => throw new InvalidCastException();

        public byte ToByte(IFormatProvider? provider) => throw new InvalidCastException();

        public char ToChar(IFormatProvider? provider) => throw new InvalidCastException();

        public DateTime ToDateTime(IFormatProvider? provider) => throw new InvalidCastException();

        public decimal ToDecimal(IFormatProvider? provider) => throw new InvalidCastException();

        public short ToInt16(IFormatProvider? provider) => throw new InvalidCastException();

        public int ToInt32(IFormatProvider? provider) => throw new InvalidCastException();

        public sbyte ToSByte(IFormatProvider? provider) => throw new InvalidCastException();

        public float ToSingle(IFormatProvider? provider) => throw new InvalidCastException();

        public object ToType(Type conversionType, IFormatProvider? provider) => throw new InvalidCastException();

        public ushort ToUInt16(IFormatProvider? provider) => throw new InvalidCastException();

        public uint ToUInt32(IFormatProvider? provider) => throw new InvalidCastException();

        public ulong ToUInt64(IFormatProvider? provider) => throw new InvalidCastException();
    }

    private sealed class BadKey
    {
        public override string ToString() => throw new InvalidOperationException("key");
    }

    private sealed class Logging
    {
        public string Inner => TradeLines.Write(new { x = 1 });

        public int Last => 2;
    }
}
