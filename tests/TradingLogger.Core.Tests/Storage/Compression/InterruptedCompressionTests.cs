using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Compression;

/// <summary>Every step of compressing made to fail in turn: alone, as a fault does, and with all that come after it, as
/// <c>kill -9</c> does. Whoever reads at that moment, and after the next process has gone on, finds each line
/// once.</summary>
public sealed class InterruptedCompressionTests
{
    private static readonly string[] Events = ["A1", "A2", "A3", "B1", "B2", "now"];
    private static readonly string[] Entries = ["a", "b", "c"];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Each_line_is_read_once_whatever_step_is_the_last(bool isText, bool isLasting)
    {
        int operations = Interrupt(isText, _ => false);
        Assert.InRange(operations, 20, 200);

        for (int failing = 0; failing < operations; failing++)
        {
            int first = failing;
            Interrupt(isText, isLasting ? number => number >= first : number => number == first);
        }
    }

    [Fact]
    public void Behind_the_renamed_file_a_backup_moves_on_as_one()
    {
        using var log = new CompressedFolder();
        log.Write("trading.log.1", CompressedFolder.TextLine("a"));
        log.Gzip("trading.log.1");
        log.Write("trading.log", CompressedFolder.TextLine("b"));
        var site = new RotationSite(log.Files, log.TextPath, log.Warnings.Add);

        new SizeRotation(1, 5, countsCompressed: true).Rotate(site, default, default);

        Assert.Equal(["trading.log.1", "trading.log.2"], log.Folder.Files);
        Assert.Equal(["a", "b"], log.Messages);
    }

    private static int Interrupt(bool isText, Func<int, bool> isFailing)
    {
        using var log = new CompressedFolder();
        log.Write("trades.log", CompressedFolder.Line("now"));
        log.Write(CompressedFolder.Day, CompressedFolder.Lines("A", 3));
        log.Write("trades.log.2025-12-18", CompressedFolder.Lines("B", 2));
        log.Write("trading.log", CompressedFolder.TextLine("c"));
        log.Write("trading.log.1", CompressedFolder.TextLine("b"));
        log.Write("trading.log.2", CompressedFolder.TextLine("a"));
        CompressedLog which = isText ? log.Backups : log.Days;
        log.Files.FailAt(isFailing);

        log.Compress(which);
        AssertReadOnce(log);

        int operations = log.Files.Calls.Count;
        log.Files.Mend();
        log.Compress(which);
        AssertReadOnce(log);
        string[] archives = [.. log.Folder.Files.Where(name => name.Contains(isText ? "trading.log." : "trades.log."))];
        Assert.All(archives, name => Assert.EndsWith(".gz", name, StringComparison.Ordinal));
        Assert.Equal(2, archives.Length);
        Assert.Empty(Directory.GetFiles(log.Folder.FullName, "*.draft.gz"));
        return operations;
    }

    private static void AssertReadOnce(CompressedFolder log)
    {
        Assert.Equal(Events, log.Actions);
        Assert.Equal(Entries, log.Messages);
    }
}
