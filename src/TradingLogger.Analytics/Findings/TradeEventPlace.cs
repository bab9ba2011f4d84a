using System.Globalization;

namespace TradingLogging.Analytics.Findings;

/// <summary>Where an event stands.</summary>
/// <param name="Path">The log file; null for an event that was not read from a file.</param>
/// <param name="Line">The line in the file from 1, or without a file the number of the event in the input from
/// 1.</param>
public sealed record TradeEventPlace(string? Path, long Line)
{
    /// <summary>The place as <c>trades.log:12</c>, or <c>event 12</c> without a file.</summary>
    public override string ToString()
    {
        string line = Line.ToString(CultureInfo.InvariantCulture);
        return Path is null ? "event " + line : System.IO.Path.GetFileName(Path) + ":" + line;
    }
}
