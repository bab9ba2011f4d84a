using System.Diagnostics;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>What other programs do to a log that a process in full swing writes.</summary>
public sealed class OutsideChangesTests
{
    private const string TradeLog = "trades.log";
    private const int EventsAtATime = 1_000;

    [Fact]
    public void A_log_that_is_renamed_again_and_again_loses_nothing()
    {
        (LogContents log, int events) = WriteWhile(
            (directory, round) => File.Move(directory.File(TradeLog), directory.File($"{TradeLog}.{round}")));

        LogAssert.HoldsExactly(log, ["writer"], events);
    }

    [Fact]
    public void A_log_that_is_deleted_again_and_again_gets_the_next_events_at_its_path()
    {
        (LogContents log, int events) = WriteWhile((directory, _) => File.Delete(directory.File(TradeLog)));

        AssertEndsWithLastEvents(log, events);
    }

    [Fact]
    public void A_log_directory_that_is_removed_again_and_again_comes_back_with_the_next_events()
    {
        (LogContents log, int events) = WriteWhile(
            (directory, _) => Directory.Delete(directory.FullName, recursive: true));

        AssertEndsWithLastEvents(log, events);
    }

    [Theory]
    [InlineData("nocopytruncate")]
    [InlineData("copytruncate")]
    public void Logrotate_may_rotate_the_log(string way)
    {
        Assert.SkipUnless(Programs.Exists("logrotate"), "There is no logrotate on this machine.");
        using var state = new TestDirectory();

        (LogContents log, int events) = WriteWhile((directory, _) =>
        {
            File.WriteAllText(
                state.File("conf"),
                $"{directory.File(TradeLog)} {{\n size 1\n rotate 1000\n missingok\n su root root\n {way}\n "
                    + "nocompress\n}\n");
            using Process process = Process.Start(
                "logrotate", ["--force", "--state", state.File("state"), state.File("conf")]);
            process.EndInTime();
        });

        // Between its copy and its cut, copytruncate itself loses what is written.
        if (way == "copytruncate")
            AssertEndsWithLastEvents(log, events);
        else
            LogAssert.HoldsExactly(log, ["writer"], events);
    }

    // It writes without a pause until all changes are made, and then once more: what is deleted after the last event is
    // gone.
    private static (LogContents Log, int Events) WriteWhile(Action<TestDirectory, int> change)
    {
        using var directory = new TestDirectory();
        using var writer = new WriterProcess(FaultJobs.Trades(directory.FullName));
        writer.WaitUntilReady();
        Write(writer, first: 0);
        int events = EventsAtATime;
        using var changes = new Changes(directory, change);
        bool isLast;
        do
        {
            isLast = changes.AreDone;
            Write(writer, events);
            events += EventsAtATime;
        }
        while (!isLast);
        changes.ThrowIfFailed();
        Assert.Equal(0, writer.Finish());
        return (LogContents.Read(directory.FullName, TradeLog, FaultJobs.TextLength), events);
    }

    private static void Write(WriterProcess writer, int first) =>
        Assert.Empty(WriterOutcome.Of(writer, first, EventsAtATime).Failures);

    // What was deleted on purpose is gone; what came after the last deletion is there without a gap.
    private static void AssertEndsWithLastEvents(LogContents log, int events)
    {
        IReadOnlyList<int> numbers = log.NumbersByWriter["writer"];
        IReadOnlyList<int> atThePath =
        [
            .. log.Events.Where(found => found.File == TradeLog).Select(found => found.Event.Number),
        ];
        Assert.Equal(events - 1, numbers[^1]);
        LogAssert.IsRun("writer", atThePath, atThePath[0], atThePath.Count);
    }

    /// <summary>What another program does to a log directory, again and again, until it is done or the test is
    /// over.</summary>
    private sealed class Changes : IDisposable
    {
        private const int Count = 20;

        private readonly Task _task;
        private volatile bool _isOver;

        public Changes(TestDirectory directory, Action<TestDirectory, int> change) =>
            _task = Task.Run(() => Make(directory, change));

        public bool AreDone => _task.IsCompleted;

        public void ThrowIfFailed() => _task.InTime();

        // A test that has failed must not have its directory changed while it is removed: that would hide its failure.
        public void Dispose()
        {
            _isOver = true;
            Assert.True(((IAsyncResult)_task).AsyncWaitHandle.WaitOne(Waiting.Patience), "The changes do not end.");
        }

        private void Make(TestDirectory directory, Action<TestDirectory, int> change)
        {
            for (int round = Count; round > 0 && !_isOver; round--)
            {
                Assert.True(SpinWait.SpinUntil(
                    () => _isOver || File.Exists(directory.File(TradeLog)), ChildProcess.Patience));
                Try(() => change(directory, round));
                Thread.Sleep(10);
            }
        }

        // The writer makes files in the directory that is being removed.
        private static void Try(Action change)
        {
            try
            {
                change();
            }
            catch (IOException)
            {
            }
        }
    }
}
