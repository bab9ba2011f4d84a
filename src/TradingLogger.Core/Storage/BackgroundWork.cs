using System.Diagnostics;

namespace TradingLogging.Storage;

/// <summary>Work that is requested again and again, and done on a thread of the pool, so that no writer waits: one
/// thread at a time does all that was requested. The end waits for it within limits.</summary>
/// <param name="work">The work. What it throws ends the thread of the pool and with it the process.</param>
internal sealed class BackgroundWork(Action work)
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly object _turn = new();
    private int _requests;
    private long _deadline = long.MaxValue;

    /// <summary>How long the work may still take; null as long as the end has not come.</summary>
    public TimeSpan? Left => Volatile.Read(ref _deadline) is not long.MaxValue and var deadline
        ? TimeSpan.FromSeconds((deadline - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency)
        : null;

    /// <summary>Requests the work and returns at once.</summary>
    public void Request()
    {
        if (Interlocked.Increment(ref _requests) != 1)
            return;
        try
        {
            ThreadPool.QueueUserWorkItem(_ => Run());
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // No thread can be had: the end does it on its own thread.
        }
    }

    /// <summary>Completes what was requested, for at most 5 seconds.</summary>
    /// <returns>False when another thread is still at it.</returns>
    public bool TryEnd()
    {
        long patience = (long)(EndPatience.TotalSeconds * Stopwatch.Frequency);
        Volatile.Write(ref _deadline, Stopwatch.GetTimestamp() + patience);
        if (!Monitor.TryEnter(_turn, EndPatience + Grace))
            return false;
        try
        {
            RunInTurn();
            return true;
        }
        finally
        {
            Monitor.Exit(_turn);
        }
    }

    private void Run()
    {
        lock (_turn)
            RunInTurn();
    }

    private void RunInTurn()
    {
        if (Interlocked.Exchange(ref _requests, 0) == 0)
            return;
        try
        {
            work();
        }
        catch (ThreadInterruptedException)
        {
            // The end of logging begins again after an interrupt.
            Interlocked.Increment(ref _requests);
            throw;
        }
    }
}
