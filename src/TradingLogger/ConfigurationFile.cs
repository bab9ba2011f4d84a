using System.Management.Automation;
using TradingLogging.Configuration;

namespace TradingLogging.PowerShell;

/// <summary>Reads a configuration file for a cmdlet: what the file gets wrong goes to the cmdlet's streams.</summary>
internal static class ConfigurationFile
{
    /// <summary>Reads the settings of a file that the user may have named.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">The path as the user wrote it; null for the defaults.</param>
    /// <returns>The settings. A file that is missing or invalid ends the cmdlet with an error.</returns>
    public static LoggingConfig ReadNamed(PSCmdlet cmdlet, string? path)
    {
        if (path is null)
            return new LoggingConfig();
        string fullPath = FileSystemPath.Resolve(cmdlet, path);
        // Who names a file means that file: to log elsewhere, with other settings, would be noticed too late.
        if (!File.Exists(fullPath) && !Directory.Exists(fullPath))
            cmdlet.ThrowTerminatingError(LoggingErrors.ConfigurationFileNotFound(fullPath));
        LoggingConfig config = Read(cmdlet, fullPath);
        cmdlet.WriteVerbose($"Read '{fullPath}'.");
        return config;
    }

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

/// <summary>Resolves PowerShell paths: relative to <c>$PWD</c>, with <c>~</c> and drives; wildcards stand for
/// themselves.</summary>
internal static class FileSystemPath
{
    private const string FileSystemProvider = "FileSystem";

    /// <summary>The path as the file system knows it. Nothing need exist there.</summary>
    /// <param name="cmdlet">Whose location the path is relative to.</param>
    /// <param name="path">The path as the user wrote it.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="SessionStateException">The drive or the provider does not exist.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path)
    {
        string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(
            path,
            out ProviderInfo provider,
            out _);
        if (provider.Name != FileSystemProvider)
            cmdlet.ThrowTerminatingError(LoggingErrors.NotAFileSystemPath(path, provider.Name));
        return resolved;
    }
}
