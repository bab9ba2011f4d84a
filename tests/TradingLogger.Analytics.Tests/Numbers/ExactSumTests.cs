using TradingLogging.Analytics.Numbers;
using Xunit;

namespace TradingLogging.Analytics.Tests.Numbers;

public sealed class ExactSumTests
{
    private static readonly decimal[] Edges =
    [
        0m, 0.00m, 1m, -1m, 0.1m, -0.0000000000001m, 9223372036854775807m, -9223372036854775808m,
        18446744073709551615m, 922337203685.4775807m, 39614081257132168796771975168m, decimal.MaxValue,
        decimal.MinValue, 0.0000000000000000000000000001m, 7.9228162514264337593543950335m, 12345678901234.567890m,
    ];

    [Fact]
    public void A_sum_is_always_the_decimal_that_adding_decimals_gives_digit_by_digit()
    {
        var random = new Random(20251218);
        for (int round = 0; round < 200; round++)
        {
            decimal expected = 0;
            var sum = new ExactSum(0);
            for (int step = 0; step < 20; step++)
            {
                decimal amount = Draw(random);
                Assert.Equal(ExactNumber.TryAdd(ref expected, amount), sum.TryAdd(new ScaledAmount(amount)));
                AssertSame(expected, sum.Value);
            }
        }
    }

    [Fact]
    public void A_difference_and_a_comparison_are_those_of_decimals()
    {
        var random = new Random(20251219);
        for (int round = 0; round < 2_000; round++)
        {
            decimal left = Draw(random), right = Draw(random), expected = left;
            var sum = new ExactSum(left);
            var other = new ExactSum(right);

            Assert.Equal(left > right, sum > other);
            Assert.Equal(left < right, sum < other);
            Assert.Equal(ExactNumber.TryAdd(ref expected, -right), sum.TrySubtract(other));
            AssertSame(expected, sum.Value);
        }
    }

    [Fact]
    public void An_amount_taken_apart_and_its_opposite_are_the_amount()
    {
        foreach (decimal amount in Edges)
        {
            var scaled = new ScaledAmount(amount);

            Assert.Equal(amount, scaled.Value);
            Assert.Equal(-amount, (-scaled).Value);
            Assert.Equal(amount == 0, scaled.IsZero);
            var sum = new ExactSum(amount);
            Assert.True(sum.TryAdd(-scaled));
            Assert.Equal(0, sum.Value);
        }
    }

    private static decimal Draw(Random random) => random.Next(8) == 0
        ? Edges[random.Next(Edges.Length)]
        : new decimal(
            random.Next(), random.Next(4) == 0 ? random.Next() : 0, random.Next(12) == 0 ? random.Next() : 0,
            random.Next(2) == 0, (byte)random.Next(random.Next(3) == 0 ? 29 : 9));

    // 1.50 and 1.5 are equal, but not the same text.
    private static void AssertSame(decimal expected, decimal actual)
    {
        Assert.Equal(expected, actual);
        Assert.Equal(ExactNumber.ScaleOf(expected), ExactNumber.ScaleOf(actual));
    }
}
