namespace TradingLogging.PowerShell;

/// <summary>The assembly that writes reports is missing or does not load.</summary>
/// <param name="path">Where it should be.</param>
/// <param name="cause">What the system said; null when there is no such file.</param>
internal sealed class ReportLibraryException(string path, Exception? cause = null) : Exception(
    $"Reports are written by '{path}', which {(cause is null ? "is missing" : "does not load: " + cause.Message)}. "
        + "Install the module again; in a checkout run 'dotnet build src/TradingLogger'.",
    cause);
