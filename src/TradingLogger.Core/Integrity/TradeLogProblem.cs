using TradingLogging.Reading;

namespace TradingLogging.Integrity;

/// <summary>Something in a trade log that is not as it was written.</summary>
/// <param name="Location">Where it was noticed. When a line does not follow the one before it, that is the later of both.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record TradeLogProblem(LogLocation Location, string Reason)
{
    /// <summary>The problem in one sentence.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045: …</c>.</returns>
    public override string ToString() => $"{Location}: {Reason}";
}
