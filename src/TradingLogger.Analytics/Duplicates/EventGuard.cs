using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Duplicates;

/// <summary>Notices events that the log has twice: by their execution id, or because they equal an earlier one in all
/// that counts, the time to the tick included.</summary>
internal sealed class EventGuard
{
    private readonly HashWindow _executions = new(TradeActivityLimits.Hashes);
    private readonly HashWindow _events = new(TradeActivityLimits.Hashes);
    private readonly EventHash _hash = new();

    /// <summary>Remembers an event that carries money or quantity.</summary>
    /// <returns>Whether it is the first of its kind.</returns>
    public bool IsNew(TradeFact fact) =>
        WindowOf(fact).Add(fact.IsEventHashCurrent ? fact.EventHash : _hash.Of(fact));

    /// <summary>Brings what a batch of events will look for into the processor's cache.</summary>
    public void Touch(List<TradeFact> facts, int count)
    {
        for (int index = 0; index < count; index++)
        {
            TradeFact fact = facts[index];
            if (fact.IsMoney)
                WindowOf(fact).Touch(fact.EventHash);
        }
    }

    private HashWindow WindowOf(TradeFact fact) => EventHash.IsOfExecution(fact) ? _executions : _events;
}

/// <summary>Hashes what tells an event from others: its execution, or all of it that counts.</summary>
internal sealed class EventHash
{
    private readonly FactHash _hash = new();

    /// <summary>Whether an execution id, with symbol, account and venue, tells the event from others.</summary>
    public static bool IsOfExecution(TradeFact fact) => fact.ExecutionId is not null && fact.IsFill;

    /// <summary>Makes the hashes of an event where it is read, on the thread that has less to do.</summary>
    public void Settle(TradeFact fact)
    {
        if (fact.OrderId is { } order)
            fact.OrderIdHash = FactHash.Of(order);
        if (fact.ExecutionId is { } execution)
            fact.ExecutionIdHash = FactHash.Of(execution);
        if (fact.IsMoney)
            fact.EventHash = Of(fact);
    }

    /// <summary>The hash of an event as it stands.</summary>
    public ulong Of(TradeFact fact)
    {
        if (IsOfExecution(fact))
            return WithPlace(fact.ExecutionIdHash, fact);
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
