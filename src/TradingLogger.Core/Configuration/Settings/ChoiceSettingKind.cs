using System.Globalization;

namespace TradingLogging.Configuration.Settings;

/// <summary>One of a few named values; names are read without regard to case.</summary>
internal sealed class ChoiceSettingKind<T>(params (string Name, T Value)[] choices) : ISettingKind<T>
    where T : struct
{
    public string ValidValues { get; } = "one of " + string.Join(", ", choices.Select(choice => choice.Name));

    public bool IsValid(T value) => choices.Any(choice => choice.Value.Equals(value));

    public bool TryParse(string text, out T value)
    {
        string name = text.Trim();
        foreach ((string Name, T Value) choice in choices)
        {
            if (!string.Equals(choice.Name, name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = choice.Value;
            return true;
        }

        value = default;
        return false;
    }

    public string Format(T value)
    {
        foreach ((string Name, T Value) choice in choices)
        {
            if (choice.Value.Equals(value))
                return choice.Name;
        }

        // An enum ignores the provider: a number without a name would be written in the current culture.
        CultureInfo culture = CultureInfo.InvariantCulture;
        return value is Enum && Enum.GetName(typeof(T), value) is null
            ? Convert.ToInt64(value, culture).ToString(culture)
            : Convert.ToString(value, culture) ?? string.Empty;
    }
}
