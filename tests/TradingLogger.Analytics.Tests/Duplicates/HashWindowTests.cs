using TradingLogging.Analytics.Duplicates;
using Xunit;

namespace TradingLogging.Analytics.Tests.Duplicates;

public sealed class HashWindowTests
{
    [Fact]
    public void At_least_the_last_half_is_known_and_at_most_two_halves()
    {
        const int Half = 5_000;
        var window = new HashWindow(Half);
        for (ulong hash = 0; hash < 4 * Half; hash++)
        {
            Assert.True(window.Add(hash * 0x9E3779B97F4A7C15));
            Assert.False(window.Add(hash * 0x9E3779B97F4A7C15));
        }

        for (ulong hash = 3 * Half; hash < 4 * Half; hash++)
            Assert.True(window.Contains(hash * 0x9E3779B97F4A7C15));
        for (ulong hash = 1; hash < 2 * Half; hash++)
            Assert.False(window.Contains(hash * 0x9E3779B97F4A7C15));
    }

    [Fact]
    public void A_hash_of_0_is_known_as_any_other()
    {
        var window = new HashWindow(10);

        Assert.False(window.Contains(0));
        Assert.True(window.Add(0));
        Assert.False(window.Add(0));
        Assert.True(window.Contains(0));
    }
}
