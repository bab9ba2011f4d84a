using System.Collections.Frozen;
using System.Numerics;
using System.Text;
using TradingLogging.Tests.Formatting;
using Xunit;

namespace TradingLogging.Tests.Json;

/// <summary>Values that .NET Framework does not have, or writes in more digits or another form.</summary>
public sealed class NewerScalarsTests
{
    public static TheoryData<object, string> Values => new()
    {
        { Int128.MinValue, "-170141183460469231731687303715884105728" },
        { UInt128.MaxValue, "340282366920938463463374607431768211455" },
        { 5e-324, "5e-324" },
        { new Complex(1, 2), "\"<1; 2>\"" },
        { (Half)0.1, "0.1" },
        { Half.MaxValue, "65500.0" },
        { Half.NegativeInfinity, "\"-Infinity\"" },
        { new Rune('é'), "\"\\u00e9\"" },
        { new DateOnly(2025, 1, 9), "\"2025-01-09\"" },
        { new TimeOnly(9, 5, 7), "\"09:05:07\"" },
        { new TimeOnly(9, 5, 7, 120), "\"09:05:07.12\"" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Values_have_the_form_a_person_means(object value, string expected) =>
        Assert.Equal(expected, TradeLines.WriteValue(value));

    [Fact]
    public void A_date_as_a_key_is_written_as_it_is_as_a_value() => Assert.Equal(
        "{\"2025-01-02\": 1}",
        TradeLines.WriteValue(new Dictionary<DateOnly, int> { [new DateOnly(2025, 1, 2)] = 1 }));

    [Fact]
    public void A_frozen_dictionary_is_an_object() => Assert.Equal(
        "{\"a\": 1, \"b\": 2}",
        TradeLines.WriteValue(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }.ToFrozenDictionary()));
}
