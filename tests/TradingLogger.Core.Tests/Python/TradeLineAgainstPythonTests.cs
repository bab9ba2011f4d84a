using System.Numerics;
using CsCheck;
using TradingLogging.Tests.Python.Scenarios;
using Xunit;

namespace TradingLogging.Tests.Python;

public sealed class TradeLineAgainstPythonTests
{
    private static readonly DateTime Start = new(2025, 12, 18, 9, 30, 45, DateTimeKind.Utc);

    private static readonly object?[] Values =
    [
        null, true, false, 0L, -1L, 42L, long.MaxValue, long.MinValue, ulong.MaxValue, BigInteger.Pow(10, 40),
        -BigInteger.Pow(7, 99),
        0.0, -0.0, 1.0, -1.5, 0.1, 1.0 / 3, 50000.0, 1e15, 1e16, 123456789012345680.0, 9007199254740993.0, 1e21, 1e22,
        1e23, 1e-4, 1e-5,
        0.00012345, 1.5e-7, 1e100, 1e-100, 1e300, double.Epsilon, double.MaxValue, double.MinValue,
        2.2250738585072014e-308, 5e-324,
        "", "BTCUSDT", "\"quoted\" \\ / slash", "\b\f\n\r\t\v\0\u001b\u007f", "é ß € 日本 😀",
        "\u0085\u2028\u2029\ufeff\uffff",
        "\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db", "<>&'+`", "NaN", "%s {0}",
        new List<object?>(), new Dictionary<string, object?>(),
        new List<object?> { null, 1L, 1.0, "a", new List<object?> { new List<object?>() } },
        new Dictionary<string, object?> { ["a b"] = 2L, ["ключ"] = 3L, ["\n"] = 4L, ["\ud800"] = 5L, ["Symbol"] = 6L },
    ];

    private static Gen<string> Text { get; } = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 20],
        Gen.String[Gen.Char['\0', '\uffff'], 0, 12],
        Gen.String[Gen.Char['\ud7fe', '\ue001'], 0, 12]);

    private static Gen<double> Number { get; } = Gen.OneOf(
        Gen.Double,
        Gen.ULong.Select(bits => BitConverter.UInt64BitsToDouble(bits)),
        Gen.Int[-1_000_000, 1_000_000].Select(Gen.Int[0, 8], (digits, places) => digits / Math.Pow(10, places)))
        .Where(double.IsFinite);

    private static Gen<object?> Scalar { get; } = Gen.OneOf(
        Gen.Int[0, Values.Length - 1].Select(index => Values[index]),
        Gen.Long.Select(number => (object?)number),
        Number.Select(number => (object?)number),
        Text.Select(text => (object?)text));

    private static Gen<object?> Nested { get; } = Gen.Recursive<object?>((depth, inner) => depth == 3
        ? Scalar
        : Gen.Frequency(
            (4, Scalar),
            (1, inner.Array[0, 4].Select(items => (object?)new List<object?>(items))),
            (1, Members(inner).Select(members => (object?)members))));

    [Fact]
    public void Every_awkward_value_is_written_as_by_json_dumps() => AssertSame(
        [
            .. Values.Select(
                value => new Dictionary<string, object?>
                {
                    ["value"] = value,
                    ["in a list"] = new List<object?> { value },
                }),
        ]);

    [Fact]
    public void Any_event_is_written_as_by_json_dumps()
    {
        PythonLogging.Require();

        Members(Nested).Array[400].Sample(AssertSame, iter: 3, threads: 1);
    }

    [Fact]
    public void Any_floating_point_number_is_written_as_by_json_dumps()
    {
        PythonLogging.Require();

        Number.Array[500].Array[4].Sample(
            groups => AssertSame([.. groups.Select(numbers => new Dictionary<string, object?>
            {
                ["numbers"] = new List<object?>(numbers.Select(number => (object?)number)),
            })]),
            iter: 3,
            threads: 1);
    }

    [Fact]
    public void Any_text_is_written_as_by_json_dumps()
    {
        PythonLogging.Require();

        Text.Array[500].Sample(
            texts => AssertSame([new() { ["texts"] = new List<object?>(texts) }]),
            iter: 3,
            threads: 1);
    }

    // Names that are empty, or differ in case alone, are written otherwise on purpose: TradeEventDifferencesTests.
    private static Gen<Dictionary<string, object?>> Members(Gen<object?> value) =>
        Gen.Select(Text, value).Array[0, 6].Select(members => members
            .Where(member => member.Item1.Length > 0)
            .DistinctBy(member => member.Item1, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(member => member.Item1, member => member.Item2));

    private static void AssertSame(Dictionary<string, object?>[] events)
    {
        using var both = new BothLoggings();

        both.Run(new LogScenario(
            [.. events.Select((data, i) => new EventStep(Start.AddMicroseconds(i + 1), "ORDER_FILLED", data, i))]));

        Assert.Empty(both.PythonErrors);
        both.AssertSameFiles();
    }
}
