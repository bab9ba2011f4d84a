using System.Diagnostics;
using System.Globalization;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>Disks that are full or read-only, and limits.</summary>
public sealed class DiskTests
{
    private const string TradeLog = "trades.log";

    [Fact]
    public void On_a_full_disk_an_event_is_an_error_and_when_there_is_room_the_next_one_is_written()
    {
        using var disk = new SmallDisk(kibibytes: 64);
        File.WriteAllBytes(disk.File("filler"), new byte[32 * 1024]);
        using var writer = new WriterProcess(FaultJobs.Trades(disk.FullName));
        writer.WaitUntilReady();

        WriterOutcome full = WriterOutcome.Of(writer, first: 0, count: 400);
        AssertHoldsExactly(disk.FullName, full.Acknowledged);
        Assert.NotEmpty(full.Failures);
        Assert.All(full.Failures, failure => AssertTells(failure, disk.File(TradeLog), "No space left on device"));

        File.Delete(disk.File("filler"));
        WriterOutcome room = WriterOutcome.Of(writer, first: 400, count: 5);
        Assert.Empty(room.Failures);
        AssertHoldsExactly(disk.FullName, [.. full.Acknowledged, .. room.Acknowledged]);
        Assert.Equal(0, writer.Finish());
    }

    [Fact]
    public void On_a_full_disk_mode_async_keeps_what_it_acknowledged_and_then_an_event_is_an_error()
    {
        using var disk = new SmallDisk(kibibytes: 4096);
        File.WriteAllBytes(disk.File("filler"), new byte[1800 * 1024]);
        using var writer = new WriterProcess(FaultJobs.Trades(disk.FullName, ("mode", "async"), ("lock_timeout", "2")));
        writer.WaitUntilReady();
        List<int> acknowledged = [];
        WriterOutcome outcome;
        int events = 0;
        do
        {
            outcome = WriterOutcome.Of(writer, events, count: 5);
            events += 5;
            acknowledged.AddRange(outcome.Acknowledged);
        }
        while (outcome.Failures.Count == 0);

        Assert.All(outcome.Failures, failure => AssertTells(failure, disk.File(TradeLog), "No space left on device"));
        LogContents full = LogContents.Read(disk.FullName, TradeLog, FaultJobs.TextLength);
        Assert.NotEqual(acknowledged.Count, full.Events.Count);

        File.Delete(disk.File("filler"));
        WriterOutcome room = WriterOutcome.Of(writer, events, count: 5);
        Assert.Empty(room.Failures);
        Assert.Equal(0, writer.Finish());
        AssertHoldsExactly(disk.FullName, [.. acknowledged, .. room.Acknowledged]);
    }

    [Fact]
    public void Without_room_for_the_queue_mode_async_writes_before_it_acknowledges()
    {
        using var disk = new SmallDisk(kibibytes: 1024);
        using var writer = new WriterProcess(FaultJobs.Trades(disk.FullName, ("mode", "async")));
        writer.WaitUntilReady();

        WriterOutcome outcome = WriterOutcome.Of(writer, first: 0, count: 100);

        Assert.Empty(outcome.Failures);
        AssertHoldsExactly(disk.FullName, outcome.Acknowledged);
        Assert.Equal(0, writer.Finish());
    }

    [Fact]
    public void On_a_full_disk_the_fallback_takes_the_events()
    {
        using var disk = new SmallDisk(kibibytes: 32);
        using var elsewhere = new TestDirectory();
        using var writer = new WriterProcess(FaultJobs.Trades(disk.FullName, ("fallback_dir", elsewhere.FullName)));
        writer.WaitUntilReady();

        WriterOutcome outcome = WriterOutcome.Of(writer, first: 0, count: 400);

        Assert.Empty(outcome.Failures);
        LogContents log = LogContents.Read(disk.FullName, TradeLog, FaultJobs.TextLength);
        LogContents fallback = LogContents.Read(elsewhere.FullName, TradeLog + ".fallback", FaultJobs.TextLength);
        Assert.Empty(log.DamagedLines);
        Assert.Empty(fallback.DamagedLines);
        Assert.NotEmpty(fallback.Events);
        Assert.Equal(
            Enumerable.Range(0, 400),
            log.Events.Concat(fallback.Events).Select(found => found.Event.Number));
    }

    [Fact]
    public void Beyond_the_file_size_limit_an_event_is_an_error_and_the_host_lives()
    {
        using var directory = new TestDirectory();
        using var writer = new WriterProcess(FaultJobs.Trades(directory.FullName));
        writer.WaitUntilReady();
        SetFileSizeLimit(writer, "4096:unlimited");

        WriterOutcome limited = WriterOutcome.Of(writer, first: 0, count: 100);
        AssertHoldsExactly(directory.FullName, limited.Acknowledged);
        Assert.NotEmpty(limited.Acknowledged);
        Assert.NotEmpty(limited.Failures);
        Assert.All(limited.Failures, failure => AssertTells(failure, directory.File(TradeLog), "File too large"));

        SetFileSizeLimit(writer, "unlimited:unlimited");
        WriterOutcome unlimited = WriterOutcome.Of(writer, first: 100, count: 5);
        Assert.Empty(unlimited.Failures);
        AssertHoldsExactly(directory.FullName, [.. limited.Acknowledged, .. unlimited.Acknowledged]);
        Assert.Equal(0, writer.Finish());
    }

    [Fact]
    public void On_a_read_only_file_system_an_event_is_an_error_and_afterwards_the_next_one_is_written()
    {
        using var disk = new SmallDisk(kibibytes: 256);
        using var writer = new WriterProcess(FaultJobs.Trades(disk.FullName));
        writer.WaitUntilReady();
        Assert.True(disk.TrySetReadOnly(true));

        WriterOutcome readOnly = WriterOutcome.Of(writer, first: 0, count: 3);
        Assert.Equal(3, readOnly.Failures.Count);
        Assert.All(readOnly.Failures, failure => AssertTells(failure, disk.FullName, "Read-only file system"));

        Assert.True(disk.TrySetReadOnly(false));
        WriterOutcome writable = WriterOutcome.Of(writer, first: 3, count: 3);
        Assert.Empty(writable.Failures);
        AssertHoldsExactly(disk.FullName, writable.Acknowledged);
    }

    [Fact]
    public void When_a_disk_breaks_under_an_open_log_the_next_event_is_an_error_and_none_before_it_is_lost()
    {
        using var disk = new BreakingDisk();
        using var writer = new WriterProcess(FaultJobs.Trades(disk.FullName));
        WriterOutcome before = WriterOutcome.Of(writer, first: 0, count: 1_000);
        Assert.Empty(before.Failures);
        disk.Break();

        WriterOutcome broken = WriterOutcome.Of(writer, first: 1_000, count: 3);
        Assert.Equal(3, broken.Failures.Count);
        Assert.All(broken.Failures, failure => AssertTells(failure, disk.FullName, "Read-only file system"));
        AssertHoldsExactly(disk.FullName, before.Acknowledged);
        Assert.Equal(0, writer.Finish());
    }

    [Fact]
    public void When_a_disk_breaks_under_an_open_log_the_fallback_takes_the_events()
    {
        using var disk = new BreakingDisk();
        using var elsewhere = new TestDirectory();
        using var writer = new WriterProcess(FaultJobs.Trades(disk.FullName, ("fallback_dir", elsewhere.FullName)));
        Assert.Empty(WriterOutcome.Of(writer, first: 0, count: 1_000).Failures);
        disk.Break();

        Assert.Empty(WriterOutcome.Of(writer, first: 1_000, count: 1_000).Failures);
        LogContents fallback = LogContents.Read(elsewhere.FullName, TradeLog + ".fallback", FaultJobs.TextLength);
        Assert.Empty(fallback.DamagedLines);
        AssertHoldsExactly(disk.FullName, Enumerable.Range(0, 1_000));
        Assert.Equal(Enumerable.Range(1_000, 1_000), fallback.Events.Select(found => found.Event.Number));
        Assert.Equal(0, writer.Finish());
    }

    private static void AssertTells(KeyValuePair<int, string> failure, string path, string cause)
    {
        Assert.Contains(path, failure.Value, StringComparison.Ordinal);
        Assert.Contains(cause, failure.Value, StringComparison.Ordinal);
        Assert.Contains(
            failure.Key.ToString("D8", CultureInfo.InvariantCulture),
            failure.Value,
            StringComparison.Ordinal);
    }

    // "Damaged" would be a line that is not whole; a file that ends in one has no line feed either.
    private static void AssertHoldsExactly(string directory, IEnumerable<int> numbers)
    {
        LogContents log = LogContents.Read(directory, TradeLog, FaultJobs.TextLength);
        Assert.Empty(log.DamagedLines);
        Assert.Equal(numbers, log.Events.Select(found => found.Event.Number));
        Assert.Equal((byte)'\n', File.ReadAllBytes(Path.Combine(directory, TradeLog))[^1]);
    }

    private static void SetFileSizeLimit(WriterProcess writer, string limit)
    {
        Assert.SkipUnless(Programs.Exists("prlimit"), "There is no prlimit (util-linux) on this machine.");
        using Process process = Process.Start("prlimit", ["--pid", $"{writer.Id}", $"--fsize={limit}"]);
        process.EndInTime();
        Assert.Equal(0, process.ExitCode);
    }
}
