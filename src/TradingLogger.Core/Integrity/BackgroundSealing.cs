using System.Security.Cryptography;
using TradingLogging.Logging;

namespace TradingLogging.Integrity;

/// <summary>Seals days that were set aside without keeping a writer waiting. What a process does not finish is done by the next
/// rotation, or by <c>Protect-TradeLog</c>.</summary>
internal sealed class BackgroundSealing(TradeSealer sealer) : IDisposable
{
    private readonly object _turn = new();
    private int _requests;

    /// <summary>Asks for it; returns at once.</summary>
    public void Request()
    {
        if (Interlocked.Increment(ref _requests) == 1)
            ThreadPool.QueueUserWorkItem(_ => Run());
    }

    /// <summary>Waits until what was asked for is done.</summary>
    public void Dispose() => Run();

    private void Run()
    {
        lock (_turn)
        {
            if (Interlocked.Exchange(ref _requests, 0) == 0)
                return;
            try
            {
                sealer.SealDays();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or CryptographicException)
            {
                HostOutput.Warn($"A set-aside day was not sealed: {exception.Message} The next rotation or Protect-TradeLog tries again.");
            }
        }
    }
}
