namespace TradingLogging.Reading.Sources;

/// <summary>A file that is still to be read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Opened">The file, when it had to be opened before it could get another name.</param>
internal readonly record struct PendingLogFile(string Path, LogFile? Opened = null);
