namespace TradingLogging.Benchmarks.PowerShell;

/// <summary>What a script told, and what it left.</summary>
/// <param name="Output">Its output lines, split at semicolons.</param>
/// <param name="Wall">From the start of the process to its end.</param>
/// <param name="Events">The lines of its trade log.</param>
internal sealed record ProcessRun(string[][] Output, TimeSpan Wall, int Events);
