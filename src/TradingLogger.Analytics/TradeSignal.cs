namespace TradingLogging.Analytics;

/// <summary>A signal that an order may follow.</summary>
/// <param name="time">When it was generated.</param>
/// <param name="strategy">Its strategy; null when it names none.</param>
internal sealed class TradeSignal(DateTimeOffset time, string? strategy)
{
    /// <summary>When it was generated.</summary>
    public DateTimeOffset Time => time;

    /// <summary>Its strategy; null when it names none.</summary>
    public string? Strategy => strategy;

    /// <summary>Whether an order has followed it.</summary>
    public bool IsTaken { get; set; }
}
