using TradingLogging.Configuration.Ini;

namespace TradingLogging.Configuration.Settings;

/// <summary>The settings of a configuration file, and the warnings about it.</summary>
internal sealed record LoadedSettings(LoggingConfig Config, IReadOnlyList<string> Warnings)
{
    private static readonly char[] CommentSigns = ['#', ';'];

    /// <summary>Reads the settings in the content of an INI file.</summary>
    /// <exception cref="ConfigurationException">The content is malformed or a value is not valid.</exception>
    public static LoadedSettings From(string path, byte[] content)
    {
        IniFile file = IniFile.Parse(path, content);
        LoggingConfig config = new();
        List<string> warnings = [.. UnknownSections(path, file)];
        if (file.Find(LoggingSettings.SectionName) is { } section)
        {
            config = Read(path, section);
            warnings.AddRange([.. UnknownKeys(path, section), .. CommentsInValues(path, section)]);
        }

        if (file.Find(LoggerLevels.SectionName) is { } levels)
            config = config with { Levels = LoggerLevels.Read(path, levels) };
        return new LoadedSettings(config, warnings);
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
        value.IndexOfAny(CommentSigns) > 0 ? " (a comment needs a line of its own)" : string.Empty;

    // Keys inherited from [DEFAULT] do not count, because they may be meant for other sections.
    private static IEnumerable<string> UnknownKeys(string path, IniSection section) =>
        from entry in section.OwnEntries
        where LoggingSettings.Find(entry.Key) is null
        select $"{Place(path, entry.LineNumber)}: the unknown setting {MessageText.Of(entry.Key)} is ignored."
            + (SettingSuggestion.For(entry.Key) is { } meant ? $" Did you mean {meant.Key}?" : string.Empty);

    // As in Python's configparser a value goes to the end of its line.
    private static IEnumerable<string> CommentsInValues(string path, IniSection section) =>
        from entry in section.Entries
        where LoggingSettings.Find(entry.Key) is not null && CommentIn(entry.Value) is not null
        select $"{Place(path, entry.LineNumber)}: {CommentIn(entry.Value)} is part of the value of "
            + $"{entry.Key}, because a "
            + "comment needs a line of its own.";

    private static string? CommentIn(string value)
    {
        int start = value.IndexOfAny(CommentSigns);
        return start > 0 && char.IsWhiteSpace(value[start - 1]) ? MessageText.Of(value[start..]) : null;
    }

    private static IEnumerable<string> UnknownSections(string path, IniFile file) =>
        from section in file.Sections
        let meant = SectionSuggestion.For(section.Name)
        where meant is not null
        select $"{Place(path, section.LineNumber)}: the section [{MessageText.Of(section.Name)}] is ignored."
            + $" Did you mean [{meant}]?";

    /// <summary>Names the place of a line for a message.</summary>
    public static string Place(string path, int lineNumber) =>
        FormattableString.Invariant($"{path}, line {lineNumber}");
}

/// <summary>Guesses the section that was meant by one that does not exist. The file is that of the whole application:
/// other sections are none of the logger's business.</summary>
internal static class SectionSuggestion
{
    /// <summary>The section of the logger that is meant by a name which begins as they do, or has a typing error; null
    /// for the sections themselves and for those of others.</summary>
    public static string? For(string name)
    {
        if (name is LoggingSettings.SectionName or LoggerLevels.SectionName)
            return null;
        string letters = SettingSuggestion.Letters(name);
        string meant = letters.Contains("LEVEL")
            ? LoggerLevels.SectionName
            : LoggingSettings.SectionName;
        string own = SettingSuggestion.Letters(LoggingSettings.SectionName);
        bool isOurs = letters.StartsWith(own, StringComparison.Ordinal)
            || SettingSuggestion.Distance(letters, SettingSuggestion.Letters(meant)) <= 1;
        return isOurs ? meant : null;
    }
}

/// <summary>Guesses the setting that was meant by a key that does not exist.</summary>
internal static class SettingSuggestion
{
    private const int MaximumDistance = 2;

    /// <summary>The setting whose key or property is nearest, with at most two typing errors; else the setting with
    /// whose key the unknown key begins; else null.</summary>
    public static LoggingSetting? For(string key)
    {
        string wanted = Letters(key);
        return LoggingSettings.All
            .Select(setting => (Setting: setting, Distance: Distance(wanted, setting)))
            .Where(candidate => candidate.Distance <= MaximumDistance && candidate.Distance * 2 < wanted.Length)
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault()
            .Setting ?? Shorter(key);
    }

    // Older configurations have keys such as evidence_host, which are values of the setting evidence now.
    private static LoggingSetting? Shorter(string key) => LoggingSettings.All
        .FirstOrDefault(setting => key.StartsWith(setting.Key + "_", StringComparison.OrdinalIgnoreCase));

    private static int Distance(string wanted, LoggingSetting setting) => Math.Min(
        Distance(wanted, Letters(setting.Key)),
        Distance(wanted, Letters(setting.PropertyName)));

    /// <summary>The letters and digits of a name, in capitals.</summary>
    public static string Letters(string key) => string.Concat(key.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>The number of typing errors between two texts (Levenshtein), computed row by row.</summary>
    public static int Distance(string left, string right)
    {
        // A file may hold a key of any length. The keys of settings are short.
        if (Math.Abs(left.Length - right.Length) > MaximumDistance)
            return int.MaxValue;

        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
