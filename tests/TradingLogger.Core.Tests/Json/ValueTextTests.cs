using System.Collections;
using TradingLogging.Json;
using Xunit;

namespace TradingLogging.Tests.Json;

public sealed class ValueTextTests
{
    [Fact]
    public void Dictionaries_and_lists_are_written_with_what_is_in_them() => Assert.Equal(
        "{\"a\": [1, {\"b\": null}]}",
        ValueText.Of(new Hashtable { ["a"] = new object[] { 1, new Hashtable { ["b"] = null } } }));

    [Fact]
    public void Secrets_are_masked_at_any_depth() => Assert.Equal(
        "[{\"api_key\": \"***\"}]", ValueText.Of(new object[] { new Hashtable { ["api_key"] = "q8Zr2LxT" } }));

    [Fact]
    public void A_getter_that_throws_is_noted() =>
        Assert.Contains("refused", ValueText.Of(new { List = Failing() }), StringComparison.Ordinal);

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void What_is_long_is_cut_and_marked(int count)
    {
        foreach (object value in new object[]
        {
            Enumerable.Range(0, count).ToArray(),
            new { Text = new string('x', count) },
        })
        {
            string text = ValueText.Of(value);

            Assert.InRange(text.Length, 100, 4096 + 10);
            Assert.EndsWith("…[cut]", text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<int> Failing()
    {
        yield return 1;
        throw new InvalidOperationException("refused");
    }
}
