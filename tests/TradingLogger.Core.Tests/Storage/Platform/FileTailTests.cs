using System.Text;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage.Platform;

public sealed class FileTailTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", false)]
    [InlineData("\n", false)]
    [InlineData("one\n", false)]
    [InlineData("one", true)]
    [InlineData("one\ntw", true)]
    [InlineData("one\n\0\0", true)]
    public void A_last_line_without_its_line_feed_is_torn(string text, bool isTorn) =>
        Assert.Equal(isTorn, Read(text, tail => tail.IsTorn));

    [Fact]
    public void Lines_come_from_the_last_to_the_first() =>
        Assert.Equal(["three", "two", "one"], Lines("one\ntwo\n\nthree\n"));

    [Fact]
    public void The_torn_line_is_one_of_them() => Assert.Equal(["tw", "one"], Lines("one\ntw"));

    [Fact]
    public void A_line_on_the_border_of_two_chunks_is_whole()
    {
        string[] lines = [.. Enumerable.Range(0, 20_000).Select(i => $"line {i}")];

        Assert.Equal(lines.Reverse(), Lines(string.Join('\n', lines) + "\n"));
    }

    [Fact]
    public void Of_a_very_long_line_the_beginning_is_there()
    {
        string start = new('s', 100);
        string line = start + new string('x', 200_000);

        string[] lines = Lines("first\n" + line + "\nlast\n");

        Assert.Equal(["last", "first"], [lines[0], lines[2]]);
        Assert.StartsWith(start, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_four_mebibytes_of_damage_nobody_looks()
    {
        string damage = new('\0', 5 * 1024 * 1024);

        Assert.DoesNotContain("first", Lines("first\n" + damage));
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_has_no_more_lines()
    {
        string path = Write(new string('x', 100_000));
        using AppendHandle handle = PlatformFiles.Current.OpenForAppend(path);
        FileTail tail = FileTail.Of(handle, handle.GetLength());
        handle.Truncate(10);

        Assert.Empty(tail.LinesFromLast);
    }

    private string[] Lines(string text) => Read(text, tail => tail.LinesFromLast.Select(AsText).ToArray());

    private static string AsText(ReadOnlyMemory<byte> line) => Encoding.UTF8.GetString(line.Span);

    private string Write(string text)
    {
        string path = _folder.PathOf("a.log");
        File.WriteAllText(path, text);
        return path;
    }

    private T Read<T>(string text, Func<FileTail, T> read)
    {
        using AppendHandle handle = PlatformFiles.Current.OpenForAppend(Write(text));
        return read(FileTail.Of(handle, handle.GetLength()));
    }
}
