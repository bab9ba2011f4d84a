using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Notices events that the log has twice: by their execution id, or because they equal an earlier one in all
/// that counts, the time to the tick included.</summary>
internal sealed class EventGuard
{
    private readonly HashWindow _executions = new(TradeActivityLimits.Executions);
    private readonly HashWindow _events = new(TradeActivityLimits.Executions);
    private readonly SameTextCache<ulong> _hashes = new(HashOf);

    /// <summary>Remembers an event that carries money or quantity.</summary>
    /// <returns>Whether it is the first of its kind.</returns>
    public bool IsNew(TradeFact fact) => fact.ExecutionId is { } execution && fact.IsFill
        ? _executions.Add(With(With(With(HashOf(execution), fact.Symbol), fact.Account), fact.Venue))
        : _events.Add(Signature(fact));

    private ulong Signature(TradeFact fact)
    {
        ulong hash = Mix(With(0, fact.Action), (ulong)fact.Time.UtcTicks);
        hash = Mix(hash, fact.OrderId is { } order ? HashOf(order) : 0);
        hash = Mix(hash, fact.PositionId is { } position ? HashOf(position) : 0);
        hash = Mix(hash, fact.ExecutionId is { } execution ? HashOf(execution) : 0);
        hash = With(With(With(With(hash, fact.Symbol), fact.Account), fact.Strategy), fact.SideText);
        hash = With(With(With(With(hash, fact.Quantity), fact.CumulativeQuantity), fact.Price), fact.Pnl);
        foreach (TradeFee fee in fact.Fees)
            hash = With(With(hash, new Amount(fee.Amount, IsBinary: false)), fee.Currency);
        return hash;
    }

    private ulong With(ulong hash, string? repeatedText) =>
        Mix(hash, repeatedText is null ? 0 : _hashes.Of(repeatedText));

    // 1.50 and 1.5 are one number.
    private static ulong With(ulong hash, Amount? amount) =>
        Mix(hash, amount is { } known ? (ulong)BitConverter.DoubleToInt64Bits((double)known.Value) : 1);

    private static ulong HashOf(string text)
    {
        ulong hash = (ulong)text.Length;
        foreach (char character in text)
            hash = (hash ^ character) * 0x100000001B3;
        return Mix(hash, 0);
    }

    private static ulong Mix(ulong value, ulong part)
    {
        value = (value ^ part) * 0x9E3779B97F4A7C15;
        return value ^ (value >> 29);
    }
}
