using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingLogging.Text;

namespace TradingLogging.Live.Alerts;

/// <summary>The labels of an alert, and what follows from them.</summary>
internal static class AlertLabels
{
    /// <summary>The label with the name of the rule.</summary>
    public const string Name = "alertname";

    /// <summary>The label with the severity.</summary>
    public const string Severity = "severity";

    /// <summary>The label with the directory of the log.</summary>
    public const string Log = "log";

    /// <summary>The label with the name of the machine.</summary>
    public const string Host = "host";

    /// <summary>The value of the group in which all further groups are.</summary>
    public const string Others = "(others)";

    private const int LongestValue = 256;

    /// <summary>The names that no member of a group can have as a label.</summary>
    public static IReadOnlyList<string> OwnNames { get; } = [Name, Severity, Log, Host];

    /// <summary>The labels of a rule and a group, in the order of their names. What has no value is no label.</summary>
    public static SortedDictionary<string, string> Of(
        AlertRule rule, string logDirectory, IReadOnlyList<string> names, AlertGroup group)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Name] = rule.Name,
            [Severity] = rule.Severity,
            [Log] = logDirectory,
            [Host] = Environment.MachineName,
        };
        for (int index = 0; index < names.Count; index++)
        {
            if (group.Values[index].Length > 0)
                labels[NameOf(names[index])] = group.Values[index];
        }

        return labels;
    }

    /// <summary>A member's name as that of a label, which has letters, digits and <c>_</c> alone.</summary>
    public static string NameOf(string member)
    {
        char[] name = member.ToCharArray();
        for (int index = 0; index < name.Length; index++)
        {
            bool isAllowed = name[index] is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')
                or (>= '0' and <= '9');
            if (!isAllowed)
                name[index] = '_';
        }

        return name[0] is >= '0' and <= '9' ? "_" + new string(name) : new string(name);
    }

    /// <summary>A hash of labels that are in the order of their names: 16 hexadecimal digits.</summary>
    public static string FingerprintOf(SortedDictionary<string, string> labels)
    {
        // A length before each text keeps apart what would be one text after joining.
        var text = new StringBuilder();
        foreach (KeyValuePair<string, string> label in labels)
        {
            text.Append(label.Key.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(label.Key);
            text.Append(label.Value.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(label.Value);
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return HexText.Of(hash.Slice(0, 8));
    }

    /// <summary>A value as it can be a label: at most 256 characters, without halves of surrogate pairs.</summary>
    public static string ValueOf(string text)
    {
        if (text.Length > LongestValue)
            text = text.Substring(0, LongestValue);
        for (int index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }

        return text;
    }
}

/// <summary>The values of a group, in the order of the names of its rule; empty for what an event does not
/// have.</summary>
internal readonly struct AlertGroup(string[] values) : IEquatable<AlertGroup>
{
    /// <summary>All events in one.</summary>
    public static AlertGroup All { get; } = new([]);

    /// <summary>The values.</summary>
    public string[] Values => values;

    /// <summary>The group in which all further groups are.</summary>
    public static AlertGroup OthersOf(int names) =>
        new([.. Enumerable.Repeat(AlertLabels.Others, names)]);

    /// <inheritdoc/>
    public bool Equals(AlertGroup other) => values.AsSpan().SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AlertGroup other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 0;
        foreach (string value in values)
            hash = (hash * 31) + StringComparer.Ordinal.GetHashCode(value);
        return hash;
    }

    /// <summary>The values that there are, for people.</summary>
    public override string ToString() => string.Join(", ", values.Where(value => value.Length > 0));
}
