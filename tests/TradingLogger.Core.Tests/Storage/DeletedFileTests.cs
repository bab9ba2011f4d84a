using System.Diagnostics;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage;

/// <summary>What an administrator does to a log while it is written.</summary>
public sealed class DeletedFileTests
{
    [Fact]
    public void A_record_after_the_file_was_deleted_lands_at_the_path()
    {
        using var log = new LogFile();
        log.Append("one");
        SharedFile.Delete(log.Path);

        log.Append("two");

        Assert.EndsWith("two\n", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_after_the_file_was_renamed_lands_at_the_path_and_the_others_stay_in_the_renamed_one()
    {
        using var log = new LogFile();
        log.Append("one");
        File.Move(log.Path, log.Path + ".old");

        log.Append("two");

        Assert.Equal("one\n", log.Folder.Text("trades.log.old"));
        Assert.Equal("two\n", log.Text);
    }

    [Fact]
    public void A_record_after_another_file_took_the_place_lands_in_that_one()
    {
        using var log = new LogFile();
        log.Append("one");
        File.Move(log.Path, log.Path + ".old");
        File.WriteAllText(log.Path, "another's\n");

        log.Append("two");

        Assert.Equal("another's\ntwo\n", log.Text);
    }

    [Fact]
    public void A_record_after_the_file_was_emptied_is_at_its_start()
    {
        using var log = new LogFile();
        log.Append("one");
        SharedFile.WriteAllText(log.Path, "");

        log.Append("two");

        Assert.Equal("two\n", log.Text);
        Assert.Equal(4, log.Engine.GetState().Length);
    }

    [Fact]
    public void A_record_after_the_directory_was_removed_lands_at_the_path()
    {
        using var log = new LogFile();
        log.Append("one");
        Directory.Delete(log.Folder.FullName, recursive: true);

        log.Append("two");

        Assert.EndsWith("two\n", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_in_full_swing_survive_a_deletion()
    {
        using var log = new LogFile();
        string[] afterwards = DeleteInFullSwing(log);

        log.Engine.Dispose();

        Assert.Equal(afterwards, log.Folder.Lines(LogFile.Name).TakeLast(afterwards.Length));
    }

    [Fact]
    public void Records_in_full_swing_survive_a_deletion_and_a_rotation_on_top()
    {
        using var log = new LogFile(new SizeRotation(100_000, 5));
        string[] afterwards = DeleteInFullSwing(log);

        log.Append(new string('x', 100_000));

        string[] all = [.. log.Folder.Files.Reverse().SelectMany(log.Folder.Lines)];
        Assert.All(afterwards, line => Assert.Single(all, line));
        Assert.Equal(0, log.Engine.GetState().Failures);
    }

    [Fact]
    public void Records_in_full_swing_survive_a_deletion_and_a_failed_record_on_top()
    {
        using var log = new LogFile();
        string[] afterwards = DeleteInFullSwing(log);

        log.Files.Fail(FileOperation.Write);
        Assert.Throws<FileOperationException>(() => log.Append("does not fit"));
        log.Files.Mend();
        log.Append("fits");

        string[] lines = log.Folder.Lines(LogFile.Name);
        Assert.Equal([.. afterwards, "fits"], lines.TakeLast(afterwards.Length + 1));
        Assert.DoesNotContain("does not fit", lines);
    }

    [Theory]
    [InlineData(FileOperation.OpenForAppend)]
    [InlineData(FileOperation.GetStatus)]
    [InlineData(FileOperation.GetLength)]
    [InlineData(FileOperation.IsDeleted)]
    [InlineData(FileOperation.Write)]
    [InlineData(FileOperation.OpenLock)]
    public void Records_in_full_swing_survive_a_deletion_while_nothing_else_can_be_done(int failing)
    {
        using var log = new LogFile();
        string[] afterwards = DeleteInFullSwing(log);

        log.Files.Fail((FileOperation)failing);
        log.Engine.Lease.OnTick();
        log.Engine.Lease.OnTick();
        for (int i = 0; i < 3; i++)
        {
            try
            {
                log.Append("perhaps");
            }
            catch (FileOperationException)
            {
            }
        }

        log.Files.Mend();
        log.Append("last");

        string[] lines = [.. log.Folder.Lines(LogFile.Name).Where(line => line != "perhaps")];
        Assert.Equal([.. afterwards, "last"], lines.TakeLast(afterwards.Length + 1));
        Assert.All(afterwards, line => Assert.Single(lines, line));
    }

    [Fact]
    public void Records_of_a_deleted_file_keep_their_day()
    {
        using var log = new LogFile(LogFile.Daily());
        DateTime yesterday = LogFile.Today.AddDays(-1);
        var waited = Stopwatch.StartNew();
        while (!log.Engine.Lease.IsKept)
        {
            log.AppendOn(yesterday, "before");
            Waiting.Check(waited, "a lock that is kept");
        }

        SharedFile.Delete(log.Path);
        log.AppendOn(yesterday, "after");

        log.AppendOn(LogFile.Today);

        Assert.EndsWith("2025-12-17 after\n", log.Folder.Text("trades.log.2025-12-17"), StringComparison.Ordinal);
        Assert.Equal("2025-12-18 record\n", log.Text);
    }

    [Fact]
    public void A_lock_file_that_was_deleted_is_made_anew_in_full_swing()
    {
        using var log = new LogFile();
        log.AppendUntilLockIsKept();
        SharedFile.Delete(log.LockPath);

        Waiting.Until(() =>
        {
            log.Append("record");
            return File.Exists(log.LockPath);
        });

        Assert.True(File.Exists(log.LockPath));
    }

    private static string[] DeleteInFullSwing(LogFile log)
    {
        log.AppendUntilLockIsKept();
        SharedFile.Delete(log.Path);
        string[] afterwards = [.. Enumerable.Range(0, 50).Select(i => $"after {i}")];
        foreach (string line in afterwards)
            log.Append(line);
        return afterwards;
    }
}
