using TradingLogging.Forwarding.Checkpoints;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Checkpoints;

public sealed class NumberSetTests
{
    [Fact]
    public void A_set_holds_what_was_added_in_any_order_and_reads_what_it_has_written()
    {
        var random = new Random(7);
        var set = new NumberSet();
        var plain = new SortedSet<long>();
        for (int step = 0; step < 2000; step++)
        {
            long number = random.Next(1, 500);
            plain.Add(number);
            set.Add(number);
            if (step % 50 != 0)
                continue;
            NumberSet read = NumberSet.Parse(set.ToString());
            for (long tried = 0; tried <= 501; tried++)
            {
                bool isIn = plain.Contains(tried);
                Assert.Equal((isIn, isIn), (set.Contains(tried), read.Contains(tried)));
            }

            Assert.Equal((plain.Count, plain.Max), (set.Count, set.Highest));
        }
    }

    [Theory]
    [InlineData("1-3,5-5", "1-3,5-5")]
    [InlineData("", "")]
    [InlineData("5-2,x,-7,8-8", "8-8")]
    public void What_is_no_range_is_left_out(string text, string expected) =>
        Assert.Equal(expected, NumberSet.Parse(text).ToString());
}
