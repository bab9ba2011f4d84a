using System.Collections;
using System.Globalization;
using TradingLogging.Configuration;
using TradingLogging.Text;

namespace TradingLogging.Live.Alerts;

/// <summary>Names and values of a rule, as files have them.</summary>
internal sealed class RuleTable
{
    private static readonly string[] Names =
    [
        nameof(AlertRule.Name), nameof(AlertRule.Kind), nameof(AlertRule.Action), nameof(AlertRule.Symbol),
        nameof(AlertRule.Strategy), nameof(AlertRule.Level), nameof(AlertRule.Logger), nameof(AlertRule.Pattern),
        nameof(AlertRule.Finding), nameof(AlertRule.Forwarder), nameof(AlertRule.Threshold), nameof(AlertRule.Window),
        nameof(AlertRule.For), nameof(AlertRule.ClearAfter), nameof(AlertRule.RepeatAfter), nameof(AlertRule.GroupBy),
        nameof(AlertRule.Severity), nameof(AlertRule.Hours), nameof(AlertRule.Days), nameof(AlertRule.TimeZone),
        nameof(AlertRule.Measure), nameof(AlertRule.Percentile), nameof(AlertRule.AtLeast), nameof(AlertRule.Summary),
    ];

    private readonly Dictionary<string, object?> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="members">The names and values.</param>
    /// <exception cref="ConfigurationException">A name is not known, or there twice.</exception>
    public RuleTable(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (!Names.Contains(member.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new ConfigurationException(
                    $"A rule has no {MessageText.Of(member.Key)}. It has {string.Join(", ", Names)}.");
            }

            if (_values.ContainsKey(member.Key))
                throw new ConfigurationException($"A rule has {member.Key} twice.");
            _values[member.Key] = member.Value;
        }
    }

    /// <summary>The rule.</summary>
    /// <exception cref="ConfigurationException">A value is missing or is none.</exception>
    public AlertRule ToRule()
    {
        var defaults = new AlertRule { Name = "", Kind = default };
        return new AlertRule
        {
            Name = Text(nameof(AlertRule.Name)) ?? throw Missing(nameof(AlertRule.Name), "A name tells alerts apart."),
            Kind = Choice<AlertRuleKind>(nameof(AlertRule.Kind)) ?? throw Missing(
                nameof(AlertRule.Kind), $"There are {string.Join(", ", typeof(AlertRuleKind).GetEnumNames())}."),
            Action = Texts(nameof(AlertRule.Action)),
            Symbol = Texts(nameof(AlertRule.Symbol)),
            Strategy = Texts(nameof(AlertRule.Strategy)),
            Level = Text(nameof(AlertRule.Level)),
            Logger = Texts(nameof(AlertRule.Logger)),
            Pattern = Texts(nameof(AlertRule.Pattern)),
            Finding = Texts(nameof(AlertRule.Finding)),
            Forwarder = Texts(nameof(AlertRule.Forwarder)),
            Threshold = Number(nameof(AlertRule.Threshold)),
            Window = Span(nameof(AlertRule.Window)),
            For = Span(nameof(AlertRule.For)) ?? defaults.For,
            ClearAfter = Span(nameof(AlertRule.ClearAfter)) ?? defaults.ClearAfter,
            RepeatAfter = Span(nameof(AlertRule.RepeatAfter)) ?? defaults.RepeatAfter,
            GroupBy = Texts(nameof(AlertRule.GroupBy)),
            Severity = Text(nameof(AlertRule.Severity)) ?? defaults.Severity,
            Hours = Text(nameof(AlertRule.Hours)),
            Days = [.. Texts(nameof(AlertRule.Days)).Select(day => Parse<DayOfWeek>(nameof(AlertRule.Days), day))],
            TimeZone = Text(nameof(AlertRule.TimeZone)),
            Measure = Choice<AlertMeasure>(nameof(AlertRule.Measure)) ?? defaults.Measure,
            Percentile = Number(nameof(AlertRule.Percentile)) ?? defaults.Percentile,
            AtLeast = Whole(nameof(AlertRule.AtLeast)) ?? defaults.AtLeast,
            Summary = Text(nameof(AlertRule.Summary)),
        };
    }

    // Numbers are no names, though .NET takes them for such.
    private static T Parse<T>(string name, string text)
        where T : struct, Enum =>
        typeof(T).GetEnumNames().Contains(text.Trim(), StringComparer.OrdinalIgnoreCase)
        && Enum.TryParse(text.Trim(), ignoreCase: true, out T value)
            ? value
            : throw new ConfigurationException(
                $"{name} cannot be {MessageText.Of(text)}. There are {string.Join(", ", typeof(T).GetEnumNames())}.");

    private ConfigurationException Missing(string name, string hint) => new(
        $"The rule {MessageText.Of(_values.TryGetValue("Name", out object? value) ? $"{value}" : null)}"
        + $" has no {name}. {hint}");

    private object? Value(string name) => _values.TryGetValue(name, out object? value) ? value : null;

    private string? Text(string name) => Value(name) switch
    {
        null => null,
        string text => text,
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ConfigurationException($"{name} must be a text."),
    };

    private string[] Texts(string name) => Value(name) switch
    {
        null => [],
        string text => [text],
        IDictionary => throw new ConfigurationException($"{name} must be a text or a list of texts."),
        IEnumerable list => [.. list.Cast<object?>().Select(item => TextOfItem(name, item))],
        var other => [TextOfItem(name, other)],
    };

    private static string TextOfItem(string name, object? item) => item switch
    {
        string text => text,
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ConfigurationException($"{name} must be a text or a list of texts."),
    };

    private T? Choice<T>(string name)
        where T : struct, Enum =>
        Text(name) is { } text ? Parse<T>(name, text) : null;

    private decimal? Number(string name)
    {
        if (Value(name) is bool)
            throw new ConfigurationException($"{name} must be a number.");
        if (Text(name) is not { } text)
            return null;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw new ConfigurationException($"{name} must be a number, not {MessageText.Of(text)}.");
    }

    private int? Whole(string name)
    {
        if (Number(name) is not { } number)
            return null;
        return number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw new ConfigurationException(
                FormattableString.Invariant($"{name} must be a whole number, not {number}."));
    }

    private TimeSpan? Span(string name)
    {
        if (Value(name) is TimeSpan given)
            return given;
        if (Value(name) is bool)
            throw new ConfigurationException($"{name} must be a duration. Give 30s, 5m, 1h30m, 2d, or seconds.");
        if (Text(name) is not { } text)
            return null;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds)
            && Math.Abs(seconds) <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)
        {
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        return ShortDuration.TryParse(text, out TimeSpan span)
            || TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out span)
                ? span
                : throw new ConfigurationException(
                    $"{name} must be a duration, not {MessageText.Of(text)}. Give 30s, 5m, 1h30m, 2d, or seconds.");
    }
}
