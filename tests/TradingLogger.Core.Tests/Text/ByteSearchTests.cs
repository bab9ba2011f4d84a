using System.Text;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class ByteSearchTests
{
    // Beyond two vectors and a rest.
    private const int Longest = 75;

    [Fact]
    public void The_first_of_two_bytes_is_found_wherever_it_stands()
    {
        for (int length = 0; length <= Longest; length++)
        {
            byte[] bytes = new byte[length];
            Assert.Equal(-1, ByteSearch.IndexOfEither(bytes, 1, 2));
            // From the end on: what was found before still stands behind.
            for (int index = length - 1; index >= 0; index--)
            {
                bytes[index] = (byte)(1 + (index % 2));
                Assert.Equal(index, ByteSearch.IndexOfEither(bytes, 1, 2));
            }
        }
    }

    [Fact]
    public void A_quote_is_found_behind_plain_text_only()
    {
        for (int length = 1; length <= Longest; length++)
        {
            for (int unit = 0; unit <= byte.MaxValue; unit++)
            {
                byte[] bytes = [.. Enumerable.Repeat((byte)' ', length - 1), (byte)unit, (byte)'"'];
                bool isPlain = unit is >= ' ' and <= '~' and not '"' and not '\\';
                int expected = unit == '"' ? length - 1 : isPlain ? length : -1;
                Assert.Equal(expected, ByteSearch.IndexOfQuote(bytes, 0));
                Assert.Equal(expected, ByteSearch.IndexOfQuote(bytes, length - 1));
                Assert.Equal(-1, ByteSearch.IndexOfQuote(bytes.AsSpan(0, length - 1), 0));
            }
        }
    }

    [Fact]
    public void Digits_are_counted_up_to_the_first_other_byte()
    {
        for (int length = 0; length <= Longest; length++)
        {
            byte[] digits = [.. Enumerable.Range(0, length).Select(index => (byte)('0' + (index % 10)))];
            Assert.Equal(length, ByteSearch.CountDigits(digits, 0));
            for (int unit = 0; unit <= byte.MaxValue; unit++)
            {
                byte[] bytes = [(byte)'-', .. digits, (byte)unit, (byte)'7'];
                Assert.Equal(unit is >= '0' and <= '9' ? length + 2 : length, ByteSearch.CountDigits(bytes, 1));
            }
        }
    }

    [Theory]
    [InlineData(",")]
    [InlineData("}")]
    [InlineData(".")]
    [InlineData("e5,")]
    [InlineData("x")]
    public void Where_the_end_of_a_number_is_found_it_is_that_behind_its_last_digit(string behind)
    {
        for (int whole = 0; whole <= 18; whole++)
        {
            for (int fraction = -1; fraction <= 18; fraction++)
            {
                string digits = fraction < 0 ? "" : "." + new string('7', fraction);
                string number = new string('3', whole) + digits;
                byte[] bytes = Encoding.ASCII.GetBytes($"[{number}{behind}{new string(' ', 20)}");
                // A point behind a number without one is its own.
                int length = number.Length + (fraction < 0 && behind == "." ? 1 : 0);

                for (int left = 0; left < 20; left++)
                {
                    bool isFound = ByteSearch.TryFindEndOfNumber(
                        bytes.AsSpan(0, bytes.Length - left), 1, out int found, out int end);
                    Assert.Equal(isFound ? (whole, 1 + length) : (found, 1), (found, end));
                }
            }
        }
    }

    [Fact]
    public void Two_texts_are_the_same_only_when_every_byte_is()
    {
        for (int length = 0; length <= Longest; length++)
        {
            byte[] one = new byte[length];
            byte[] other = new byte[length];
            Assert.True(ByteSearch.AreEqual(one, other));
            Assert.False(ByteSearch.AreEqual(one, new byte[length + 1]));
            for (int index = 0; index < length; index++)
            {
                other[index] = 1;
                Assert.False(ByteSearch.AreEqual(one, other));
                other[index] = 0;
            }
        }
    }
}
