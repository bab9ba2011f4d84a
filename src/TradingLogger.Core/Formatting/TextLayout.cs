namespace TradingLogging.Formatting;

/// <summary>The two forms of a text line.</summary>
public enum TextLayout
{
    /// <summary><c>2025-12-18 10:30:45 | INFO     | trading.signals      | message</c>.</summary>
    Console,

    /// <summary><c>2025-12-18 10:30:45 | INFO     | trading.signals:87 | message</c>.</summary>
    File,
}
