using System.Diagnostics;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>What other programs do to a log that a process in full swing writes.</summary>
public sealed class OutsideChangesTests
{
    private const string TradeLog = "trades.log";
    private const int LastEvents = 100;
    private const int Events = 100_000;
    private const int Changes = 20;

    [Fact]
    public void A_log_that_is_renamed_again_and_again_loses_nothing()
    {
        LogContents log = WriteWhile((directory, round) => File.Move(directory.File(TradeLog), directory.File($"{TradeLog}.{round}")));

        LogAssert.HoldsExactly(log, ["writer"], Events);
    }

    [Fact]
    public void A_log_that_is_deleted_again_and_again_gets_the_next_events_at_its_path()
    {
        LogContents log = WriteWhile((directory, _) => File.Delete(directory.File(TradeLog)));

        AssertEndsWithLastEvents(log);
    }

    [Fact]
    public void A_log_directory_that_is_removed_again_and_again_comes_back_with_the_next_events()
    {
        LogContents log = WriteWhile((directory, _) => Directory.Delete(directory.FullName, recursive: true));

        AssertEndsWithLastEvents(log);
    }

    [Theory]
    [InlineData("nocopytruncate")]
    [InlineData("copytruncate")]
    public void Logrotate_may_rotate_the_log(string way)
    {
        Assert.SkipUnless(Programs.Exists("logrotate"), "There is no logrotate on this machine.");
        using var state = new TestDirectory();

        LogContents log = WriteWhile((directory, _) =>
        {
            File.WriteAllText(
                state.File("conf"),
                $"{directory.File(TradeLog)} {{\n size 1\n rotate 1000\n missingok\n su root root\n {way}\n nocompress\n}}\n");
            using Process process = Process.Start("logrotate", ["--force", "--state", state.File("state"), state.File("conf")]);
            process.WaitForExit();
        });

        // Between its copy and its cut, copytruncate itself loses what is written.
        if (way == "copytruncate")
            AssertEndsWithLastEvents(log);
        else
            LogAssert.HoldsExactly(log, ["writer"], Events);
    }

    private static LogContents WriteWhile(Action<TestDirectory, int> change)
    {
        using var directory = new TestDirectory();
        using var writer = new WriterProcess(FaultJobs.Trades(directory.FullName));
        writer.WaitUntilReady();
        int changes = 0;
        Task<WriterOutcome> writing = Task.Run(() => WriterOutcome.Of(writer, first: 0, count: Events - LastEvents));
        while (!writing.IsCompleted && changes < Changes)
        {
            if (File.Exists(directory.File(TradeLog)))
                TryChange(() => change(directory, Changes - ++changes));
            Thread.Sleep(10);
        }

        WriterOutcome outcome = writing.GetAwaiter().GetResult();
        // What is deleted after the last event is gone for good: so the last events come after the last change.
        WriterOutcome last = WriterOutcome.Of(writer, first: Events - LastEvents, count: LastEvents);
        Assert.NotEqual(0, changes);
        Assert.Empty(outcome.Failures);
        Assert.Empty(last.Failures);
        Assert.Equal(0, writer.Finish());
        return LogContents.Read(directory.FullName, TradeLog, FaultJobs.TextLength);
    }

    // The writer makes files in the directory that is being removed.
    private static void TryChange(Action change)
    {
        try
        {
            change();
        }
        catch (IOException)
        {
        }
    }

    // What was deleted on purpose is gone; what came after the last deletion is there without a gap.
    private static void AssertEndsWithLastEvents(LogContents log)
    {
        IReadOnlyList<int> numbers = log.NumbersByWriter["writer"];
        IReadOnlyList<int> atThePath = [.. log.Events.Where(found => found.File == TradeLog).Select(found => found.Event.Number)];
        Assert.Equal(Events - 1, numbers[^1]);
        LogAssert.IsRun("writer", atThePath, atThePath[0], atThePath.Count);
    }
}
