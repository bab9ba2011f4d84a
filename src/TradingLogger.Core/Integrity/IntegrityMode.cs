namespace TradingLogging.Integrity;

/// <summary>Whether later changes of the trade log can be detected (setting <c>integrity</c>).</summary>
public enum IntegrityMode
{
    /// <summary>Lines have no number and no hash. The default.</summary>
    None,

    /// <summary>Every line of <c>trades.log</c> has a number and the hash of the line before it, and every archived day
    /// gets a seal.</summary>
    Chain,
}
