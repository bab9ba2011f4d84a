using System.Text;
using TradingLogging.Storage.Chain;
using Xunit;

namespace TradingLogging.Tests.Storage.Chain;

public sealed class ChainTailTests
{
    private const long Hole = 1L << 30;

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void The_number_before_a_hole_is_found_without_reading_it_in_small_pieces(string end)
    {
        byte[] line = Encoding.ASCII.GetBytes(
            "{\"a\": 1, \"seq\": 7, \"prev\": \"" + new string('0', 64) + "\"}\n");
        byte[] last = Encoding.ASCII.GetBytes(end);
        int reads = 0;

        ChainTail tail = ChainTail.Read(Read, line.Length + Hole + last.Length);

        Assert.Equal(7, tail.Seq);
        Assert.False(tail.IsLastLinked);
        Assert.InRange(reads, 1, 20_000);

        int Read(Span<byte> bytes, long offset)
        {
            reads++;
            bytes.Clear();
            if (offset < line.Length)
                line.AsSpan((int)offset, (int)Math.Min(bytes.Length, line.Length - offset)).CopyTo(bytes);
            long intoLast = offset + bytes.Length - line.Length - Hole;
            if (intoLast > 0)
                last.AsSpan().CopyTo(bytes[^(int)intoLast..]);
            return bytes.Length;
        }
    }
}
