using System.Text;
using TradingLogging.Reading.Parsing;
using Xunit;

namespace TradingLogging.Tests.Reading.Parsing;

// Whether a text is found again decides how fast a log is read: what is made anew costs ten times as much, and whoever
// compares by reference does not recognise it.
public sealed class TextCacheTests
{
    [Fact]
    public void A_text_is_found_again_by_its_bytes()
    {
        int made = 0;
        TextCache<string> cache = Counting(() => made++);

        string first = cache.Of("BTCUSDT"u8, isEscaped: false), again = cache.Of("BTCUSDT"u8, isEscaped: false);

        Assert.Same(first, again);
        Assert.Equal("BTCUSDT", again);
        Assert.Equal(1, made);
    }

    [Fact]
    public void Any_two_texts_stay_both_though_they_come_in_turns()
    {
        for (int pair = 0; pair < 20_000; pair++)
        {
            int made = 0;
            TextCache<string> cache = Counting(() => made++);
            byte[] one = Encoding.UTF8.GetBytes($"S{pair}"), other = Encoding.UTF8.GetBytes($"T{pair % 997}");
            for (int turn = 0; turn < 3; turn++)
            {
                cache.Of(one, isEscaped: false);
                cache.Of(other, isEscaped: false);
            }

            Assert.Equal(2, made);
        }
    }

    [Theory]
    [InlineData("AAPL  240119C{0:00000000}", 1000)]
    [InlineData("BTC-27JUN25-{0}-C", 5000)]
    [InlineData("account-{0:0000}-main", 1)]
    [InlineData("S{0}", 1)]
    public void Texts_that_differ_in_a_few_digits_are_made_hardly_more_often_than_once(string form, int step)
    {
        const int Texts = 50, Turns = 100;
        int made = 0;
        TextCache<string> cache = Counting(() => made++);
        for (int turn = 0; turn < Turns; turn++)
        {
            for (int index = 0; index < Texts; index++)
                cache.Of(Encoding.UTF8.GetBytes(string.Format(null, form, (index + 1) * step)), isEscaped: false);
        }

        Assert.InRange(made, Texts, Texts * Turns / 10);
    }

    [Fact]
    public void A_long_text_is_not_kept()
    {
        int made = 0;
        TextCache<string> cache = Counting(() => made++);
        byte[] text = new byte[1_000_000];

        cache.Of(text, isEscaped: false);
        cache.Of(text, isEscaped: false);

        Assert.Equal(2, made);
    }

    private static TextCache<string> Counting(Action make) => new((bytes, _) =>
    {
        make();
        return Encoding.UTF8.GetString(bytes.ToArray());
    });
}
