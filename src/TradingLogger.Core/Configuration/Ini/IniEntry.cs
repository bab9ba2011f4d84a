namespace TradingLogging.Configuration.Ini;

/// <summary>One key of an INI file with its value.</summary>
/// <param name="Key">The key in lower case.</param>
/// <param name="Value">The value without white space around it; the lines of a multi-line value are joined with LF.</param>
/// <param name="LineNumber">The line of the key, from 1.</param>
internal sealed record IniEntry(string Key, string Value, int LineNumber);
