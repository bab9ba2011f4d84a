using System.Collections.Concurrent;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Handlers;

public sealed class QueuedHandlerTests
{
    private static readonly DateTimeOffset Moment = new(2025, 12, 18, 10, 30, 45, TimeSpan.FromHours(1));

    [Fact]
    public void Records_are_delivered_in_order_and_closing_waits_for_them()
    {
        var handler = new Probe();
        for (int number = 0; number < 100; number++)
            Log(handler, $"{number}");
        handler.Dispose();

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}"), handler.Messages);
        Assert.Equal((100, 0, 0), (handler.GetState().Events, handler.GetState().Waiting, handler.GetState().Failures));
        Assert.True(handler.IsReleased);
    }

    [Fact]
    public void A_flush_waits_for_what_is_queued_and_the_handler_goes_on()
    {
        var handler = new Probe { DrainTimeout = TimeSpan.FromMinutes(5) };
        Log(handler, "first");
        handler.Flush();
        Assert.Equal(["first"], handler.Messages);
        Log(handler, "second");
        handler.Dispose();

        Assert.Equal(["first", "second"], handler.Messages);
    }

    [Fact]
    public void What_has_no_room_is_dropped_counted_and_warned_of_once()
    {
        var handler = new Probe { Capacity = 1, IsBlocked = true };
        Log(handler, "in work");
        handler.WaitForWork();
        foreach (string message in (string[])["waits", "dropped", "dropped too"])
            Log(handler, message);

        Assert.Equal((1, 2, 2), (handler.GetState().Waiting, handler.GetState().Dropped, handler.GetState().Failures));
        Assert.Contains("has no room for a record, because 1 wait already", Assert.Single(handler.Warnings));
        handler.Unblock();
        handler.Dispose();
        Assert.Equal(["in work", "waits"], handler.Messages);
    }

    [Fact]
    public void A_failure_is_counted_warned_of_once_and_keeps_nothing_from_the_next_record()
    {
        var handler = new Probe { Failing = message => message.StartsWith("bad", StringComparison.Ordinal) };
        foreach (string message in (string[])["bad", "good", "bad again"])
            Log(handler, message);
        handler.Dispose();

        Assert.Equal((1, 2, 0), (handler.GetState().Events, handler.GetState().Failures, handler.GetState().Dropped));
        Assert.Equal("no bad again", handler.GetState().LastError);
        Assert.Contains("The handler probe failed: no bad. ", Assert.Single(handler.Warnings));
    }

    [Fact]
    public void What_a_handler_logs_itself_does_not_come_back_to_it_or_to_another_one()
    {
        var other = new Probe();
        var handler = new Probe();
        handler.Working = message =>
        {
            Log(handler, message + "!");
            var thread = new Thread(() => Log(other, message));
            thread.Start();
            thread.EndInTime();
        };
        Log(handler, "once");
        handler.Dispose();
        other.Dispose();

        Assert.Equal(["once"], handler.Messages);
        Assert.Empty(other.Messages);
    }

    [Fact]
    public void Closing_gives_up_a_handler_that_hangs()
    {
        var handler = new Probe { IsBlocked = true, DrainTimeout = TimeSpan.Zero };
        Log(handler, "hangs");
        handler.WaitForWork();
        Log(handler, "lost");
        handler.Dispose();

        Assert.Equal((0, 1), (handler.GetState().Waiting, handler.GetState().Dropped));
        Assert.True(handler.IsCancelled);
        Assert.Contains(
            "was closed before it took all records (left: 1, and one cut in the middle). ",
            Assert.Single(handler.Warnings));
        handler.Unblock();
    }

    [Fact]
    public void The_record_in_hand_when_closing_gives_up_is_told_and_counted_until_it_came_through()
    {
        var handler = new Probe { IsBlocked = true, DrainTimeout = TimeSpan.Zero };
        Log(handler, "hangs");
        handler.WaitForWork();
        handler.Dispose();

        Assert.Contains("(left: 0, and one cut in the middle)", Assert.Single(handler.Warnings));
        Assert.Equal((0, 1), (handler.GetState().Dropped, handler.GetState().Failures));
        handler.Unblock();
        handler.WaitForRelease();
        Assert.Equal((1, 0), (handler.GetState().Events, handler.GetState().Failures));
    }

    [Fact]
    public void A_handler_that_closes_itself_does_not_wait_for_itself()
    {
        var handler = new Probe { DrainTimeout = TimeSpan.FromHours(1) };
        handler.Working = _ => handler.Dispose();
        Log(handler, "first");
        handler.WaitForWork();
        handler.WaitForRelease();

        Assert.Equal(["first"], handler.Messages);
    }

    [Fact]
    public void A_closed_handler_drops_what_comes_late()
    {
        var handler = new Probe();
        handler.Dispose();
        Log(handler, "late");
        handler.Dispose();

        Assert.Equal((0, 1), (handler.GetState().Waiting, handler.GetState().Dropped));
    }

    [Fact]
    public void A_record_that_is_not_accepted_is_no_event_and_no_failure()
    {
        var handler = new Probe { Accepted = message => message == "yes" };
        Log(handler, "no");
        Log(handler, "yes");
        handler.Dispose();

        Assert.Equal((1, 0), (handler.GetState().Events, handler.GetState().Failures));
    }

    [Fact]
    public void The_handler_s_thread_has_no_context_of_a_caller()
    {
        LogContext? seen = LogContext.Inside(new { a = 1 }, owner: null);
        var handler = new Probe { Working = _ => seen = LogContext.Current };
        using (TradingLogger.BeginScope(new { strategy = "SMA" }))
            Log(handler, "inside");
        handler.Dispose();

        Assert.Null(seen);
    }

    [Fact]
    public void A_record_outlives_its_call()
    {
        var handler = new Probe { Level = LogLevel.Debug };
        handler.Handle(new LogRecord(Moment, LogLevel.Error, "a.b", "m\nn", 7, new ErrorDetails("T", "failed")));
        handler.Handle(new LogRecord(
            Moment, "trades", """{"timestamp": "2025-12-18T10:30:45.000000Z", "action": "X", "symbol": "S"}"""u8, 8));
        handler.Dispose();
        LoggedRecord text = handler.Records[0];
        LoggedRecord trade = handler.Records[1];

        Assert.Equal((Moment, LogLevel.Error, "a.b", 7), (text.Time, text.Level, text.Logger, text.LineNumber));
        Assert.Equal(("m\nn", "failed"), (text.Message, text.Error!.Message));
        Assert.Null(text.Event);
        Assert.Empty(text.Data);
        Assert.Equal("S", trade.Data["SYMBOL"]);
        Assert.Contains("2025-12-18 10:30:45 | ERROR    | a.b                  | m\\nn\n", text.ToString());
        Assert.Equal(("X", LogLevel.Info, "trades"), (trade.Event!.Action, trade.Level, trade.Logger));
        Assert.EndsWith(" | " + trade.Message, trade.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Probe(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Probe { Capacity = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Probe { Capacity = 1_000_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Probe { DrainTimeout = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Probe { DrainTimeout = TimeSpan.FromHours(2) });
    }

    private static void Log(Probe handler, string message) =>
        handler.Handle(new LogRecord(Moment, LogLevel.Info, "a", message));

    private sealed class Probe : QueuedHandler
    {
        private readonly ConcurrentQueue<LoggedRecord> _records = new();
        private readonly ConcurrentQueue<string> _warnings = new();
        private readonly ManualResetEventSlim _isWorking = new();
        private readonly ManualResetEventSlim _isOpen = new(initialState: true);
        private readonly ManualResetEventSlim _released = new();

        public Probe(string name = "probe")
            : base(name) => Warn = _warnings.Enqueue;

        public bool IsBlocked { init => _isOpen.Reset(); }

        public Func<string, bool> Failing { get; init; } = _ => false;

        public Func<string, bool> Accepted { get; init; } = _ => true;

        public Action<string> Working { get; set; } = _ => { };

        public bool IsCancelled { get; private set; }

        public bool IsReleased => _released.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        public LoggedRecord[] Records => [.. _records];

        public IEnumerable<string> Messages => _records.Select(record => record.Message);

        public IEnumerable<string> Warnings => _warnings;

        public void WaitForWork() => _isWorking.Wait(TestContext.Current.CancellationToken);

        public void WaitForRelease() => _released.Wait(TestContext.Current.CancellationToken);

        public void Unblock() => _isOpen.Set();

        protected override bool IsAccepted(LoggedRecord record) => base.IsAccepted(record) && Accepted(record.Message);

        protected override void Write(LoggedRecord record)
        {
            _isWorking.Set();
            _isOpen.WaitInTime();
            if (Failing(record.Message))
                throw new InvalidOperationException($"no {record.Message}");
            Working(record.Message);
            _records.Enqueue(record);
        }

        protected override void Cancel()
        {
            base.Cancel();
            IsCancelled = true;
        }

        protected override void Release()
        {
            base.Release();
            _released.Set();
        }
    }
}
