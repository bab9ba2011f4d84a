namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>A line of a log that is no whole event.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Text">The line.</param>
internal sealed record DamagedLine(string File, string Text);
