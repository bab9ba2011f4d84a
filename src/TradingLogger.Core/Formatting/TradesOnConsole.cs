namespace TradingLogging.Formatting;

/// <summary>How the console shows trade events (setting <c>trades_on_console</c>).</summary>
public enum TradesOnConsole
{
    /// <summary>As one line for people, cut to the width of a terminal: <c>2025-12-18 10:30:45 | ORDER_FILLED
    /// BTCUSDT  BUY 0.1 @ 50010.5  order_id=12345</c>. The default.</summary>
    Text,

    /// <summary>As the JSON of <c>trades.log</c>.</summary>
    Json,

    /// <summary>Not at all.</summary>
    None,
}
