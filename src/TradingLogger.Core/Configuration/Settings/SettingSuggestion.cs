namespace TradingLogging.Configuration.Settings;

/// <summary>Guesses which setting a person meant by a key that does not exist.</summary>
internal static class SettingSuggestion
{
    private const int MaximumDistance = 2;

    /// <summary>The nearest setting whose key or property differs by at most two typing errors, else the one whose key the key
    /// begins with; or null.</summary>
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

    // evidence_host of older configurations: today one setting lists what is wanted.
    private static LoggingSetting? Shorter(string key) => LoggingSettings.All
        .FirstOrDefault(setting => key.StartsWith(setting.Key + "_", StringComparison.OrdinalIgnoreCase));

    private static int Distance(string wanted, LoggingSetting setting) => Math.Min(
        Distance(wanted, Letters(setting.Key)),
        Distance(wanted, Letters(setting.PropertyName)));

    private static string Letters(string key) => string.Concat(key.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // Levenshtein's distance, one row at a time.
    private static int Distance(string left, string right)
    {
        // A key of any length may come from a file; the longest setting is short.
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
