using System.Text.Json;
using TradingLogging.Configuration;

namespace TradingLogging.Live.Alerts;

/// <summary>Reads rules from a file of JSON: a list of objects, or an object whose <c>rules</c> is one. Each object has
/// the properties of <see cref="AlertRule"/>, by their names without regard to case.</summary>
public static class AlertRuleFile
{
    private const string Rules = "rules";
    private const int LargestFile = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads the rules of a file, and checks each by itself.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty or not valid.</exception>
    /// <exception cref="ConfigurationException">The file holds no rule, or one is wrong. The message names
    /// it.</exception>
    /// <exception cref="IOException">The file cannot be read, or is larger than 1 MiB.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<AlertRule> Read(string path)
    {
        string full = Path.GetFullPath(path);
        if (new FileInfo(full) is { Exists: true, Length: > LargestFile })
            throw new IOException($"The file '{full}' is larger than 1 MiB: it is no file of rules.");
        byte[] content = File.ReadAllBytes(full);
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(content), Options);
            return FromTables(TablesOf(document.RootElement, full), full);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A text with half of a surrogate pair cannot be read.
            int? line = exception is JsonException { LineNumber: { } number } ? (int)number + 1 : null;
            throw new ConfigurationException(
                $"The file {MessageText.Of(full)} is no valid JSON: {exception.Message}", full, line, exception);
        }
    }

    /// <summary>Makes rules of tables, such as those of a <c>.psd1</c> file, and checks each by itself.</summary>
    /// <param name="tables">For each rule names and values: texts, numbers, true or false, lists of texts,
    /// TimeSpans.</param>
    /// <param name="path">The file they are from; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tables"/> is null.</exception>
    /// <exception cref="ConfigurationException">A table is no rule, or the rule is wrong. The message names
    /// it.</exception>
    public static IReadOnlyList<AlertRule> FromTables(
        IReadOnlyList<IReadOnlyList<KeyValuePair<string, object?>>> tables, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var rules = new List<AlertRule>();
        foreach (IReadOnlyList<KeyValuePair<string, object?>> table in tables)
        {
            try
            {
                AlertRule rule = new RuleTable(table).ToRule();
                rule.Check();
                rules.Add(rule);
            }
            catch (ConfigurationException exception)
            {
                string place = path is null ? "" : FormattableString.Invariant(
                    $"{MessageText.Of(path)}, rule {rules.Count + 1}: ");
                throw new ConfigurationException(place + exception.Message, path, innerException: exception);
            }
        }

        return rules;
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] content) =>
        content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsMemory(3) : content;

    private static List<IReadOnlyList<KeyValuePair<string, object?>>> TablesOf(JsonElement root, string path)
    {
        JsonElement list = root;
        if (root.ValueKind == JsonValueKind.Object)
        {
            JsonProperty[] members = [.. root.EnumerateObject()];
            if (members.Length != 1 || !string.Equals(members[0].Name, Rules, StringComparison.OrdinalIgnoreCase))
                throw NoRules(path);
            list = members[0].Value;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0
            || list.EnumerateArray().Any(rule => rule.ValueKind != JsonValueKind.Object))
        {
            throw NoRules(path);
        }

        return
        [
            .. list.EnumerateArray().Select(rule => (IReadOnlyList<KeyValuePair<string, object?>>)
            [
                .. rule.EnumerateObject().Select(member =>
                    new KeyValuePair<string, object?>(member.Name, ValueOf(member.Value))),
            ]),
        ];
    }

    private static ConfigurationException NoRules(string path) => new(
        $"The file {MessageText.Of(path)} holds no rules. Give a list of objects, or an object whose {Rules} is one.",
        path);

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetDecimal(out decimal number) ? number : value.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        JsonValueKind.Array => value.EnumerateArray().Select(ValueOf).ToArray(),
        _ => value.GetRawText(),
    };
}
