using System.Security.Cryptography;
using TradingLogging.Storage;

namespace TradingLogging.Integrity;

/// <summary>Seals archived days on a thread of the pool, so that no writer waits. The end of a session waits for it
/// within limits. What a process does not finish is done by the next rotation or by <c>Protect-TradeLog</c>.</summary>
internal sealed class BackgroundSealing : IDisposable
{
    private const string WhoGoesOn = "The next rotation or Protect-TradeLog seals the rest.";

    private readonly TradeSealer _sealer;
    private readonly Action<string> _warn;
    private readonly Action? _ended;
    private readonly BackgroundWork _work;

    /// <param name="sealer">Makes the seals.</param>
    /// <param name="warn">Receives a warning when a day could not be sealed.</param>
    /// <param name="ended">Called when what was requested is sealed; null when nobody waits for that.</param>
    public BackgroundSealing(TradeSealer sealer, Action<string> warn, Action? ended = null)
    {
        (_sealer, _warn, _ended) = (sealer, warn, ended);
        _work = new BackgroundWork(Seal);
    }

    /// <summary>Requests sealing and returns at once.</summary>
    public void Request() => _work.Request();

    /// <summary>Completes what was requested: for at most 5 seconds, and not at all while another process seals. Warns
    /// when something is left over.</summary>
    public void Dispose()
    {
        if (!_work.TryEnd())
            _warn($"Archived days are still being sealed at the end of logging. {WhoGoesOn}");
    }

    private void Seal()
    {
        try
        {
            _sealer.SealDays(
                problem => _warn(problem.ToString()),
                mayWait: () => _work.Left is null,
                mayGoOn: () => _work.Left is not { } left || left > TimeSpan.Zero);
            _ended?.Invoke();
        }
        catch (OperationCanceledException)
        {
            _warn($"Archived days could not be sealed before the end of logging. {WhoGoesOn}");
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or InvalidOperationException or CryptographicException)
        {
            _warn($"An archived day was not sealed: {exception.Message} {WhoGoesOn}");
        }
    }
}
