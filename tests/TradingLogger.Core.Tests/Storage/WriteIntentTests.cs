using System.Text;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage;

/// <summary>A writer that was killed in the middle of a write, as Linux cuts it: at the border of a page.</summary>
public sealed class WriteIntentTests
{
    private const int Page = 4096;
    private const string Before = "before";
    private static readonly string Long = new('x', 3 * Page);

    // The first line with its line feed comes before the one that is cut.
    private static readonly int Start = Before.Length + 1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_line_that_was_cut_short_is_removed(int pages)
    {
        using LogFile log = KilledAt(pages * Page);

        AssertGoesOn(log, Before + "\n");
    }

    [Fact]
    public void A_whole_line_of_a_batch_that_was_cut_behind_it_stays()
    {
        string first = new('a', Page - Start - 1);
        using LogFile log = KilledAt(Page, first + "\n" + Long);
        Assert.Equal((byte)'\n', SharedFile.ReadAllBytes(log.Path)[^1]);

        AssertGoesOn(log, $"{Before}\n{first}\n");
    }

    [Fact]
    public void Of_a_batch_that_was_cut_in_a_line_the_whole_lines_stay_and_the_torn_one_goes()
    {
        string first = new('a', 100);
        using LogFile log = KilledAt(2 * Page, $"{first}\n{first}\n{Long}");

        AssertGoesOn(log, $"{Before}\n{first}\n{first}\n");
    }

    [Theory]
    [InlineData("the first writer")]
    [InlineData("the next one before it removes the torn line")]
    [InlineData("the next one before it marks the batch")]
    [InlineData("the next one in the middle of the mark")]
    public void The_whole_lines_of_a_batch_are_marked_once_whoever_is_killed(string killed)
    {
        string first = new('a', 2 * Page - Start - 20);
        string lines = $"{first}\n{new string('b', 5)}\n";
        using LogFile log = KilledAt(2 * Page, lines + Long, isBatch: true);
        string whole = $"{Before}\n{lines}";
        if (killed != "the first writer")
            KillInRecovery(log, killed);

        using (AppendFile next = log.Open(marker: Mark))
        {
            LogFile.Append(next, "next");
            LogFile.Append(next, "and one more");
        }

        using (AppendFile another = log.Open(marker: Mark))
            LogFile.Append(another, "and another");

        Assert.Equal($"{whole}2 of 3 behind bbbbb\nnext\nand one more\nand another\n", log.Text);
    }

    [Fact]
    public void Lines_of_several_threads_that_were_written_together_are_no_batch()
    {
        using LogFile log = KilledAt(2 * Page, $"a\n{Long}");
        using (AppendFile next = log.Open(marker: Mark))
            LogFile.Append(next, "next");

        Assert.Equal($"{Before}\na\nnext\n", log.Text);
    }

    [Fact]
    public void A_cut_file_is_mended_before_it_is_rotated()
    {
        using LogFile log = KilledAt(Page);
        using (AppendFile next = log.Open(rotation: new SizeRotation(Page / 2, 3)))
            LogFile.Append(next, new string('y', Page));

        Assert.Equal(Before + "\n", log.Folder.Text(LogFile.Name + ".1"));
    }

    [Fact]
    public void Bytes_that_end_elsewhere_than_a_page_does_stay_as_any_damage_does()
    {
        using LogFile log = KilledAt(Page + 1);

        AssertGoesOn(log, log.Text + "\n");
    }

    [Fact]
    public void What_a_power_cut_left_of_a_write_stays_as_any_damage_does()
    {
        using LogFile log = KilledAt(Page);
        log.Files.Boot++;

        AssertGoesOn(log, log.Text + "\n", log.Files);
    }

    [Fact]
    public void Where_the_run_of_the_machine_has_no_name_nothing_is_noted_and_nothing_taken_back()
    {
        using LogFile log = KilledAt(Page, boot: 0);
        Assert.Empty(File.ReadAllBytes(log.LockPath));

        AssertGoesOn(log, log.Text + "\n");
    }

    [Fact]
    public void Another_file_at_the_same_path_is_not_cut()
    {
        using LogFile log = KilledAt(Page);
        byte[] bytes = SharedFile.ReadAllBytes(log.Path);
        File.Move(log.Path, log.Path + ".moved");
        File.WriteAllBytes(log.Path, bytes);

        AssertGoesOn(log, log.Text + "\n");
    }

    [Fact]
    public void What_another_program_appended_in_place_of_the_write_is_not_cut()
    {
        using LogFile log = KilledAt(Page);
        const FileShare share = FileShare.ReadWrite | FileShare.Delete;
        using (FileStream stream = new(log.Path, FileMode.Open, FileAccess.Write, share))
            stream.SetLength(Start);
        SharedFile.AppendAllText(log.Path, new string('z', Page - Start - 1) + "\n");

        AssertGoesOn(log, log.Text);
    }

    [Fact]
    public void A_whole_write_whose_note_was_left_behind_is_not_cut()
    {
        using LogFile log = KilledAt(Start + Long.Length + 1);
        Assert.Equal(Before + "\n" + Long + "\n", log.Text);

        AssertGoesOn(log, log.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(112)]
    [InlineData(5000)]
    public void A_lock_file_that_holds_something_else_is_no_note(int size)
    {
        using LogFile log = KilledAt(Page);
        byte[] something = new byte[size];
        new Random(size).NextBytes(something);
        File.WriteAllBytes(log.LockPath, something);

        AssertGoesOn(log, log.Text + "\n");
    }

    [Fact]
    public void A_note_that_cannot_be_read_leaves_the_damage_and_costs_no_event()
    {
        using LogFile log = KilledAt(Page);
        log.Files.Fail(FileOperation.ReadNote);

        AssertGoesOn(log, log.Text + "\n", log.Files);
    }

    [Fact]
    public void A_cut_that_cannot_be_taken_back_stays_and_costs_no_event()
    {
        using LogFile log = KilledAt(Page);
        log.Files.Fail(FileOperation.Truncate);

        AssertGoesOn(log, log.Text + "\n", log.Files);
    }

    [Fact]
    public void A_note_that_cannot_be_written_costs_no_event()
    {
        using var log = new LogFile();
        log.Files.Fail(FileOperation.WriteNote);

        log.Append(Long);

        Assert.Equal(Long + "\n", log.Text);
        Assert.Equal(0, log.Engine.GetState().Failures);
    }

    [Fact]
    public void A_write_within_a_page_is_not_noted()
    {
        using var log = new LogFile();

        log.Append(new string('x', Page - 1));
        log.Append("y");
        Assert.Equal(0, log.Files.Count(FileOperation.WriteNote));

        log.Append(new string('z', Page - 2));
        Assert.NotEqual(0, log.Files.Count(FileOperation.WriteNote));
    }

    [Fact]
    public void A_note_ends_with_the_lock_that_was_let_go_of()
    {
        using var log = new LogFile();
        log.Append(Long);
        const FileShare share = FileShare.ReadWrite | FileShare.Delete;
        using (FileStream stream = new(log.Path, FileMode.Open, FileAccess.Write, share))
            stream.SetLength(Page);

        AssertGoesOn(log, new string('x', Page) + "\n");
    }

    // One write takes so many bytes that the file has this length; from then on the process can do nothing more.
    private static LogFile KilledAt(int length, string? lines = null, ulong? boot = null, bool isBatch = false)
    {
        var log = new LogFile();
        log.Append(Before);
        log.Engine.Dispose();
        using var warnings = new Warnings();
        var files = new FaultyFiles { LongestWrite = length - Start };
        files.Boot = boot ?? files.Boot;
        bool isDead = false;
        files.Before = (operation, path) =>
        {
            if (isDead)
                throw FaultyFiles.Failure(operation, path, "killed");
            isDead = operation == FileOperation.Write;
        };
        using (AppendFile killed = log.Open(files))
        {
            byte[] bytes = Encoding.ASCII.GetBytes((lines ?? Long) + "\n");
            int records = isBatch ? 3 : 1;
            Assert.Throws<FileOperationException>(() =>
                killed.Append(new AppendRequest(bytes, LogFile.Today, records) { IsBatch = isBatch }));
        }

        Assert.Equal(length, SharedFile.ReadAllBytes(log.Path).Length);
        return log;
    }

    private static byte[] Mark(ReadOnlySpan<byte> lastLine, int lines, int records) =>
        Encoding.ASCII.GetBytes($"{lines} of {records} behind {Encoding.ASCII.GetString(lastLine)}\n");

    // The process that would mark the batch is killed, too: it can do nothing more from some operation on. The mark of
    // 20 bytes begins 13 bytes before the border of a page.
    private static void KillInRecovery(LogFile log, string when)
    {
        using var warnings = new Warnings();
        bool isInMark = when.EndsWith("in the middle of the mark", StringComparison.Ordinal);
        var files = new FaultyFiles { LongestWrite = isInMark ? 13 : int.MaxValue };
        bool isDead = false;
        files.Before = (operation, path) =>
        {
            isDead |= operation == FileOperation.Truncate && when.Contains("removes", StringComparison.Ordinal);
            isDead |= operation == FileOperation.Write && when.Contains("marks", StringComparison.Ordinal);
            if (isDead)
                throw FaultyFiles.Failure(operation, path, "killed");
            isDead = isInMark && operation == FileOperation.Write;
        };
        using AppendFile killed = log.Open(files, marker: Mark);
        Assert.Throws<FileOperationException>(() => LogFile.Append(killed, "never"));
    }

    // As another process does it.
    private static void AssertGoesOn(LogFile log, string expected, PlatformFiles? files = null)
    {
        bool isDamaged = log.Text.Length != expected.Length;
        using (AppendFile next = log.Open(files))
        {
            LogFile.Append(next, "next");
            LogFile.Append(next, "and one more");
            Assert.Equal((isDamaged ? 1 : 0, 0), (next.GetState().RecoveredTails, next.GetState().Failures));
        }

        Assert.Equal(expected + "next\nand one more\n", log.Text);
    }
}
