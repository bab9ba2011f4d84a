using System.IO.Compression;
using System.Text;
using TradingLogging.Integrity;
using TradingLogging.Storage;
using TradingLogging.Storage.Async;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Async;

/// <summary>The queue of a process that was killed is brought into its log: once, in order, whatever happened to
/// it.</summary>
public sealed class LeftQueuesTests : IDisposable
{
    private static readonly DateTime Today = new(2025, 12, 18);

    private static readonly QueueOrigin Plain =
        new(DayZone: null, IsChained: false, Durability.Os, CreationModes.Default);

    private readonly LogFolder _folder = new();
    private readonly List<string> _warnings = [];

    private string LogPath => _folder.PathOf("trades.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_that_waited_come_in_their_order_behind_what_is_there()
    {
        File.WriteAllText(LogPath, "zero\n");
        Leave(queue => Fill(queue, "one\n", "two\n"));

        Merge();
        Merge();

        Assert.Equal(["zero", "one", "two"], _folder.Lines("trades.log"));
        Assert.StartsWith("2 lines that a former process", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_is_verified_with_the_log()
    {
        const string Line = """{"timestamp": "2025-12-18T10:30:45.123456Z", "action": "A"}""" + "\n";
        File.WriteAllText(LogPath, Line);
        Leave(queue => Fill(queue, Line, Line));

        TradeLogProof proof = Assert.Single(
            new TradeLogVerifier(LogPath).Verify(TestContext.Current.CancellationToken));

        Assert.Equal((3, true), (proof.Lines, proof.IsIntact));
    }

    [Fact]
    public void Lines_that_the_process_had_written_before_it_was_killed_are_not_added_again()
    {
        File.WriteAllText(LogPath, "same\n");
        Leave(queue =>
        {
            Fill(queue, "same\n", "two\n", "same\n", "four\n");
            Mark(queue);
            File.AppendAllText(LogPath, "same\ntwo\n");
        });

        Merge();

        Assert.Equal(["same", "same", "two", "same", "four"], _folder.Lines("trades.log"));
    }

    [Fact]
    public void A_rotation_after_the_kill_hides_no_line_that_was_written()
    {
        Leave(queue =>
        {
            Fill(queue, "one\n", "two\n");
            File.WriteAllText(LogPath, "");
            Mark(queue);
            File.AppendAllText(LogPath, "one\n");
        });
        File.Move(LogPath, LogPath + ".2025-12-18");

        Merge();

        Assert.Equal(["two"], _folder.Lines("trades.log"));
    }

    [Fact]
    public void Lines_of_another_process_that_read_the_same_hide_none_of_a_block_that_was_not_begun()
    {
        Leave(queue => Fill(queue, "10:00:00 connected\n", "10:00:00 sent\n"));
        File.WriteAllText(LogPath, "10:00:00 connected\n10:00:00 sent\n");

        Merge();

        Assert.Equal(4, _folder.Lines("trades.log").Length);
    }

    [Fact]
    public void The_trace_of_an_exception_is_not_taken_for_that_of_another_process()
    {
        File.WriteAllText(LogPath, "");
        Leave(queue =>
        {
            Fill(queue, "10:00:00 mine\n", "   at Broker.Send()\n");
            Mark(queue);
        });
        File.WriteAllText(LogPath, "10:00:00 another\n   at Broker.Send()\n");

        Merge();

        Assert.Equal(
            ["10:00:00 another", "   at Broker.Send()", "10:00:00 mine", "   at Broker.Send()"],
            _folder.Lines("trades.log"));
    }

    [Theory]
    [InlineData("{\"n\": 1}")]
    [InlineData("{\"n\": 1")]
    public void A_line_of_which_only_the_end_is_missing_is_not_taken_for_written(string torn)
    {
        File.WriteAllText(LogPath, "");
        Leave(queue =>
        {
            Fill(queue, "{\"n\": 0}\n", "{\"n\": 1}\n");
            Mark(queue);
        });
        File.WriteAllText(LogPath, "{\"n\": 0}\n" + torn);

        Merge((in AppendRequest request) =>
        {
            EndTornLine();
            Append(request);
        });

        Assert.Equal(["{\"n\": 0}", "{\"n\": 1}"], _folder.Lines("trades.log"));
    }

    [Fact]
    public void Of_an_archive_that_is_being_compressed_each_line_counts_once()
    {
        File.WriteAllText(LogPath, "");
        Leave(queue =>
        {
            Fill(queue, "same\n", "same\n");
            Mark(queue);
        });
        File.Delete(LogPath);
        File.WriteAllText(LogPath + ".1", "same\n");
        using (var zip = new GZipStream(File.Create(LogPath + ".1.gz"), CompressionMode.Compress))
            zip.Write(Encoding.ASCII.GetBytes("same\n"), 0, 5);

        Merge();

        Assert.Equal(["same"], _folder.Lines("trades.log"));
    }

    [Fact]
    public void A_merge_that_is_interrupted_is_ended_by_the_next_one()
    {
        string[] lines = [.. Enumerable.Range(0, 5_000).Select(number => $"line {number} {new string('x', 100)}")];
        Leave(queue => Fill(queue, [.. lines.Select(line => line + "\n")]));

        Merge((in AppendRequest request) =>
        {
            Append(new AppendRequest(request.Lines.Slice(0, request.Lines.Length / 2), request.Day)
            {
                Beginning = request.Beginning,
            });
            throw new FileOperationException("The process was killed, say.");
        });
        EndTornLine();
        Assert.Contains(_warnings, warning => warning.Contains("cannot be added", StringComparison.Ordinal));
        Merge();

        Assert.Equal(lines, _folder.Lines("trades.log"));
    }

    [Fact]
    public void Whoever_may_not_see_the_queues_is_not_warned_of_them()
    {
        Leave(queue => Fill(queue, "one\n"));
        var files = new FaultyFiles
        {
            Before = (operation, path) =>
            {
                if (operation == FileOperation.List)
                    throw new FileOperationException("Denied.", new UnauthorizedAccessException());
            },
        };

        LeftQueues.Merge(files, LogPath, _ => Append, _warnings.Add);

        Assert.Empty(_warnings);
        Assert.False(File.Exists(LogPath));
    }

    [Fact]
    public void The_block_that_was_begun_first_comes_first()
    {
        Leave(queue =>
        {
            queue.Blocks[1].Add(Request("one\n"), sequence: 7);
            queue.Blocks[0].Add(Request("two\n"), sequence: 8);
        });

        Merge();

        Assert.Equal(["one", "two"], _folder.Lines("trades.log"));
    }

    [Fact]
    public void The_queue_of_a_process_that_lives_is_left_alone()
    {
        using var queue = QueueFile.Create(files: null, LogPath, Plain);
        Fill(queue, "one\n");

        Merge();

        Assert.False(File.Exists(LogPath));
        Assert.True(File.Exists(queue.Path));
    }

    [Fact]
    public void A_queue_that_another_process_removes_while_it_is_made_is_made_again()
    {
        var files = new FaultyFiles();
        int locks = 0;
        files.Before = (operation, path) =>
        {
            if (operation == FileOperation.TryLock && locks++ == 0)
                File.Delete(path);
        };

        using var queue = QueueFile.Create(files, LogPath, Plain);
        Fill(queue, "one\n");
        Merge();

        Assert.True(File.Exists(queue.Path));
        Assert.False(File.Exists(LogPath));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(4100)]
    public void A_queue_that_somebody_has_cut_gives_its_whole_lines_and_tells_what_is_lost(int length)
    {
        string path = Leave(queue => Fill(queue, "1\n", "two\n"));
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(length);

        Merge();

        bool isHeaderWhole = length >= 4096;
        string[] expected = length > 4096 ? ["1"] : [];
        Assert.Equal(expected, File.Exists(LogPath) ? _folder.Lines("trades.log") : []);
        Assert.Equal(
            isHeaderWhole,
            _warnings.Exists(warning => warning.Contains("bytes of records", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("I am no queue.")]
    [InlineData("TLQUEUE9 of a later version")]
    public void A_file_that_is_no_queue_is_left_alone_and_told_of(string content)
    {
        Directory.CreateDirectory(QueueFile.DirectoryOf(LogPath));
        string path = Path.Combine(QueueFile.DirectoryOf(LogPath), "foreign");
        File.WriteAllText(path, content);

        Merge();

        Assert.Equal(content, File.ReadAllText(path));
        Assert.Contains(_warnings, warning => warning.Contains("no queue of this version", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_process_left_that_was_killed_while_it_made_its_queue_is_removed()
    {
        Directory.CreateDirectory(QueueFile.DirectoryOf(LogPath));
        File.WriteAllBytes(Path.Combine(QueueFile.DirectoryOf(LogPath), "half"), new byte[70_000]);

        Merge();

        Assert.Empty(Directory.GetFiles(QueueFile.DirectoryOf(LogPath)));
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reader_leaves_the_queue_of_another_user_to_him(bool isAnother)
    {
        Leave(queue => Fill(queue, "one\n"));
        var files = new FaultyFiles();
        if (isAnother)
            files.OtherUser = files.User + 1;

        LeftQueues.Merge(files, LogPath, _ => Append, _warnings.Add, onlyOwn: true);

        Assert.Equal(isAnother, !File.Exists(LogPath));
    }

    [Fact]
    public void Nobody_but_the_owner_may_read_a_queue()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        var origin = new QueueOrigin(null, IsChained: false, Durability.Os, new CreationModes(0x1B0, 0x1F8));
        using var queue = QueueFile.Create(files: null, LogPath, origin);

        const int ownerOnly = 0x180;
        Assert.Equal(ownerOnly, PlatformFiles.Current.GetStatus(queue.Path)!.Value.Permissions);
    }

    [Theory]
    [InlineData("btrfs")]
    [InlineData("nfs")]
    public void On_a_file_system_where_a_store_may_need_room_there_is_no_queue(string kind)
    {
        var files = new FaultyFiles { UnmappableFileSystem = kind };

        var failure = Assert.Throws<FileOperationException>(() => QueueFile.Create(files, LogPath, Plain));

        Assert.Contains(kind, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_without_room_for_the_queue_leaves_nothing_behind()
    {
        var files = new FaultyFiles { LongestWrite = 1000 };

        Assert.Throws<FileOperationException>(() => QueueFile.Create(files, LogPath, Plain));

        Assert.Empty(Directory.GetFiles(QueueFile.DirectoryOf(LogPath)));
    }

    [Theory]
    [InlineData(null, false, Durability.Os)]
    [InlineData(RotationZone.Local, true, Durability.Disk)]
    [InlineData(RotationZone.Utc, false, Durability.Os)]
    public void Whoever_brings_the_lines_knows_how_their_log_is_written(
        RotationZone? zone, bool isChained, Durability durability)
    {
        var origin = new QueueOrigin(zone, isChained, durability, new CreationModes(0x1B0, 0x1F8));
        Leave(queue => Fill(queue, "one\n"), origin);

        QueueOrigin? told = null;
        LeftQueues.Merge(
            PlatformFiles.Current,
            LogPath,
            asked =>
            {
                told = asked;
                return Append;
            },
            _warnings.Add);

        Assert.Equal(origin, told);
    }

    private static AppendRequest Request(string lines) => new(Encoding.ASCII.GetBytes(lines), Today);

    private static void Fill(QueueFile queue, params string[] lines)
    {
        foreach (string line in lines)
            queue.Blocks[0].Add(Request(line), sequence: 1);
    }

    private string Leave(Action<QueueFile> fill, QueueOrigin? origin = null)
    {
        using var queue = QueueFile.Create(files: null, LogPath, origin ?? Plain);
        fill(queue);
        return queue.Path;
    }

    private void Merge(AppendAction? append = null) =>
        LeftQueues.Merge(PlatformFiles.Current, LogPath, _ => append ?? Append, _warnings.Add);

    // As the next writer does.
    private void EndTornLine()
    {
        int end = File.ReadAllText(LogPath).LastIndexOf('\n') + 1;
        using FileStream file = File.OpenWrite(LogPath);
        file.SetLength(end);
    }

    private void Mark(QueueFile queue)
    {
        FileStatus log = PlatformFiles.Current.GetStatus(LogPath)!.Value;
        queue.Blocks[0].SetMark(log.Identity, log.Length);
    }

    private void Append(in AppendRequest request)
    {
        if (request.Beginning is { } beginning)
        {
            File.AppendAllText(LogPath, "");
            FileStatus log = PlatformFiles.Current.GetStatus(LogPath)!.Value;
            beginning(log.Identity, log.Length);
        }

        using FileStream file = new(LogPath, FileMode.Append);
        file.Write(request.Lines.ToArray(), 0, request.Lines.Length);
    }
}
