using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Duplicates;

/// <summary>Notices events that the log has twice: by their execution id, or because they equal an earlier one in all
/// that counts, the time to the tick included.</summary>
internal sealed class EventGuard
{
    private readonly HashWindow _executions = new(TradeActivityLimits.Hashes);
    private readonly HashWindow _events = new(TradeActivityLimits.Hashes);
    private readonly FactHash _hash = new();

    /// <summary>Remembers an event that carries money or quantity.</summary>
    /// <returns>Whether it is the first of its kind.</returns>
    public bool IsNew(TradeFact fact) => fact.ExecutionId is not null && fact.IsFill
        ? _executions.Add(WithPlace(fact.ExecutionIdHash, fact))
        : _events.Add(Signature(fact));

    /// <summary>Brings what a batch of events will look for into the processor's cache.</summary>
    public void Touch(List<TradeFact> facts, int count)
    {
        for (int index = 0; index < count; index++)
        {
            TradeFact fact = facts[index];
            if (fact is { ExecutionId: not null, IsFill: true, Quantity: not null, Price: not null })
                _executions.Touch(WithPlace(fact.ExecutionIdHash, fact));
        }
    }

    private ulong Signature(TradeFact fact)
    {
        ulong hash = FactHash.With(_hash.With(0, fact.Action), (ulong)fact.Time.UtcTicks);
        if (fact.CipherHash != 0)
            hash = FactHash.With(hash, fact.CipherHash);
        hash = FactHash.WithId(FactHash.WithId(hash, fact.OrderId), fact.PositionId);
        hash = WithPlace(FactHash.WithId(hash, fact.ExecutionId), fact);
        hash = _hash.With(_hash.With(hash, fact.Strategy), fact.SideText);
        hash = FactHash.With(FactHash.With(hash, fact.Quantity), fact.CumulativeQuantity);
        hash = FactHash.With(FactHash.With(hash, fact.Price), fact.Pnl);
        foreach (TradeFee fee in fact.Fees)
            hash = _hash.With(FactHash.With(hash, new Amount(fee.Amount, IsBinary: false)), fee.Currency);
        return hash;
    }

    private ulong WithPlace(ulong hash, TradeFact fact) =>
        _hash.With(_hash.With(_hash.With(hash, fact.Symbol), fact.Account), fact.Venue);
}
