using TradingLogging.Configuration.Settings;
using TradingLogging.Encryption.Writing;

namespace TradingLogging.Configuration;

/// <content>Configurations that are made of text, and the paths in them.</content>
public sealed partial record LoggingConfig
{
    /// <summary>Makes a configuration from settings written as text.</summary>
    /// <param name="settings">Keys as in <see cref="LoggingSettings.All"/>, without regard to case, and values; of
    /// equal keys the last counts.</param>
    /// <param name="basis">Where the other settings come from; null for the defaults.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ConfigurationException">A key is unknown or a value not valid; the message names the key.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static LoggingConfig FromText(
        IEnumerable<KeyValuePair<string, string>> settings,
        LoggingConfig? basis = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        LoggingConfig config = basis ?? new LoggingConfig();
        foreach (KeyValuePair<string, string> pair in settings)
        {
            LoggingSetting setting = LoggingSettings.Find(pair.Key)
                ?? throw new ConfigurationException(LoggingSettings.UnknownKey(pair.Key));
            config = setting.Apply(config, pair.Value);
        }

        return config;
    }

    /// <summary>Replaces the paths of files and directories, for a host whose current directory is not that of the
    /// process.</summary>
    /// <param name="resolve">Gives the full path for one that was given.</param>
    /// <returns>The configuration with full paths. Thumbprints of certificates stay.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="resolve"/> is null.</exception>
    public LoggingConfig WithPaths(Func<string, string> resolve)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        return this with
        {
            LogDirectory = resolve(LogDirectory),
            FallbackDir = FallbackDir.Length == 0 ? "" : resolve(FallbackDir),
            EncryptKeys = EncryptKeys.Length == 0 ? "" : resolve(EncryptKeys),
            EncryptTo = [.. EncryptTo.Select(name => RecipientName.IsThumbprint(name) ? name : resolve(name))],
        };
    }
}
