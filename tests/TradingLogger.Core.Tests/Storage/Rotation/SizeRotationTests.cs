using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Rotation;

public sealed class SizeRotationTests
{
    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void Numbers_must_not_be_negative(long maxBytes, int backupCount) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SizeRotation(maxBytes, backupCount));

    [Theory]
    [InlineData(0, 5)]
    [InlineData(10, 0)]
    public void Without_a_size_or_a_backup_nothing_is_rotated(long maxBytes, int backupCount)
    {
        using var log = new LogFile(new SizeRotation(maxBytes, backupCount));

        for (int i = 0; i < 20; i++)
            log.Append("record");

        Assert.Equal([LogFile.Name], log.Folder.Files);
    }

    [Fact]
    public void A_file_that_would_be_exactly_full_is_rotated_first()
    {
        using var log = new LogFile(new SizeRotation(20, 5));

        log.Append("123456789");
        log.Append("12345678");
        Assert.Equal([LogFile.Name], log.Folder.Files);
        log.Append("x");

        Assert.Equal("123456789\n12345678\n", log.Folder.Text("trades.log.1"));
        Assert.Equal("x\n", log.Text);
    }

    [Fact]
    public void A_record_larger_than_the_limit_has_a_file_of_its_own()
    {
        using var log = new LogFile(new SizeRotation(10, 5));
        string large = new('x', 100);

        log.Append(large);
        log.Append("small");

        Assert.Equal(large + "\n", log.Folder.Text("trades.log.1"));
        Assert.Equal("small\n", log.Text);
    }

    [Fact]
    public void The_newest_backup_is_1_and_the_oldest_goes()
    {
        using var log = new LogFile(new SizeRotation(1, 3));

        for (int i = 1; i <= 6; i++)
            log.Append($"{i}");

        Assert.Equal(["trades.log", "trades.log.1", "trades.log.2", "trades.log.3"], log.Folder.Files);
        Assert.Equal(["6\n", "5\n", "4\n", "3\n"], log.Folder.Files.Select(log.Folder.Text));
        Assert.Equal(5, log.Engine.GetState().Rotations);
    }

    [Fact]
    public void A_gap_is_filled_before_anything_is_deleted()
    {
        using var log = new LogFile(new SizeRotation(1, 3));
        File.WriteAllText(log.Folder.PathOf("trades.log.1"), "b");
        File.WriteAllText(log.Folder.PathOf("trades.log.3"), "a");
        File.WriteAllText(log.Path, "c\n");

        log.Append("d");

        Assert.Equal(["d\n", "c\n", "b", "a"], log.Folder.Files.Select(log.Folder.Text));
    }

    [Fact]
    public void A_backup_that_appears_meanwhile_is_not_overwritten()
    {
        using var log = new LogFile(new SizeRotation(1, 3));
        log.Append("1");
        string backup = log.Folder.PathOf("trades.log.1");
        log.Files.Before = (operation, _) =>
        {
            if (operation == FileOperation.Rename)
                File.WriteAllText(backup, "a stranger's");
        };

        log.Append("2");

        Assert.Equal("a stranger's", SharedFile.ReadAllText(backup));
        Assert.Equal("1\n2\n", log.Text);
        Assert.Contains("exists", log.Engine.GetState().LastError, StringComparison.Ordinal);
    }
}
