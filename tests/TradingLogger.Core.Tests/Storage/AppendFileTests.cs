using System.Globalization;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage;

public sealed class AppendFileTests
{
    [Fact]
    public void A_record_is_in_the_file_when_the_call_returns()
    {
        using var log = new LogFile();

        log.Append("one");
        Assert.Equal("one\n", log.Text);

        log.Append("two");
        Assert.Equal("one\ntwo\n", log.Text);
    }

    [Fact]
    public void Nothing_is_made_before_the_first_record()
    {
        using var log = new LogFile();

        Assert.Empty(Directory.GetFileSystemEntries(log.Folder.FullName));
    }

    [Fact]
    public void The_first_record_makes_the_directory_too()
    {
        using var folder = new LogFolder();
        string path = folder.PathOf("a/b/trades.log");
        using var file = new AppendFile(path, LogFile.NoRotation, new AppendFileOptions(HostOutput.Warn));

        LogFile.Append(file, "one");

        Assert.Equal("one\n", SharedFile.ReadAllText(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_path_must_be_given(string path) => Assert.Throws<ArgumentException>(
        () => new AppendFile(path, LogFile.NoRotation, new AppendFileOptions(HostOutput.Warn)));

    [Fact]
    public void What_was_there_before_stays()
    {
        using var log = new LogFile();
        File.WriteAllText(log.Path, "old\n");

        log.Append("new");

        Assert.Equal("old\nnew\n", log.Text);
    }

    [Fact]
    public void The_state_tells_how_much_was_written()
    {
        using var log = new LogFile();
        File.WriteAllText(log.Path, "old\n");

        log.Append("one");
        log.Append("two");

        Assert.Equal(new AppendFileState(12, 2, 0, 0, 0, null), log.Engine.GetState());
    }

    [Fact]
    public void A_record_written_alone_lets_go_of_the_lock()
    {
        using var log = new LogFile();
        log.Append("one");
        using LockHandle other = PlatformFiles.Current.OpenLock(log.LockPath);

        Assert.False(log.Engine.Lease.IsKept);
        Assert.True(other.TryLock());
    }

    [Fact]
    public void In_full_swing_a_record_costs_one_system_call()
    {
        using var log = new LogFile();
        const int records = 20_000;

        for (int i = 0; i < records; i++)
            log.Append("record");

        Assert.Equal(records, log.Files.Count(FileOperation.Write));
        Assert.InRange(log.Files.Calls.Count - records, 1, records / 4);
    }

    [Fact]
    public void Where_the_system_takes_long_for_a_write_a_writer_gets_into_full_swing_all_the_same()
    {
        using var log = new LogFile();
        log.Files.Before = (operation, _) =>
        {
            if (operation == FileOperation.Write)
                Thread.Sleep(10);
        };

        List<string> lines = log.AppendUntilLockIsKept();

        Assert.Equal(lines, SharedFile.ReadAllLines(log.Path));
    }

    [Fact]
    public void In_full_swing_a_record_allocates_nothing()
    {
        using var folder = new LogFolder();
        using var file =
            new AppendFile(folder.PathOf("a.log"), LogFile.NoRotation, new AppendFileOptions(HostOutput.Warn));
        byte[] record = "record\n"u8.ToArray();

        Assert.Equal(0, Allocation.OfCall(0, () => file.Append(record, LogFile.Today)));
    }

    [Fact]
    public void A_pause_lets_go_of_the_lock()
    {
        using var log = new LogFile();
        log.AppendUntilLockIsKept();

        log.Engine.Lease.OnTick();
        log.Engine.Lease.OnTick();

        Assert.False(log.Engine.Lease.IsKept);
        using LockHandle other = PlatformFiles.Current.OpenLock(log.LockPath);
        Assert.True(other.TryLock());
    }

    [Fact]
    public void Many_threads_lose_tear_and_reorder_nothing()
    {
        using var log = new LogFile();
        const int threads = 8;
        const int records = 2_000;

        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (int i = 0; i < records; i++)
                log.Append($"{thread} {i}");
        });

        AssertComplete(log.Folder.Lines(LogFile.Name), threads, records);
        Assert.Equal(threads * records, log.Engine.GetState().Appended);
    }

    [Fact]
    public void Engines_that_share_a_file_and_rotate_it_lose_tear_and_reorder_nothing()
    {
        using var log = new LogFile();
        const int engines = 3;
        const int records = 2_000;
        var rotation = new SizeRotation(10_000, 1_000);

        Parallel.For(0, engines, new ParallelOptions { MaxDegreeOfParallelism = engines }, number =>
        {
            using AppendFile engine = log.Open(rotation: rotation);
            for (int i = 0; i < records; i++)
                LogFile.Append(engine, $"{number} {i}");
        });

        AssertComplete(LinesOfAll(log), engines, records);
        Assert.All(log.Folder.Files, file => Assert.InRange(new FileInfo(log.Folder.PathOf(file)).Length, 1, 10_000));
    }

    [Fact]
    public void A_file_that_another_engine_rotated_is_followed()
    {
        using var log = new LogFile(new SizeRotation(10, 5));
        using AppendFile other = log.Open(rotation: new SizeRotation(10, 5));

        log.Append("first");
        LogFile.Append(other, "second");
        log.Append("third");

        Assert.Equal("first\n", log.Folder.Text("trades.log.2"));
        Assert.Equal("second\n", log.Folder.Text("trades.log.1"));
        Assert.Equal("third\n", log.Text);
        Assert.Equal(1, log.Engine.GetState().Rotations);
    }

    [Fact]
    public void A_lock_that_another_process_holds_too_long_is_an_error_that_names_the_setting()
    {
        using var log = new LogFile(lockTimeout: TimeSpan.FromMilliseconds(20));
        using LockHandle other = PlatformFiles.Current.OpenLock(log.LockPath);
        Assert.True(other.TryLock());

        var error = Assert.Throws<FileOperationException>(() => log.Append("one"));
        Assert.Contains(log.LockPath, error.Message, StringComparison.Ordinal);
        Assert.Contains("lock_timeout", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, log.Engine.GetState().Failures);
        Assert.Equal(error.Message, log.Engine.GetState().LastError);

        other.Unlock();
        log.Append("two");
        Assert.Equal("two\n", log.Text);
    }

    [Fact]
    public void A_thread_that_writes_too_long_is_an_error_for_the_others()
    {
        using var log = new LogFile(lockTimeout: TimeSpan.FromMilliseconds(20));
        using var isWriting = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        log.Files.Before = (operation, _) =>
        {
            if (operation != FileOperation.Write)
                return;
            isWriting.Set();
            mayGoOn.Wait(cancellation);
        };
        var slow = new Thread(() => log.Append("slow"));
        slow.Start();
        isWriting.Wait(cancellation);

        var error = Assert.Throws<FileOperationException>(() => log.Append("quick"));
        mayGoOn.Set();
        slow.EndInTime();

        Assert.Contains("another thread", error.Message, StringComparison.Ordinal);
        Assert.Equal("slow\n", log.Text);
    }

    [Fact]
    public void A_closed_engine_still_takes_the_record_of_a_thread_that_was_under_way()
    {
        using var log = new LogFile();
        log.AppendUntilLockIsKept();
        log.Engine.Dispose();

        log.Append("late");

        Assert.EndsWith("late\n", log.Text, StringComparison.Ordinal);
        AssertNothingIsOpen(log.Folder);
    }

    [Fact]
    public void Closing_lets_go_of_every_handle()
    {
        using var log = new LogFile();
        log.AppendUntilLockIsKept();

        log.Engine.Dispose();
        log.Engine.Dispose();

        AssertNothingIsOpen(log.Folder);
    }

    private static void AssertNothingIsOpen(LogFolder folder)
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "Only Linux lists a process's open files.");
        IEnumerable<string?> open = Directory.GetFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget);
        Assert.DoesNotContain(open, target => target?.StartsWith(folder.FullName, StringComparison.Ordinal) == true);
    }

    // From the oldest to the newest.
    private static IEnumerable<string> LinesOfAll(LogFile log) => log.Folder.Files
        .OrderByDescending(name => name == LogFile.Name
            ? 0
            : int.Parse(name[(LogFile.Name.Length + 1)..], CultureInfo.InvariantCulture))
        .SelectMany(log.Folder.Lines);

    private static void AssertComplete(IEnumerable<string> lines, int writers, int records)
    {
        ILookup<string, string> byWriter =
            lines.Select(line => line.Split(' ')).ToLookup(parts => parts[0], parts => parts[1]);
        Assert.Equal(writers, byWriter.Count);
        string[] expected = [.. Enumerable.Range(0, records).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        Assert.All(byWriter, own => Assert.Equal(expected, own));
    }
}
