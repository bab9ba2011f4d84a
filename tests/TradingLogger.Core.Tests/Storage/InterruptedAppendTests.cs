using TradingLogging.Storage;
using Xunit;

namespace TradingLogging.Tests.Storage;

/// <summary><c>Thread.Interrupt</c> while a record is appended.</summary>
public sealed class InterruptedAppendTests : IDisposable
{
    private readonly ManualResetEventSlim _isHeldUp = new();
    private readonly ManualResetEventSlim _mayGoOn = new();

    [Fact]
    public void An_interrupt_while_the_disk_is_waited_for_meets_the_thread_after_its_record_is_on_disk()
    {
        using var log = new LogFile(durability: Durability.Disk);
        HoldUp(log, FileOperation.Sync);
        var first = new Appender(log, "first");
        Wait(_isHeldUp);
        var second = new Appender(log, "second");
        Waiting.Until(() => log.Engine.GetState().Appended == 2 && second.IsWaiting);

        second.Interrupt();
        Waiting.Until(() => second.IsWaiting);
        _mayGoOn.Set();

        first.Join();
        second.Join();
        Assert.Null(second.Error);
        Assert.True(second.IsInterruptedAfterwards);
        Assert.False(first.IsInterruptedAfterwards);
        Assert.Equal(["first", "second"], log.Folder.Lines(LogFile.Name));
        Assert.Equal(2, log.Files.Count(FileOperation.Sync));
    }

    [Fact]
    public void An_interrupt_while_another_thread_writes_the_record_meets_the_thread_after_it_is_in_the_file()
    {
        using var log = new LogFile(LogFile.Daily());
        using var isGroupWritten = new ManualResetEventSlim();
        using var mayGroupEnd = new ManualResetEventSlim();
        log.Append(Line("0"));
        int writes = 0;
        Thread? writer = null;
        log.Files.Before = (operation, _) =>
        {
            if (operation != FileOperation.Write)
                return;
            bool isFirst = Interlocked.Increment(ref writes) == 1;
            if (!isFirst)
                writer = Thread.CurrentThread;
            (isFirst ? _isHeldUp : isGroupWritten).Set();
            Wait(isFirst ? _mayGoOn : mayGroupEnd);
        };
        var first = new Appender(log, Line("first"));
        Wait(_isHeldUp);
        Appender[] group = [new Appender(log, Line("second")), new Appender(log, Line("third"))];
        Waiting.Until(() => Array.TrueForAll(group, member => member.IsWaiting));
        _mayGoOn.Set();
        Wait(isGroupWritten);
        Appender other = Array.Find(group, member => !member.Is(writer))!;

        other.Interrupt();
        mayGroupEnd.Set();

        first.Join();
        foreach (Appender member in group)
            member.Join();
        Assert.All(group, member => Assert.Null(member.Error));
        Assert.True(other.IsInterruptedAfterwards);
        Assert.Equal(4, log.Folder.Lines(LogFile.Name).Length);
        Assert.Equal(2, writes);
    }

    [Fact]
    public void An_interrupt_before_the_record_is_in_the_file_is_an_error_and_leaves_no_record()
    {
        using var log = new LogFile();
        HoldUp(log, FileOperation.Write);
        var first = new Appender(log, "first");
        Wait(_isHeldUp);
        var second = new Appender(log, "second");
        Waiting.Until(() => second.IsWaiting);

        second.Interrupt();
        second.Join();
        _mayGoOn.Set();
        first.Join();

        Assert.IsType<ThreadInterruptedException>(second.Error);
        log.Append("third");
        Assert.Equal(["first", "third"], log.Folder.Lines(LogFile.Name));
    }

    public void Dispose()
    {
        _isHeldUp.Dispose();
        _mayGoOn.Dispose();
    }

    private static string Line(string text) => LogFile.DayLine(LogFile.Today, text);

    private static void Wait(ManualResetEventSlim signal) => signal.Wait(TestContext.Current.CancellationToken);

    private void HoldUp(LogFile log, FileOperation held)
    {
        int calls = 0;
        log.Files.Before = (operation, _) =>
        {
            if (operation != held || Interlocked.Increment(ref calls) != 1)
                return;
            _isHeldUp.Set();
            Wait(_mayGoOn);
        };
    }

    /// <summary>A thread that appends one line and then waits once.</summary>
    private sealed class Appender
    {
        private readonly Thread _thread;

        public Appender(LogFile log, string line)
        {
            _thread = new Thread(() =>
            {
                Error = Record.Exception(() => LogFile.Append(log.Engine, line, LogFile.Today));
                IsInterruptedAfterwards = Record.Exception(() => Thread.Sleep(1)) is ThreadInterruptedException;
            });
            _thread.Start();
        }

        public Exception? Error { get; private set; }

        public bool IsInterruptedAfterwards { get; private set; }

        public bool IsWaiting => _thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);

        public bool Is(Thread? thread) => _thread == thread;

        public void Interrupt() => _thread.Interrupt();

        public void Join() => _thread.EndInTime();
    }
}
