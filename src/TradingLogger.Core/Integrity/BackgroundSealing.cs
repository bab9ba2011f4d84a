using System.Diagnostics;
using System.Security.Cryptography;

namespace TradingLogging.Integrity;

/// <summary>Seals archived days on a thread of the pool, so that no writer waits. The end of a session waits for it
/// within limits. What a process does not finish is done by the next rotation or by <c>Protect-TradeLog</c>.</summary>
/// <param name="sealer">Makes the seals.</param>
/// <param name="warn">Receives a warning when a day could not be sealed.</param>
/// <param name="ended">Called when what was requested is sealed; null when nobody waits for that.</param>
internal sealed class BackgroundSealing(TradeSealer sealer, Action<string> warn, Action? ended = null) : IDisposable
{
    private const string WhoGoesOn = "The next rotation or Protect-TradeLog seals the rest.";

    // How long the end of a session waits for days that are being sealed. It does not wait for the lock of another
    // process.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly object _turn = new();
    private int _requests;
    private long _deadline = long.MaxValue;

    private bool IsEnding => Volatile.Read(ref _deadline) != long.MaxValue;

    private bool IsInTime => Stopwatch.GetTimestamp() < Volatile.Read(ref _deadline);

    /// <summary>Requests sealing and returns at once.</summary>
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
            // No thread can be had. The end of the session seals on its own thread.
        }
    }

    /// <summary>Completes what was requested: for at most 5 seconds, and not at all while another process seals. Warns
    /// when something is left over.</summary>
    public void Dispose()
    {
        long patience = (long)(EndPatience.TotalSeconds * Stopwatch.Frequency);
        Volatile.Write(ref _deadline, Stopwatch.GetTimestamp() + patience);
        if (!Monitor.TryEnter(_turn, EndPatience + Grace))
        {
            warn($"Archived days are still being sealed at the end of logging. {WhoGoesOn}");
            return;
        }

        try
        {
            RunInTurn();
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
            sealer.SealDays(problem => warn(problem.ToString()), mayWait: () => !IsEnding, mayGoOn: () => IsInTime);
            ended?.Invoke();
        }
        catch (ThreadInterruptedException)
        {
            // The end of logging begins again after an interrupt.
            Interlocked.Increment(ref _requests);
            throw;
        }
        catch (OperationCanceledException)
        {
            warn($"Archived days could not be sealed before the end of logging. {WhoGoesOn}");
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or InvalidOperationException or CryptographicException)
        {
            warn($"An archived day was not sealed: {exception.Message} {WhoGoesOn}");
        }
    }
}
