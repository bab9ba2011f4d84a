namespace TradingLogging.Analytics;

/// <summary>An order of the log and what became of it.</summary>
public sealed record TradeOrder
{
    /// <summary>Its <c>order_id</c>.</summary>
    public required string OrderId { get; init; }

    /// <summary>Where it was placed in the log.</summary>
    public required TradeEventPlace Place { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>What became of it.</summary>
    public TradeOrderStatus Status { get; init; }

    /// <summary>Its symbol; null when it has none.</summary>
    public string? Symbol { get; init; }

    /// <summary>Its strategy, or that of the signal it followed; null when neither names one.</summary>
    public string? Strategy { get; init; }

    /// <summary>BUY or SELL, as written; null when it has none.</summary>
    public string? Side { get; init; }

    /// <summary>The quantity that was ordered; null when it has none.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The price it was placed with; null when it has none.</summary>
    public decimal? Price { get; init; }

    /// <summary>The sum of its fills' quantities.</summary>
    public decimal FilledQuantity { get; init; }

    /// <summary>The average price of its fills, weighted by quantity; null without fills that have both.</summary>
    public decimal? FillPrice { get; init; }

    /// <summary>The time from its placing to the fill that completed it; null as long as it is not filled.</summary>
    public TimeSpan? TimeToFill { get; init; }

    /// <summary>The pnl of the closes of the position that it opened; null as long as there is none.</summary>
    public decimal? Pnl { get; init; }
}
