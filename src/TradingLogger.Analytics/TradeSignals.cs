namespace TradingLogging.Analytics;

/// <summary>The signals that no order has followed yet: of each symbol and strategy the latest.</summary>
internal sealed class TradeSignals
{
    private readonly RecentMap<TradeSignal> _bySymbol = new(TradeActivityLimits.Positions);
    private readonly RecentMap<TradeSignal> _byStrategy = new(TradeActivityLimits.Positions);

    /// <summary>Remembers a signal in place of the last one of its symbol and strategy.</summary>
    public void Add(TradeEventView fact)
    {
        var signal = new TradeSignal(fact.Time, fact.Strategy);
        _bySymbol.Set(fact.Symbol ?? "", signal);
        if (fact.Strategy is not null)
            _byStrategy.Set(Key(fact), signal);
    }

    /// <summary>Takes the signal that an order follows: the latest of its symbol and strategy; where the order or the signal
    /// names no strategy, the latest of the symbol.</summary>
    /// <returns>The signal, which no other order follows; null when there is none.</returns>
    public TradeSignal? Take(TradeEventView order)
    {
        TradeSignal? signal = Find(order);
        signal?.IsTaken = true;
        return signal;
    }

    private static string Key(TradeEventView fact) => fact.Symbol + "\n" + fact.Strategy;

    private TradeSignal? Find(TradeEventView order)
    {
        if (order.Strategy is not null && _byStrategy.TryGet(Key(order), out TradeSignal? own) && !own.IsTaken)
            return own;

        return _bySymbol.TryGet(order.Symbol ?? "", out TradeSignal? latest)
            && !latest.IsTaken
            && (order.Strategy is null || latest.Strategy is null)
            ? latest
            : null;
    }
}
