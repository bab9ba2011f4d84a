using TradingLogging.Configuration.Settings;

namespace TradingLogging.Help;

/// <summary>The settings as the documents show them.</summary>
internal static class SettingsTable
{
    /// <summary>What a setting means, and which values it takes.</summary>
    public static string Text(LoggingSetting setting) =>
        $"{setting.Description} In a configuration file: `{setting.Key}`, {setting.ValidValues}.";

    /// <summary>The table of docs/settings.md.</summary>
    public static string Full() =>
        "| key | parameter | default | must be | meaning |\n|---|---|---|---|---|\n"
        + string.Concat(LoggingSettings.All.Select(setting =>
            $"| `{setting.Key}` | `-{setting.PropertyName}` | {Default(setting)} | {setting.ValidValues} | "
                + $"{setting.Description} |\n"));

    /// <summary>The table of about_TradingLogger.</summary>
    public static string Short() =>
        "| Key | Parameter | Default |\n|---|---|---|\n"
        + string.Concat(
            LoggingSettings.All.Select(
                setting =>
                    $"| {setting.Key} | -{setting.PropertyName} | "
                        + $"{(setting.DefaultText.Length == 0 ? "(none)" : setting.DefaultText)} |\n"));

    /// <summary>Gives a text with another table in the place of its only one.</summary>
    /// <exception cref="HelpException">The text has no table.</exception>
    public static string ReplaceTable(string text, string table)
    {
        int start = text.IndexOf("\n| ", StringComparison.Ordinal) + 1;
        if (start == 0)
            throw new HelpException("There is no table of the settings.");
        int end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
        return text[..start] + table.TrimEnd('\n') + (end < 0 ? "" : text[end..]);
    }

    private static string Default(LoggingSetting setting) =>
        setting.DefaultText.Length == 0 ? "none" : $"`{setting.DefaultText}`";
}
