namespace TradingLogging.Configuration;

/// <summary>Whether changes of the trade log can be noticed afterwards (setting <c>integrity</c>).</summary>
public enum IntegrityMode
{
    /// <summary>The lines stand for themselves. The default.</summary>
    None,

    /// <summary>Every line of <c>trades.log</c> carries a number and the hash of the line before it, and every day that is set
    /// aside gets a seal.</summary>
    Chain,
}
