using System.Security;
using TradingLogging.Configuration.Settings;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Configuration;

/// <summary>Reads the configuration file of the application.</summary>
/// <remarks>The file is read once, at the first use of <see cref="LoggingConfig"/>, <see cref="Warnings"/> or
/// <see cref="Validate"/>; an error is thrown by each of them. Safe for use by several threads.</remarks>
public sealed class ConfigManager
{
    /// <summary>The path of the configuration when none is given, relative to the current directory.</summary>
    public const string DefaultConfigPath = "configs/trading_config.ini";

    private const int LongestFile = 1024 * 1024;

    private readonly Lazy<LoadedSettings> _loaded;

    /// <summary>Creates a manager of a configuration file. The file is not read yet.</summary>
    /// <param name="configPath">The INI file. A relative path starts at the directory that is current now.</param>
    /// <exception cref="ArgumentNullException"><paramref name="configPath"/> is null.</exception>
    /// <exception cref="ConfigurationException"><paramref name="configPath"/> is empty or cannot be a path.</exception>
    public ConfigManager(string configPath = DefaultConfigPath)
    {
        ArgumentNullException.ThrowIfNull(configPath);
        ConfigPath = FullPath(configPath);
        _loaded = new Lazy<LoadedSettings>(Load);
    }

    /// <summary>The full path of the configuration file, whether it exists or not.</summary>
    public string ConfigPath { get; }

    /// <summary>The configuration of the logger: the section <c>[logging]</c>, and the defaults for keys that are
    /// missing. A missing file or section gives the defaults.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, is malformed or has a value that is not valid.
    /// The message names file, line and cause.</exception>
    public LoggingConfig LoggingConfig => _loaded.Value.Config;

    /// <summary>Warnings, one sentence each with file and line: of keys in <c>[logging]</c> that are not settings, of a
    /// section whose name differs from <c>[logging]</c> only by case or white space, and, on Unix, of a file that every
    /// user of the machine may write.</summary>
    /// <exception cref="ConfigurationException">As for <see cref="LoggingConfig"/>.</exception>
    public IReadOnlyList<string> Warnings => _loaded.Value.Warnings;

    /// <summary>Checks that the file, if there is one, can be read and has only valid values.</summary>
    /// <exception cref="ConfigurationException">As for <see cref="LoggingConfig"/>.</exception>
    public void Validate() => _ = _loaded.Value;

    private LoadedSettings Load()
    {
        var loaded = LoadedSettings.From(ConfigPath, ReadFile(ConfigPath));
        return IsWorldWritable(ConfigPath)
            ? loaded with
            {
                Warnings = [$"{ConfigPath}: every user of this machine may change it (chmod o-w).", .. loaded.Warnings],
            }
            : loaded;
    }

    private static bool IsWorldWritable(string path)
    {
        try
        {
            return PlatformFiles.Current.GetStatus(path) is { IsRegular: true, IsWorldWritable: true };
        }
        catch (FileOperationException)
        {
            return false;
        }
    }

    private static string FullPath(string configPath)
    {
        try
        {
            return Path.GetFullPath(configPath);
        }
        catch (Exception error) when (IsPathError(error))
        {
            throw new ConfigurationException(
                $"The path of the configuration file, {MessageText.Of(configPath)}, is not valid: {error.Message}",
                configPath,
                innerException: error);
        }
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return ReadBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (IsPathError(error))
        {
            string cause = Directory.Exists(path) ? "it is a directory" : error.Message;
            throw new ConfigurationException(
                $"The configuration file {path} cannot be read: {cause}",
                path,
                innerException: error);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        using FileStream file = PlatformFiles.OpenOrdinary(path);
        if (file.Length > LongestFile)
            throw new IOException(FormattableString.Invariant($"it has {file.Length} bytes, more than {LongestFile}"));
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    private static bool IsPathError(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException
            or SecurityException;
}
