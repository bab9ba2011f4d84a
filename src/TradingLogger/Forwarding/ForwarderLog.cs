using System.Management.Automation;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>The log whose events are sent.</summary>
internal static class ForwarderLog
{
    /// <summary>The full path of the directory of the log. When there is none, the cmdlet ends with an error.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="given">The directory that it was given; null for none.</param>
    /// <param name="instance">The logger that it was told; null for none.</param>
    public static string Require(PSCmdlet cmdlet, string? given, string? instance)
    {
        string directory = LogReadingCmdlet.RequireDirectory(cmdlet, given, instance, "-LogDirectory");
        if (!Directory.Exists(directory))
        {
            cmdlet.ThrowTerminatingError(ReadingErrors.DirectoryNotFound(
                new DirectoryNotFoundException($"The log directory '{directory}' does not exist."), directory));
        }

        return directory;
    }
}
