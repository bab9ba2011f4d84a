using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage.Compression;

/// <summary>An archive becomes a file of gzip, and neither a line nor a right is lost or gained by it.</summary>
public sealed class ArchiveCompressorTests : IDisposable
{
    private const string Day = CompressedFolder.Day;

    private readonly CompressedFolder _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Days_and_late_files_are_compressed_and_the_current_file_never_is()
    {
        _log.Write("trades.log", CompressedFolder.Line("now"));
        _log.Write(Day, CompressedFolder.Lines("A", 2));
        _log.Write(Day + ".1", CompressedFolder.Line("late"));

        _log.Compress();

        Assert.Equal(["trades.log", Day + ".1.gz", Day + ".gz"], _log.Folder.Files);
        Assert.Equal(CompressedFolder.Lines("A", 2), _log.Unzipped(Day + ".gz"));
        Assert.Equal(["A1", "A2", "late", "now"], _log.Actions);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void Backups_of_the_text_log_are_compressed_with_their_numbers()
    {
        _log.Write("trading.log", CompressedFolder.TextLine("c"));
        _log.Write("trading.log.1", CompressedFolder.TextLine("b"));
        _log.Write("trading.log.2", CompressedFolder.TextLine("a"));

        _log.Compress(_log.Backups);

        Assert.Equal(["trading.log", "trading.log.1.gz", "trading.log.2.gz"], _log.Folder.Files);
        Assert.Equal(["a", "b", "c"], _log.Messages);
    }

    [Fact]
    public void A_backup_that_rotation_renames_before_it_is_looked_at_is_compressed_without_a_warning()
    {
        _log.Write("trading.log", CompressedFolder.TextLine("b"));
        _log.Write("trading.log.1", CompressedFolder.TextLine("a"));
        string path = _log.Folder.PathOf("trading.log.1");
        _log.Files.Before = (operation, at) =>
        {
            // Of the looks at the path, the one after it was opened.
            if (operation == FileOperation.Delete && File.Exists(path) && _log.Files.Count(FileOperation.Delete) == 1)
                RenameAtNextLook(path);
        };

        _log.Compress(_log.Backups);

        Assert.Equal(["trading.log", "trading.log.2.gz"], _log.Folder.Files);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void The_compressed_file_has_the_permissions_and_the_time_of_the_plain_one()
    {
        var written = new DateTime(2025, 12, 17, 22, 59, 58, DateTimeKind.Utc);
        _log.Write(Day, CompressedFolder.Line("A"));
        File.SetLastWriteTimeUtc(_log.Folder.PathOf(Day), written);
        using (AppendHandle handle = PlatformFiles.Current.OpenForAppend(_log.Folder.PathOf(Day)))
            handle.SetPermissions(0x180);
        FileStatus before = PlatformFiles.Current.GetStatus(_log.Folder.PathOf(Day))!.Value;

        _log.Compress();

        string compressed = _log.Folder.PathOf(Day + ".gz");
        Assert.Equal(before.Permissions, PlatformFiles.Current.GetStatus(compressed)!.Value.Permissions);
        Assert.Equal(written, File.GetLastWriteTimeUtc(compressed));
    }

    [Fact]
    public void Rights_are_given_before_there_is_content_and_the_disk_has_it_before_the_plain_file_goes()
    {
        _log.Write(Day, CompressedFolder.Line("A"));

        _log.Compress();

        string draft = _log.Folder.PathOf(".trades.log.draft.gz");
        FileOperation[] steps =
        [
            .. _log.Files.Calls
                .Where(call => call.Path == draft || call.Path == _log.Folder.PathOf(Day)
                    || call.Operation == FileOperation.SyncDirectory)
                .Select(call => call.Operation)
                .Where(operation => operation != FileOperation.GetStatus)
                .SkipWhile(operation => operation == FileOperation.Delete),
        ];
        Assert.Equal(
            [
                FileOperation.OpenForAppend, FileOperation.SetPermissions, FileOperation.Write, FileOperation.Sync,
                FileOperation.Rename, FileOperation.SyncDirectory, FileOperation.Delete,
            ],
            steps);
    }

    [Fact]
    public void What_another_process_compresses_is_left_to_it()
    {
        _log.Write(Day, CompressedFolder.Line("A"));
        using var other = new InterProcessLock(
            PlatformFiles.Current,
            _log.Folder.PathOf(".trades.log.gz.lock"),
            _log.Folder.PathOf(".trades.log.gz.queue"));
        other.Acquire(TimeSpan.FromSeconds(5));

        _log.Compress();

        Assert.Equal([Day], _log.Folder.Files);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void What_was_set_aside_while_it_worked_is_not_forgotten()
    {
        _log.Write(Day, CompressedFolder.Line("A"));
        DoOnce(FileOperation.SyncDirectory, () => _log.Write("trades.log.2025-12-18", CompressedFolder.Line("B")));

        _log.Compress();

        Assert.Equal([Day + ".gz", "trades.log.2025-12-18.gz"], _log.Folder.Files);
    }

    [Fact]
    public void A_late_record_that_comes_meanwhile_is_kept_and_the_day_waits_for_the_next_time()
    {
        _log.Write(Day, CompressedFolder.Line("A"));
        DoOnce(
            FileOperation.Sync,
            () => File.AppendAllText(_log.Folder.PathOf(Day), CompressedFolder.Line("late")));

        _log.Compress();
        Assert.Equal([Day], _log.Folder.Files);

        _log.Compress();
        Assert.Equal([Day + ".gz"], _log.Folder.Files);
        Assert.Equal(["A", "late"], _log.Actions);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void A_backup_that_gets_the_next_number_meanwhile_is_compressed_under_that()
    {
        _log.Write("trading.log.1", CompressedFolder.TextLine("a"));
        DoOnce(FileOperation.Sync, () =>
        {
            File.Move(_log.Folder.PathOf("trading.log.1"), _log.Folder.PathOf("trading.log.2"));
            _log.Write("trading.log.1", CompressedFolder.TextLine("b"));
        });

        _log.Compress(_log.Backups);

        Assert.Equal(["trading.log.1.gz", "trading.log.2.gz"], _log.Folder.Files);
        Assert.Equal(["a", "b"], _log.Messages);
    }

    [Fact]
    public void A_day_that_retention_deletes_meanwhile_does_not_come_back()
    {
        _log.Write(Day, CompressedFolder.Line("A"));
        string day = _log.Folder.PathOf(Day);
        bool isStillThere = false;
        DoOnce(FileOperation.Sync, () =>
        {
            File.Delete(day);
            isStillThere = File.Exists(day);
        });

        _log.Compress();

        SharedFile.SkipWhen(isStillThere);
        Assert.Empty(_log.Folder.Files);
    }

    [Fact]
    public void A_full_disk_leaves_the_plain_file_and_nothing_else()
    {
        _log.Write(Day, CompressedFolder.Line("A"));
        _log.Files.LongestWrite = 10;

        _log.Compress();

        Assert.Contains("the disk is full", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal([Day], _log.Folder.Files);
        Assert.False(File.Exists(_log.Folder.PathOf(".trades.log.draft.gz")));
    }

    [Fact]
    public void An_archive_that_cannot_be_compressed_keeps_no_other_one_waiting()
    {
        _log.Write(Day, CompressedFolder.Line("A"));
        _log.Write("trades.log.2025-12-18", CompressedFolder.Line("B"));
        DoOnce(FileOperation.Write, () => throw FaultyFiles.Failure(FileOperation.Write, Day, "Permission denied"));

        _log.Compress();

        Assert.Contains("Permission denied", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal([Day, "trades.log.2025-12-18.gz"], _log.Folder.Files);
    }

    [Fact]
    public void The_end_of_logging_leaves_an_archive_as_it_is()
    {
        _log.Write(Day, CompressedFolder.Line("A"));

        _log.Compress(mayGoOn: _ => false);

        Assert.Equal([Day], _log.Folder.Files);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void A_compressed_copy_that_somebody_made_beside_its_file_takes_its_place()
    {
        _log.Write(Day, CompressedFolder.Lines("A", 3));
        _log.Gzip(Day);

        _log.Compress();

        Assert.Equal([Day + ".gz"], _log.Folder.Files);
        Assert.Equal(["A1", "A2", "A3"], _log.Actions);
    }

    [Theory]
    [InlineData("other content")]
    [InlineData("a part of it")]
    [InlineData("more than it")]
    [InlineData("no gzip")]
    public void A_compressed_file_that_is_no_copy_is_left_alone_and_so_is_the_plain_one(string what)
    {
        string content = CompressedFolder.Lines("A", 3);
        _log.Write(Day, content);
        if (what == "no gzip")
        {
            _log.Write(Day + ".gz", "no gzip");
        }
        else
        {
            _log.Gzip(Day, what switch
            {
                "a part of it" => CompressedFolder.Lines("A", 2),
                "more than it" => CompressedFolder.Lines("A", 4),
                _ => content.Replace('3', '4'),
            });
        }

        _log.Compress();

        Assert.Equal([Day, Day + ".gz"], _log.Folder.Files);
        Assert.Equal(["A1", "A2", "A3"], _log.Actions);
        Assert.Contains(Day + ".gz", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_with_the_name_of_a_day_is_not_touched()
    {
        Assert.SkipUnless(Path.DirectorySeparatorChar == '/', "Links need rights on Windows.");
        _log.Write("elsewhere", CompressedFolder.Line("A"));
        File.CreateSymbolicLink(_log.Folder.PathOf(Day), _log.Folder.PathOf("elsewhere"));

        _log.Compress();

        Assert.Equal(["elsewhere", Day], _log.Folder.Files);
    }

    private void DoOnce(FileOperation at, Action action)
    {
        bool isDone = false;
        _log.Files.Before = (operation, _) =>
        {
            if (operation != at || isDone)
                return;
            isDone = true;
            action();
        };
    }

    // After the list of what is to be compressed comes one look at each file when it is listed, and then the look.
    private void RenameAtNextLook(string path)
    {
        int looks = 0;
        _log.Files.Before = (operation, at) =>
        {
            if (operation == FileOperation.GetStatus && at == path && ++looks == 2)
                File.Move(path, _log.Folder.PathOf("trading.log.2"));
        };
    }
}
