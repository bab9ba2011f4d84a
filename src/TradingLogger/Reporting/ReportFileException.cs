namespace TradingLogging.PowerShell;

/// <summary>The file of a report cannot be written.</summary>
/// <param name="path">The file.</param>
/// <param name="cause">What the system said.</param>
internal sealed class ReportFileException(string path, Exception cause)
    : Exception($"The report '{path}' cannot be written: {cause.Message} Correct -DestinationPath, or free the place.", cause);
