using System.Management.Automation;
using TradingLogging.Configuration;

namespace TradingLogging.PowerShell;

/// <summary>Reads a configuration file for a cmdlet: what the file gets wrong goes to the cmdlet's streams.</summary>
internal static class ConfigurationFile
{
    /// <summary>Reads the settings; a file that does not exist gives the defaults.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">The full path.</param>
    /// <returns>The settings. An invalid file ends the cmdlet with an error.</returns>
    public static LoggingConfig Read(PSCmdlet cmdlet, string path)
    {
        try
        {
            var manager = new ConfigManager(path);
            LoggingConfig config = manager.LoggingConfig;
            foreach (string warning in manager.Warnings)
                cmdlet.WriteWarning(warning);
            return config;
        }
        catch (ConfigurationException exception)
        {
            cmdlet.ThrowTerminatingError(LoggingErrors.InvalidConfiguration(exception, path));
            throw;
        }
    }
}
