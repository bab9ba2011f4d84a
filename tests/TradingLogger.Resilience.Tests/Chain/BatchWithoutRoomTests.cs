using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using TradingLogging.Resilience.Tests.Faults;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Chain;

/// <summary>A batch for which there is no room is never visible, not even for the moment in which it fails.</summary>
public sealed class BatchWithoutRoomTests(ITestOutputHelper output)
{
    private const int Attempts = 50;

    [Theory]
    [InlineData("a full disk", "No space left on device")]
    [InlineData("a limit of the size of files", "File too large")]
    public async Task No_line_of_a_batch_is_visible_when_it_fails_for(string reason, string cause)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux reserves room for a batch.");
        bool isDisk = reason == "a full disk";
        using var disk = new SmallDisk(kibibytes: isDisk ? 256 : 16 * 1024);
        string log = disk.File(ChainAssert.Log);
        using (var first = new WriterProcess(FaultJobs.Trades(disk.FullName)))
        {
            first.WaitUntilReady();
            Assert.Empty(WriterOutcome.Of(first, first: 0, count: 1).Failures);
        }

        using var writer = new WriterProcess(FaultJobs.Trades(disk.FullName) with { BatchSize = 4_000 });
        writer.WaitUntilReady();
        if (!isDisk)
            LimitFileSize(writer);
        using SafeFileHandle file = File.OpenHandle(
            log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long before = RandomAccess.GetLength(file);
        using var end = new CancellationTokenSource();
        Task<(long Longest, long Looks)> watching = Task.Factory.StartNew(
            () => Watch(file, end.Token), TaskCreationOptions.LongRunning);

        WriterOutcome outcome = WriterOutcome.Of(writer, first: 0, count: Attempts);
        await end.CancelAsync();
        (long longest, long looks) = await watching;

        Assert.Equal(Attempts, outcome.Failures.Count);
        Assert.All(outcome.Failures.Values, failure => Assert.Contains(cause, failure, StringComparison.Ordinal));
        Assert.Equal(before, longest);
        output.WriteLine($"{reason}: {Attempts} batches of 4,000 lines failed; in {looks} looks 0 lines were visible.");
    }

    private static (long Longest, long Looks) Watch(SafeFileHandle file, CancellationToken end)
    {
        (long longest, long looks) = (0, 0);
        for (; !end.IsCancellationRequested; looks++)
            longest = Math.Max(longest, RandomAccess.GetLength(file));
        return (longest, looks);
    }

    private static void LimitFileSize(WriterProcess writer)
    {
        using Process limit = Process.Start(
            "prlimit", [FormattableString.Invariant($"--pid={writer.Id}"), "--fsize=262144:unlimited"]);
        limit.EndInTime();
        Assert.Equal(0, limit.ExitCode);
    }
}
