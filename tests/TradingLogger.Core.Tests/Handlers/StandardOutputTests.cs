using System.Text;
using TradingLogging.Handlers;
using Xunit;

namespace TradingLogging.Tests.Handlers;

public sealed class StandardOutputTests
{
    [Fact]
    public void The_stdout_of_the_process_can_be_written()
    {
        using Stream stdout = StandardOutput.Open();

        Assert.True(stdout.CanWrite);
        stdout.Write([]);
    }

    [Fact]
    public void On_a_console_with_another_code_page_a_line_appears_in_that_one()
    {
        using var console = new MemoryStream();
        using var stream = new StandardOutput(console, Encoding.Latin1);
        stream.Write("Grüße €\n"u8);
        stream.Flush();

        Assert.Equal("Grüße ?\n", Encoding.Latin1.GetString(console.ToArray()));
    }

    [Fact]
    public void A_console_can_only_be_written()
    {
        using var stream = new StandardOutput(new MemoryStream(), Encoding.Latin1);

        Assert.Equal((false, false, true), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.Length);
        Assert.Throws<NotSupportedException>(() => stream.Position);
        Assert.Throws<NotSupportedException>(() => stream.Position = 1);
        Assert.Throws<NotSupportedException>(() => stream.ReadByte());
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
    }
}
