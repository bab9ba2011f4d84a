namespace TradingLogging.Files;

/// <summary>The directory of the log files.</summary>
internal static class LogDirectory
{
    /// <summary>Makes the directory, with its parents; one that exists is fine.</summary>
    /// <returns>The full path.</returns>
    /// <exception cref="ConfigurationException">The directory cannot be made; the message names path and cause.</exception>
    public static string Create(string path)
    {
        string fullPath = path;
        try
        {
            fullPath = Path.GetFullPath(path);
            Directory.CreateDirectory(fullPath);
            return fullPath;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException(
                $"The log directory '{fullPath}' cannot be created: {exception.Message} Choose another log_dir or mend this one.",
                innerException: exception);
        }
    }
}
