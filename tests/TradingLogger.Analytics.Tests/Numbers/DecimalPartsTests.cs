using TradingLogging.Analytics.Numbers;
using Xunit;

namespace TradingLogging.Analytics.Tests.Numbers;

public sealed class DecimalPartsTests
{
    private static readonly decimal[] Edges =
    [
        0m, 0.00m, -0.0m, 1m, -1m, 0.1m, -1.50m, 9223372036854775807m, 18446744073709551615m, -18446744073709551615m,
        18446744073709551616m, 1844674407370955161.5m, 79228162514264337593543950335m, decimal.MinValue,
        0.0000000000001m, 0.0000000000000000000000000001m, -7.9228162514264337593543950335m, 12345678901234.567890m,
    ];

    [Fact]
    public void The_parts_are_those_that_the_runtime_gives()
    {
        foreach (decimal number in Edges)
        {
            int[] bits = decimal.GetBits(number);
            var parts = new DecimalParts(number);

            Assert.Equal(((ulong)(uint)bits[1] << 32) | (uint)bits[0], parts.Low);
            Assert.Equal((uint)bits[2], parts.High);
            Assert.Equal((bits[3] >> 16) & 255, parts.Scale);
            Assert.Equal(bits[3] < 0, parts.IsNegative);
            Assert.Equal(bits, decimal.GetBits(
                new DecimalParts(parts.High, parts.Low, parts.IsNegative, parts.Scale).Value));
        }
    }

    [Fact]
    public void A_sum_has_the_bits_that_adding_decimals_gives_or_there_is_none() => AssertSameBits(
        seed: 20261130,
        fewest: 5_000,
        (ref DecimalParts sum, in DecimalParts number) => sum.TryAdd(number),
        (left, right) => left + right);

    [Fact]
    public void A_product_has_the_bits_that_multiplying_decimals_gives_or_there_is_none() => AssertSameBits(
        seed: 20261201,
        fewest: 3_000,
        (ref DecimalParts product, in DecimalParts number) => product.TryMultiply(number),
        (left, right) => left * right);

    [Fact]
    public void Sums_differences_and_order_are_those_of_the_operators()
    {
        var random = new Random(20261202);
        for (int round = 0; round < 20_000; round++)
        {
            decimal left = Draw(random) / 4, right = random.Next(10) == 0 ? left : Draw(random) / 4;

            Assert.Equal(decimal.GetBits(left + right), decimal.GetBits(DecimalMath.Add(left, right)));
            Assert.Equal(decimal.GetBits(left - right), decimal.GetBits(DecimalMath.Subtract(left, right)));
            Assert.Equal(Math.Sign(decimal.Compare(left, right)), DecimalMath.Compare(left, right));
            Assert.Equal(left == right, DecimalMath.AreEqual(left, right));
            Assert.Equal(Math.Min(left, right), DecimalMath.Min(left, right));

            decimal sum = left, rest = left;
            DecimalMath.Add(ref sum, right);
            DecimalMath.Subtract(ref rest, right);
            Assert.Equal(decimal.GetBits(left + right), decimal.GetBits(sum));
            Assert.Equal(decimal.GetBits(left - right), decimal.GetBits(rest));
            Assert.Equal(left + right, DecimalMath.Add((decimal?)left, right));
        }

        Assert.Null(DecimalMath.Add(null, 1m));
        Assert.Null(DecimalMath.Add((decimal?)1m, null));

        Assert.Throws<OverflowException>(() => DecimalMath.Add(decimal.MaxValue, decimal.MaxValue));
        Assert.Throws<OverflowException>(() => DecimalMath.Subtract(decimal.MinValue, decimal.MaxValue));
    }

    private delegate bool Operation(ref DecimalParts parts, in DecimalParts other);

    private static void AssertSameBits(
        int seed, int fewest, Operation operation, Func<decimal, decimal, decimal> ofRuntime)
    {
        int done = 0;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++)
        {
            decimal left = Draw(random), right = Draw(random);
            var parts = new DecimalParts(left);
            bool isDone = operation(ref parts, new DecimalParts(right));
            done += isDone ? 1 : 0;
            Assert.Equal(decimal.GetBits(isDone ? ofRuntime(left, right) : left), decimal.GetBits(parts.Value));
        }

        Assert.InRange(done, fewest, 19_999);
    }

    private static decimal Draw(Random random) => random.Next(6) == 0
        ? Edges[random.Next(Edges.Length)]
        : new decimal(
            random.Next(), random.Next(3) == 0 ? random.Next() : 0, random.Next(20) == 0 ? random.Next() : 0,
            random.Next(2) == 0, (byte)random.Next(random.Next(4) == 0 ? 29 : 6));
}
