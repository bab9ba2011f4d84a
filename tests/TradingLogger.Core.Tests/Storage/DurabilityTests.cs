using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage;

/// <summary><c>durability = disk</c>.</summary>
public sealed class DurabilityTests
{
    private static string DirectoryOf(LogFile log) => log.Folder.FullName;

    [Fact]
    public void Without_it_nothing_is_synced()
    {
        using var log = new LogFile(new SizeRotation(1, 3));

        log.Append("one");
        log.Append("two");

        Assert.Equal(0, log.Files.Count(FileOperation.Sync) + log.Files.Count(FileOperation.SyncDirectory));
    }

    [Fact]
    public void A_record_is_synced_after_it_was_written_and_before_the_call_returns()
    {
        using var log = OnDisk();
        log.Append("one");
        int before = log.Files.Calls.Count;

        log.Append("two");

        FileOperation[] calls = [.. log.Files.Calls.Skip(before).Select(call => call.Operation)];
        Assert.Equal(FileOperation.Sync, calls[^1]);
        Assert.Single(calls, FileOperation.Write);
    }

    [Fact]
    public void The_directory_is_synced_after_the_file_was_made_and_before_the_record_is_acknowledged()
    {
        using var log = OnDisk();

        log.Append("one");

        List<(FileOperation, string)> calls = [.. log.Files.Calls];
        int made = calls.IndexOf((FileOperation.OpenForAppend, log.Path));
        int synced = calls.IndexOf((FileOperation.SyncDirectory, DirectoryOf(log)));
        Assert.InRange(synced, made + 1, calls.Count);
    }

    [Fact]
    public void The_directory_is_synced_after_a_rotation()
    {
        using var log = OnDisk(new SizeRotation(1, 3));
        log.Append("one");

        log.Append("two");

        List<(FileOperation Operation, string Path)> calls = [.. log.Files.Calls];
        int renamed = calls.FindLastIndex(call => call.Operation == FileOperation.Rename);
        Assert.InRange(
            calls.FindLastIndex(call => call.Operation == FileOperation.SyncDirectory), renamed + 1, calls.Count);
    }

    [Fact]
    public void The_directory_is_synced_although_another_process_made_the_file()
    {
        using var log = OnDisk();
        File.WriteAllText(log.Path, "");

        log.Append("one");

        Assert.Equal(1, log.Files.Count(FileOperation.SyncDirectory));
    }

    [Fact]
    public void A_directory_that_could_not_be_synced_is_an_error_until_it_is()
    {
        using var log = OnDisk();
        log.Files.Fail(FileOperation.SyncDirectory, "Input/output error");
        Assert.Throws<FileOperationException>(() => log.Append("one"));
        Assert.Throws<FileOperationException>(() => log.Append("two"));

        log.Files.Mend();
        log.Append("three");

        Assert.Equal("three\n", log.Text);
        Assert.Equal(FileOperation.SyncDirectory, log.Files.Calls.Last(
            call => call.Operation is FileOperation.SyncDirectory or FileOperation.OpenForAppend).Operation);
    }

    [Fact]
    public void Parents_that_come_back_with_the_log_are_synced_each_in_its_own_parent()
    {
        using var folder = new LogFolder();
        string directory = Path.Combine(folder.FullName, "a", "b");
        var files = new FaultyFiles();
        files.Fail(FileOperation.SyncDirectory, "Input/output error");
        using var engine = new AppendFile(
            Path.Combine(directory, "trades.log"),
            LogFile.NoRotation,
            new AppendFileOptions(HostOutput.Warn) { Durability = Durability.Disk },
            files);
        Assert.Throws<FileOperationException>(() => LogFile.Append(engine, "one"));
        files.Mend();
        int before = files.Calls.Count;

        LogFile.Append(engine, "two");
        LogFile.Append(engine, "three");

        Assert.Equal(
            [Path.Combine(folder.FullName, "a"), folder.FullName, directory],
            files.Calls
                .Skip(before)
                .Where(call => call.Operation == FileOperation.SyncDirectory)
                .Select(call => call.Path));
    }

    [Fact]
    public void A_failed_sync_is_reported_and_counted_and_not_tried_again()
    {
        using var log = OnDisk();
        log.Files.Fail(FileOperation.Sync, "Input/output error");

        var error = Assert.Throws<FileOperationException>(() => log.Append("one"));

        Assert.Contains("Input/output error", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, error.ErrorNumber);
        Assert.Equal(1, log.Files.Count(FileOperation.Sync));
        Assert.Equal(1, log.Engine.GetState().Failures);

        log.Files.Mend();
        log.Append("two");
        Assert.EndsWith("two\n", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_that_wait_share_one_sync()
    {
        using var log = OnDisk();
        using var group = new Group(log);

        group.Run(members: 16, () => { });

        Assert.Empty(group.Errors);
        Assert.Equal(17, log.Folder.Lines(LogFile.Name).Length);
        Assert.Equal(2, log.Files.Count(FileOperation.Sync));
    }

    [Fact]
    public void A_sync_that_fails_fails_for_all_who_share_it_and_for_nobody_else()
    {
        using var log = OnDisk();
        using var group = new Group(log);

        group.Run(members: 16, () => throw FaultyFiles.Failure(FileOperation.Sync, log.Path, "Input/output error"));

        Assert.Equal(16, group.Errors.Count);
        Assert.All(
            group.Errors, error => Assert.Contains("Input/output error", error.Message, StringComparison.Ordinal));
        Assert.Equal(16, group.Errors.Distinct().Count());
        Assert.Equal(16, log.Engine.GetState().Failures);
        log.Append("afterwards");
    }

    [Fact]
    public void A_rotation_syncs_the_file_for_those_who_wait_before_it_is_closed()
    {
        using var log = OnDisk(new SizeRotation(50, 100));
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (int i = 0; i < 50; i++)
                log.Append($"{thread} {i}");
        });

        Assert.Equal(400, log.Folder.Files.Sum(file => log.Folder.Lines(file).Length));
        Assert.Equal(0, log.Engine.GetState().Failures);
    }

    [Fact]
    public void A_late_record_is_synced_in_its_archive()
    {
        using var log = OnDisk(LogFile.Daily());
        log.AppendOn(LogFile.Today.AddDays(-1));
        log.AppendOn(LogFile.Today);
        int before = log.Files.Calls.Count;

        log.AppendOn(LogFile.Today.AddDays(-1), "late");

        Assert.Contains((FileOperation.Sync, log.Path + ".2025-12-17"), log.Files.Calls.Skip(before));
        log.Files.Fail(FileOperation.Sync, "Input/output error");
        Assert.Throws<FileOperationException>(() => log.AppendOn(LogFile.Today.AddDays(-1), "later"));
    }

    [Fact]
    public void Records_of_a_deleted_file_are_synced_in_the_new_one()
    {
        using var log = OnDisk();
        log.AppendUntilLockIsKept();
        SharedFile.Delete(log.Path);
        log.Append("after");
        log.Engine.Dispose();

        Assert.EndsWith("after\n", log.Text, StringComparison.Ordinal);
        List<FileOperation> calls = [.. log.Files.Calls.Select(call => call.Operation)];
        Assert.InRange(calls.LastIndexOf(FileOperation.Sync), calls.LastIndexOf(FileOperation.Write) + 1, calls.Count);
    }

    private static LogFile OnDisk(RotationPolicy? rotation = null) => new(rotation, Durability.Disk);

    /// <summary>Threads that have all written while the sync of another record was still running.</summary>
    private sealed class Group(LogFile log) : IDisposable
    {
        private readonly ManualResetEventSlim _isSyncing = new();
        private readonly ManualResetEventSlim _mayEnd = new();

        public List<FileOperationException> Errors { get; } = [];

        public void Run(int members, Action secondSync)
        {
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            int syncs = 0;
            log.Files.Before = (operation, _) =>
            {
                if (operation != FileOperation.Sync)
                    return;
                if (Interlocked.Increment(ref syncs) == 2)
                    secondSync();
                _isSyncing.Set();
                _mayEnd.Wait(cancellation);
            };
            var first = new Thread(() => log.Append("first"));
            first.Start();
            _isSyncing.Wait(cancellation);
            Thread[] others = [.. Enumerable.Range(0, members).Select(_ => new Thread(Append))];
            foreach (Thread thread in others)
                thread.Start();
            // One write may take several of them; each is counted after it has joined its round.
            Waiting.Until(() => log.Engine.GetState().Appended == members + 1);
            _mayEnd.Set();
            first.EndInTime();
            foreach (Thread thread in others)
                thread.EndInTime();
            log.Files.Mend();
        }

        public void Dispose()
        {
            _isSyncing.Dispose();
            _mayEnd.Dispose();
        }

        private void Append()
        {
            try
            {
                log.Append("member");
            }
            catch (FileOperationException error)
            {
                lock (Errors)
                    Errors.Add(error);
            }
        }
    }
}
