namespace TradingLogging.Analytics;

/// <summary>The positions of a log: by <c>position_id</c>, and of fills that have none by symbol.</summary>
internal sealed class TradePositions
{
    private readonly RecentMap<PositionMeter> _byId = new(TradeActivityLimits.Positions);
    private readonly RecentMap<PositionMeter> _bySymbol = new(TradeActivityLimits.Positions);

    /// <summary>How many positions have been forgotten.</summary>
    public long Forgotten => _byId.Forgotten + _bySymbol.Forgotten;

    /// <summary>Adds a fill, or an event that opens a position.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="symbol">Its symbol, or that of its order.</param>
    /// <param name="order">Its order; null when it is not known.</param>
    public void Add(TradeEventView fact, string? symbol, OrderMeter? order)
    {
        RecentMap<PositionMeter> positions = fact.PositionId is null ? _bySymbol : _byId;
        string key = fact.PositionId ?? symbol ?? "";
        if (!positions.TryGet(key, out PositionMeter? position))
            positions.Set(key, position = new PositionMeter(key));

        // POSITION_OPENED beside the fill that opened it says the same a second time.
        if (fact.Step != TradeActionKind.PositionOpened || !position.IsOpen)
            position.Add(fact, order);
    }

    /// <summary>Finds the open position that an event closes: the one of its id; without an id, or when no fill named that
    /// id, the one of its symbol.</summary>
    public PositionMeter? Find(TradeEventView close)
    {
        if (close.PositionId is not null && _byId.TryGet(close.PositionId, out PositionMeter? own))
            return own;
        return _bySymbol.TryGet(close.Symbol ?? "", out PositionMeter? position) ? position : null;
    }

    /// <summary>Closes a position, or a part of it.</summary>
    /// <param name="position">The position.</param>
    /// <param name="quantity">How much; null for all.</param>
    /// <returns>Whether so much was open.</returns>
    public bool Close(PositionMeter position, decimal? quantity)
    {
        bool wasOpen = position.Close(quantity);
        if (position.IsOpen)
            return wasOpen;

        RecentMap<PositionMeter> positions =
            _byId.TryGet(position.Key, out PositionMeter? own) && own == position ? _byId : _bySymbol;
        positions.Remove(position.Key);
        return wasOpen;
    }
}
