using TradingLogging.Configuration.Ini;

namespace TradingLogging.Configuration.Settings;

/// <summary>What a configuration file says to the logger.</summary>
internal sealed record LoadedSettings(LoggingConfig Config, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads the settings in the content of an INI file.</summary>
    /// <exception cref="ConfigurationException">The content is malformed or a value is not valid.</exception>
    public static LoadedSettings From(string path, byte[] content)
    {
        IniFile file = IniFile.Parse(path, content);
        IniSection? section = file.Find(LoggingSettings.SectionName);
        return section is null
            ? new LoadedSettings(new LoggingConfig(), [.. MisspelledSections(path, file)])
            : new LoadedSettings(Read(path, section), [.. UnknownKeys(path, section)]);
    }

    private static LoggingConfig Read(string path, IniSection section)
    {
        var config = new LoggingConfig();
        foreach (IniEntry entry in section.Entries)
        {
            if (LoggingSettings.Find(entry.Key) is { } setting)
                config = Apply(path, setting, config, entry);
        }

        return config;
    }

    private static LoggingConfig Apply(string path, LoggingSetting setting, LoggingConfig config, IniEntry entry)
    {
        try
        {
            return setting.Apply(config, entry.Value);
        }
        catch (ConfigurationException error)
        {
            string message = $"{Place(path, entry.LineNumber)}: {error.Message}{CommentHint(entry.Value)}";
            throw new ConfigurationException(message, path, entry.LineNumber, error);
        }
    }

    private static string CommentHint(string value) =>
        value.IndexOfAny(['#', ';']) > 0 ? " (a comment needs a line of its own)" : string.Empty;

    // Keys inherited from [DEFAULT] are not looked at: they may be meant for other sections.
    private static IEnumerable<string> UnknownKeys(string path, IniSection section) =>
        from entry in section.OwnEntries
        where LoggingSettings.Find(entry.Key) is null
        select $"{Place(path, entry.LineNumber)}: the unknown setting {MessageText.Of(entry.Key)} is ignored."
            + (SettingSuggestion.For(entry.Key) is { } meant ? $" Did you mean {meant.Key}?" : string.Empty);

    private static IEnumerable<string> MisspelledSections(string path, IniFile file) =>
        from section in file.Sections
        where string.Equals(section.Name.Trim(), LoggingSettings.SectionName, StringComparison.OrdinalIgnoreCase)
        select $"{Place(path, section.LineNumber)}: the section [{MessageText.Of(section.Name)}] is ignored."
            + $" Did you mean [{LoggingSettings.SectionName}]?";

    private static string Place(string path, int lineNumber) =>
        FormattableString.Invariant($"{path}, line {lineNumber}");
}
