using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class Utf8BufferTests
{
    [Fact]
    public void It_grows_byte_by_byte_and_span_by_span()
    {
        var buffer = new Utf8Buffer();
        for (int i = 0; i < 5000; i++)
            buffer.Write((byte)(i % 251));
        buffer.Write(new byte[100_000]);
        Assert.Equal(105_000, buffer.Length);
        Assert.Equal(4999 % 251, buffer.Written[4999]);
    }

    [Fact]
    public void It_is_an_ordinary_buffer_writer()
    {
        var buffer = new Utf8Buffer();
        "ab"u8.CopyTo(buffer.GetMemory().Span);
        buffer.Advance(2);
        buffer.Write("c"u8);
        Assert.Equal("abc"u8, buffer.Written);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
    }

    [Fact]
    public void It_can_be_cut_shorter_but_not_longer()
    {
        var buffer = new Utf8Buffer();
        buffer.Write("abc"u8);
        buffer.Truncate(1);
        Assert.Equal("a"u8, buffer.Written);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(-1));
    }

    [Fact]
    public void One_enormous_record_does_not_keep_its_memory()
    {
        var buffer = new Utf8Buffer();
        buffer.GetSpan(10_000_000);
        buffer.Clear();
        Assert.InRange(buffer.GetSpan().Length, 1, 1024 * 1024);
    }
}
