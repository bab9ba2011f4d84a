using System.Text;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage.Chain;

public sealed class ChainTailTests
{
    private const long Hole = 1L << 30;

    [Fact]
    public void A_hole_is_not_read_at_all_where_the_file_system_tells_of_it()
    {
        using var folder = new LogFolder();
        string path = folder.PathOf("trades.log");
        File.WriteAllText(path, "{\"a\": 1, \"seq\": 7, \"prev\": \"" + new string('0', 64) + "\"}\n");
        using (FileStream stream = File.OpenWrite(path))
            stream.SetLength(Hole);
        using AppendHandle handle = PlatformFiles.Current.OpenForAppend(path);
        Assert.SkipWhen(handle.EndOfData(Hole) == Hole, "This file system knows no holes.");
        long read = 0;

        ChainTail tail = ChainTail.Read(Read, Hole, handle.EndOfData);

        Assert.Equal(7, tail.Seq);
        Assert.InRange(read, 1, Hole / 8);

        int Read(Span<byte> bytes, long offset)
        {
            read += bytes.Length;
            return handle.Read(bytes, offset);
        }
    }

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
