using System.Text;
using TradingLogging.Analytics.Facts;
using Xunit;

namespace TradingLogging.Analytics.Tests.Facts;

public sealed class AmountTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.0")]
    [InlineData("0.10")]
    [InlineData("12345678")]
    [InlineData("1234567.8")]
    [InlineData("0.123456")]
    [InlineData("0.1234567")]
    [InlineData("99999999")]
    [InlineData("123456789")]
    [InlineData("-1.5")]
    [InlineData("1e3")]
    [InlineData("1.5E-3")]
    [InlineData("0.30000000000000004")]
    [InlineData("1234567890123456789012345678")]
    public void A_number_of_a_line_is_read_as_the_same_number_alone(string number) => AssertSame(number);

    [Fact]
    public void Numbers_of_a_line_are_read_as_the_same_numbers_alone()
    {
        var random = new Random(20261203);
        for (int round = 0; round < 20_000; round++)
        {
            string digits = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(10)));
            int point = random.Next(1, digits.Length + 1);
            AssertSame(point == digits.Length ? digits : digits.Insert(point, "."));
        }
    }

    private static void AssertSame(string number)
    {
        bool isNumber = Amount.TryParse(Encoding.UTF8.GetBytes(number), isText: false, out Amount alone);
        // What stands before the number and behind it is of the line.
        foreach (string line in new[] { $"{{\"a\":{number}}}", $"{{\"a\": 987654321.5, \"b\": {number}, \"c\": 7}}" })
        {
            var members = new JsonMembers(Encoding.UTF8.GetBytes(line));
            while (members.MoveNext() && Encoding.UTF8.GetString(members.Value) != number)
                Assert.Equal("a", Encoding.UTF8.GetString(members.Name));

            Assert.Equal(isNumber, Amount.TryParse(members, out Amount read));
            Assert.Equal(decimal.GetBits(alone.Value), decimal.GetBits(read.Value));
            Assert.Equal(alone.IsBinary, read.IsBinary);
        }
    }
}
