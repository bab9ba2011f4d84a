using System.Diagnostics;
using System.Globalization;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>A process that holds the lock is killed or stopped.</summary>
public sealed class LockHolderTests(ITestOutputHelper output)
{
    private const string TextLog = "trading.log";
    private const string LockFile = ".trading.log.lock";
    private const string QueueFile = ".trading.log.queue";
    private const int LineLength = 200;
    private const int WithoutEnd = int.MaxValue;

    [Fact]
    public void When_the_holder_is_killed_the_next_gets_the_lock_within_a_tenth_of_a_second()
    {
        RequireLinux();
        const int rounds = 11;
        using var directory = new TestDirectory();
        using WriterProcess waiter = Start("waiter", directory);
        List<double> waits = [];
        for (int round = 0; round < rounds; round++)
        {
            using WriterProcess holder = StartHolder($"holder{round}", directory);
            waiter.Write(1);
            WaitUntilQueued(waiter);
            long killedAt = Stopwatch.GetTimestamp();
            holder.Kill();
            WriterReport report = waiter.WaitForReport();
            Assert.Equal(0, report.Failed);
            // Less the time for which the machine itself did not let the waiter run.
            double wait = Stopwatch.GetElapsedTime(killedAt, waiter.AcknowledgedAt).TotalMilliseconds;
            waits.Add(Math.Max(wait - report.LongestPause, 0));
        }

        // The median: one bad moment says nothing about the lock.
        waits.Sort();
        Assert.InRange(waits[rounds / 2], 0, 100);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"From the kill to the next writer's return: "
                + $"median {waits[rounds / 2]:F1} ms, at most {waits[^1]:F1} ms in {rounds} rounds."));
    }

    [Fact]
    public void While_the_holder_is_stopped_others_fail_after_the_timeout_and_go_on_when_it_continues()
    {
        RequireLinux();
        using var directory = new TestDirectory();
        using WriterProcess other = Start("other", directory, lockTimeout: 1);
        using WriterProcess holder = StartHolder("holder", directory);

        FailsAfterTimeout(other, seconds: 1);
        Signal.Continue(holder);
        other.Write(10);
        Assert.Equal(10, other.WaitForReport().Written);
        holder.Kill();
        holder.WaitForEnd();
        // The kill may have cut a write, which the next one takes back.
        other.Write(1);
        Assert.Equal(1, other.WaitForReport().Written);

        LogContents log = Read(directory);
        Assert.Empty(log.DamagedLines);
        Assert.Equal(Enumerable.Range(1, 11), log.NumbersByWriter["other"]);
    }

    [Fact]
    public void While_the_holder_is_stopped_others_fail_after_the_timeout_and_go_on_when_it_is_killed()
    {
        RequireLinux();
        using var directory = new TestDirectory();
        using WriterProcess other = Start("other", directory, lockTimeout: 1);
        using WriterProcess holder = StartHolder("holder", directory);

        FailsAfterTimeout(other, seconds: 1);
        holder.Kill();
        other.Write(10);
        Assert.Equal(10, other.WaitForReport().Written);
        Assert.Equal(Enumerable.Range(1, 10), Read(directory).NumbersByWriter["other"]);
    }

    [Fact]
    public void A_stopped_process_that_only_waits_for_the_lock_holds_up_nobody()
    {
        RequireLinux();
        using var directory = new TestDirectory();
        using WriterProcess other = Start("other", directory);
        using WriterProcess holder = StartHolder("holder", directory);
        using WriterProcess waiter = Start("waiter", directory, lockTimeout: 60);
        waiter.Write(1);
        WaitUntilQueued(waiter);
        Signal.Stop(waiter);
        holder.Kill();
        holder.WaitForEnd();

        const int events = 5_000;
        other.Write(events);
        other.WaitForAcknowledged(events);
        WriterReport report = other.WaitForReport();
        Assert.Equal(0, report.Failed);
        output.WriteLine(
            FormattableString.Invariant($"Slowest call behind a stopped waiter: {report.LongestCall:F0} ms."));

        Signal.Continue(waiter);
        Assert.Equal(1, waiter.WaitForReport().Written);
        Assert.Equal(Enumerable.Range(0, events), Read(directory).NumbersByWriter["other"]);
    }

    [Fact]
    public void Time_in_which_a_waiting_process_was_stopped_does_not_count()
    {
        RequireLinux();
        using var directory = new TestDirectory();
        using WriterProcess waiter = Start("waiter", directory, lockTimeout: 3);
        using WriterProcess holder = StartHolder("holder", directory);
        waiter.Write(1);
        WaitUntilQueued(waiter);
        Signal.Stop(waiter);
        // Longer than the timeout.
        Thread.Sleep(TimeSpan.FromSeconds(4));
        Signal.Continue(waiter);
        holder.Kill();

        Assert.Equal(0, waiter.WaitForReport().Failed);
    }

    private static void RequireLinux() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals and flock are those of Linux.");

    private static WriterProcess Start(string name, TestDirectory directory, int lockTimeout = 60)
    {
        WriterJob job = Jobs.Text(name, directory, maxBytes: 0, backupCount: 0, LineLength);
        var settings = new Dictionary<string, string>(job.Settings)
        {
            ["lock_timeout"] = lockTimeout.ToString(CultureInfo.InvariantCulture),
        };
        var writer = new WriterProcess(job with { IsAcknowledging = true, Settings = settings });
        writer.WaitUntilReady();
        return writer;
    }

    /// <summary>Starts a writer that never pauses, and stops it at a moment when it holds the lock and is not just
    /// looking whether another process waits for it.</summary>
    private static WriterProcess StartHolder(string name, TestDirectory directory)
    {
        WriterProcess holder = Start(name, directory);
        holder.Write(WithoutEnd);
        int acknowledged = 0;
        var waited = Stopwatch.StartNew();
        do
        {
            Waiting.Check(waited, "a moment at which the writer holds the lock");
            Signal.Continue(holder);
            acknowledged += 500;
            holder.WaitForAcknowledged(acknowledged);
            Signal.Stop(holder);
        }
        while (!FileLocks.IsHeldBy(holder, LockFile) || FileLocks.IsHeldBy(holder, QueueFile));
        return holder;
    }

    private static void FailsAfterTimeout(WriterProcess writer, int seconds)
    {
        writer.Write(1);
        string failure = writer.WaitForLine("failed");
        WriterReport report = writer.WaitForReport();
        Assert.Equal(1, report.Failed);
        Assert.Contains("lock_timeout", failure, StringComparison.Ordinal);
        Assert.True(report.LongestCall >= seconds * 1000, $"It failed after {report.LongestCall} ms.");
    }

    private static void WaitUntilQueued(WriterProcess waiter)
    {
        long start = Stopwatch.GetTimestamp();
        while (!FileLocks.IsHeldBy(waiter, QueueFile))
        {
            if (Stopwatch.GetElapsedTime(start) > ChildProcess.Patience)
            {
                throw new TimeoutException(
                    $"The waiter did not queue: it has the lock: {FileLocks.IsHeldBy(waiter, LockFile)}, "
                        + $"has written: {waiter.Acknowledged.Count}.");
            }
        }
    }

    private static LogContents Read(TestDirectory directory) =>
        LogContents.Read(directory.FullName, TextLog, LineLength - LogLine.TextOverhead);
}
