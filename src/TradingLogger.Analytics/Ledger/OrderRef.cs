namespace TradingLogging.Analytics.Ledger;

/// <summary>Names an order for who may outlive it: the order book uses the object of an order that it has forgotten for
/// a later one.</summary>
/// <param name="order">The order; null for none.</param>
internal readonly struct OrderRef(OrderState? order)
{
    private readonly long _serial = order?.Serial ?? 0;

    /// <summary>The id of the order; null for none.</summary>
    public string? Id { get; } = order?.Id;

    /// <summary>Whether there is none, and never was one.</summary>
    public bool IsNone => order is null;

    /// <summary>The order; null when there is none, or when it has been forgotten.</summary>
    public OrderState? Order => Is(order) ? order : null;

    /// <summary>Whether it is an order.</summary>
    public bool Is(OrderState? other) => order is not null && order == other && order.Serial == _serial;
}
