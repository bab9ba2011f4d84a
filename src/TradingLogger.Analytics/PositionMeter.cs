namespace TradingLogging.Analytics;

/// <summary>Follows one position: what fills have opened and closes have not yet closed.</summary>
/// <remarks>A fill in the direction of the position opens more of it. A fill against it is an exit, whose close is still to
/// be logged; beyond the position it opens one in the other direction.</remarks>
/// <param name="key">The position's id or symbol.</param>
internal sealed class PositionMeter(string key)
{
    private decimal _net;
    private bool _hasUnknownQuantity;

    /// <summary>The position's id or symbol.</summary>
    public string Key => key;

    /// <summary>The order whose fill opened the position; null when it is not known.</summary>
    public OrderMeter? OpenedBy { get; private set; }

    /// <summary>The strategy that opened the position; null when it is not known.</summary>
    public string? Strategy { get; private set; }

    /// <summary>The symbol; null when it is not known.</summary>
    public string? Symbol { get; private set; }

    /// <summary>What is open and can be closed.</summary>
    public decimal Open { get; private set; }

    /// <summary>Whether there is something to close.</summary>
    public bool IsOpen => Open > 0 || _hasUnknownQuantity;

    /// <summary>Adds a fill, or the event that opens a position.</summary>
    public void Add(TradeEventView fact, OrderMeter? order)
    {
        if (!IsOpen)
        {
            OpenedBy = order;
            Strategy = fact.Strategy ?? order?.Strategy;
            Symbol = fact.Symbol ?? order?.Symbol;
        }

        if (fact.Quantity is not { } quantity)
        {
            _hasUnknownQuantity = true;
            return;
        }

        decimal change = IsSale(fact.Side) ? -quantity : quantity;
        bool isExit = Math.Sign(_net) * Math.Sign(change) < 0;
        decimal opened = isExit ? Math.Max(0, quantity - Math.Abs(_net)) : quantity;
        decimal net = _net, open = Open;
        if (ExactNumber.TryAdd(ref net, change) && ExactNumber.TryAdd(ref open, opened))
            (_net, Open) = (net, open);
        else
            _hasUnknownQuantity = true;
    }

    /// <summary>Closes the position, or a part of it.</summary>
    /// <param name="quantity">How much; null for all.</param>
    /// <returns>Whether so much was open.</returns>
    public bool Close(decimal? quantity)
    {
        bool wasOpen = IsOpen && (_hasUnknownQuantity || quantity is null || quantity <= Open);
        Open = quantity is { } part && !_hasUnknownQuantity ? Math.Max(0, Open - part) : 0;
        if (Open > 0)
            return wasOpen;

        _hasUnknownQuantity = false;
        _net = 0;
        return wasOpen;
    }

    private static bool IsSale(string? side) =>
        string.Equals(side, "SELL", StringComparison.OrdinalIgnoreCase) || string.Equals(side, "SHORT", StringComparison.OrdinalIgnoreCase);
}
