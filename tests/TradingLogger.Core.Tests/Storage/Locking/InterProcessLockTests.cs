using System.Diagnostics;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage.Locking;

public sealed class InterProcessLockTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(10);

    private readonly LogFolder _folder = new();
    private readonly FaultyFiles _files = new();

    private string LockPath => _folder.PathOf(".a.lock");

    private string QueuePath => _folder.PathOf(".a.queue");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_one_holds_it()
    {
        using InterProcessLock first = Create();
        using InterProcessLock second = Create();
        first.Acquire(Patience);

        Assert.Throws<FileOperationException>(() => second.Acquire(Impatience));
        Assert.True(first.IsHeld);
        Assert.False(second.IsHeld);

        first.Release(isWanted: false);
        second.Acquire(Impatience);
        Assert.True(second.IsHeld);
    }

    [Fact]
    public void Taking_it_and_letting_go_allocates_nothing()
    {
        using var only = new InterProcessLock(PlatformFiles.Current, LockPath, QueuePath);

        Assert.Equal(0, Allocation.OfCall(0, () =>
        {
            only.Acquire(Patience);
            only.Release(isWanted: false);
        }));
    }

    [Fact]
    public void Taking_and_letting_go_twice_is_harmless()
    {
        using InterProcessLock only = Create();

        only.Release(isWanted: false);
        only.Acquire(Impatience);
        only.Acquire(Impatience);
        only.Release(isWanted: false);
        only.Release(isWanted: false);

        using InterProcessLock other = Create();
        other.Acquire(Impatience);
    }

    [Fact]
    public void The_holder_learns_that_another_waits_and_gets_in_line_behind_it()
    {
        using InterProcessLock holder = Create();
        holder.Acquire(Patience);
        Assert.False(holder.IsWanted());
        List<string> order = [];
        var waiter = new Thread(() =>
        {
            using InterProcessLock waiting = Create();
            waiting.Acquire(Patience);
            order.Add("waiter");
        });
        waiter.Start();
        Waiting.Until(holder.IsWanted);

        holder.Release(isWanted: true);
        holder.Acquire(Patience);
        order.Add("holder");
        waiter.EndInTime();

        Assert.Equal(["waiter", "holder"], order);
    }

    [Fact]
    public void Who_has_waited_long_gets_in_line_again_behind_those_that_wait()
    {
        using InterProcessLock holder = Create();
        using InterProcessLock late = Create();
        holder.Acquire(Patience);
        Assert.False(holder.IsCrowded);
        var waiter = new Thread(() => late.Acquire(Patience));
        waiter.Start();
        Waiting.Until(holder.IsWanted);
        var waited = Stopwatch.StartNew();
        Waiting.Until(() => waited.ElapsedMilliseconds > 300);
        holder.Release(isWanted: false);
        waiter.EndInTime();
        Assert.True(late.IsCrowded);
        List<string> order = [];
        var next = new Thread(() =>
        {
            using InterProcessLock waiting = Create();
            waiting.Acquire(Patience);
            order.Add("next");
        });
        next.Start();
        Waiting.Until(late.IsWanted);

        // It does not say that another waits, as after a record of a writer that keeps nothing.
        late.Release(isWanted: false);
        late.Acquire(Patience);
        order.Add("late");
        next.EndInTime();

        Assert.Equal(["next", "late"], order);
    }

    [Fact]
    public void Where_there_is_no_queue_the_holder_takes_it_that_another_waits()
    {
        using InterProcessLock holder = Create();
        holder.Acquire(Patience);
        _files.Fail(FileOperation.OpenLock);

        Assert.True(holder.IsWanted());
    }

    [Fact]
    public void A_lock_file_that_somebody_deleted_does_not_count()
    {
        using InterProcessLock former = Create();
        former.Acquire(Patience);
        Assert.True(former.IsStillInPlace());
        SharedFile.Delete(LockPath);
        using InterProcessLock latter = Create();
        latter.Acquire(Patience);

        Assert.False(former.IsStillInPlace());
        former.Release(isWanted: false);
        Assert.Throws<FileOperationException>(() => former.Acquire(Impatience));
        Assert.True(latter.IsStillInPlace());
    }

    [Fact]
    public void A_queue_file_that_somebody_deleted_does_not_count()
    {
        using InterProcessLock holder = Create();
        holder.Acquire(Patience);
        holder.IsWanted();
        SharedFile.Delete(QueuePath);

        Assert.False(holder.IsStillInPlace());
    }

    [Fact]
    public void A_lock_file_that_cannot_be_looked_up_is_an_error_and_leaves_nothing_locked()
    {
        using InterProcessLock first = Create();
        _files.Fail(FileOperation.GetStatus);
        Assert.Throws<FileOperationException>(() => first.Acquire(Patience));
        _files.Mend();
        first.Release(isWanted: false);

        using InterProcessLock second = Create();
        second.Acquire(Impatience);
        Assert.True(second.IsHeld);
    }

    private InterProcessLock Create() => new(_files, LockPath, QueuePath);
}
