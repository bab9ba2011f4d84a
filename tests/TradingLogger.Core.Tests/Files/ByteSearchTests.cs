using TradingLogging.Files;
using Xunit;

namespace TradingLogging.Tests.Files;

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
