using System.Diagnostics;
using TradingLogging.Storage.Locking;
using Xunit;

namespace TradingLogging.Tests.Storage.Locking;

public sealed class LockLeaseTests
{
    [Fact]
    public void A_lock_is_never_kept_without_the_thread_that_takes_it_back()
    {
        int attempts = 0;
        var timer = new LockLeaseTimer((_, _) =>
        {
            attempts++;
            return null;
        });
        var lease = new LockLease(new Holder(), timer);

        for (int record = 0; record < 100; record++)
            Assert.False(KeepAfterRecord(lease));

        Assert.False(lease.IsKept);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public void An_interrupt_after_a_record_leaves_no_lock_that_nobody_takes_back_and_is_kept_pending()
    {
        int attempts = 0;
        var timer = new LockLeaseTimer((_, _) =>
        {
            attempts++;
            throw new ThreadInterruptedException();
        });
        var lease = new LockLease(new Holder(), timer);

        while (attempts == 0)
            Assert.False(KeepAfterRecord(lease));

        Assert.False(lease.IsKept);
        Assert.Throws<ThreadInterruptedException>(() => Thread.Sleep(1));
    }

    [Fact]
    public void Time_in_which_the_process_was_stopped_does_not_count()
    {
        long second = Stopwatch.Frequency;
        var budget = new WaitBudget(TimeSpan.FromSeconds(1), now: 0);

        Assert.False(budget.IsSpent(60 * second));
        Assert.False(budget.IsSpent(120 * second));
        Assert.False(budget.IsSpent((120 * second) + (second / 20)));
    }

    [Fact]
    public void A_wait_that_is_not_stopped_ends_in_time()
    {
        long step = Stopwatch.Frequency / 100;
        var budget = new WaitBudget(TimeSpan.FromSeconds(1), now: 0);

        int waits = 1;
        while (!budget.IsSpent(waits * step))
            waits++;

        Assert.Equal(100, waits);
    }

    private static bool KeepAfterRecord(LockLease lease)
    {
        lease.Begin();
        return lease.TryKeep();
    }

    private sealed class Holder : ILeaseHolder
    {
        public long Appended => 0;

        public bool TryRelease() => true;
    }
}
