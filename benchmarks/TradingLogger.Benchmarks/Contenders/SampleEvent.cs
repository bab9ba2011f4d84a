namespace TradingLogging.Benchmarks.Contenders;

/// <summary>The event that all contenders write: five scalar members, about 165 bytes as a line.</summary>
internal sealed record SampleEvent(string Symbol, string Side, decimal Quantity, double Price, long OrderId)
{
    public const string Action = "ORDER_FILLED";

    public static SampleEvent Instance { get; } = new("BTCUSDT", "BUY", 0.1m, 50010.0, 12345L);

    public static Dictionary<string, object?> Members { get; } = new()
    {
        ["symbol"] = Instance.Symbol,
        ["side"] = Instance.Side,
        ["quantity"] = Instance.Quantity,
        ["price"] = Instance.Price,
        ["order_id"] = Instance.OrderId,
    };
}
