using TradingLogging.Reading.Parsing;
using Xunit;

namespace TradingLogging.Tests.Reading.Parsing;

public sealed class ReferenceCacheTests
{
    [Fact]
    public void Any_two_objects_stay_both_though_they_come_in_turns()
    {
        for (int pair = 0; pair < 20_000; pair++)
        {
            int made = 0;
            var cache = new ReferenceCache<object, int>(_ => ++made);
            object one = new(), other = new();
            int ofOne = cache.Of(one), ofOther = cache.Of(other);

            Assert.Equal((ofOne, ofOther), (cache.Of(one), cache.Of(other)));
            Assert.Equal(2, made);
        }
    }

    [Fact]
    public void Any_two_pairs_stay_both_though_they_come_in_turns()
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(number => $"text {number}")];
        for (int index = 0; index < 20_000; index++)
        {
            int made = 0;
            var cache = new PairCache<string>((first, second) => $"{++made}: {first} {second}");
            string first = texts[index % 299];
            string? second = index % 7 == 0 ? null : texts[index % 293];
            string one = cache.Of(first, second), other = cache.Of(null, texts[index % 300]);

            Assert.Same(one, cache.Of(first, second));
            Assert.Same(other, cache.Of(null, texts[index % 300]));
            Assert.Equal(2, made);
        }
    }
}
