using System.Globalization;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Configuration.Settings;

/// <summary>The valid values of a setting and their form as text.</summary>
internal interface ISettingKind<T>
{
    /// <summary>The valid values, so that the sentence "Must be …" is complete.</summary>
    string ValidValues { get; }

    /// <summary>Whether a value is one of the valid ones.</summary>
    bool IsValid(T value);

    /// <summary>Reads a valid value from its text, without regard to culture.</summary>
    bool TryParse(string text, out T value);

    /// <summary>Writes a value, invalid ones too, without regard to culture.</summary>
    string Format(T value);
}

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

/// <summary>Any number of named values, separated by commas; names are read without regard to case. Nothing means the
/// value 0.</summary>
internal sealed class FlagsSettingKind<T>(params (string Name, T Value)[] choices) : ISettingKind<T>
    where T : struct, Enum
{
    private readonly long _all = choices.Aggregate(0L, (bits, choice) => bits | Bits(choice.Value));

    public string ValidValues { get; } = "one or several, separated by commas, of "
        + string.Join(", ", choices.Select(choice => choice.Name));

    public bool IsValid(T value) => (Bits(value) & ~_all) == 0;

    public bool TryParse(string text, out T value)
    {
        long bits = 0;
        value = default;
        foreach (string name in NameListSettingKind.Split(text))
        {
            int index = Array.FindIndex(
                choices,
                choice => string.Equals(choice.Name, name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                return false;
            bits |= Bits(choices[index].Value);
        }

        value = (T)Enum.ToObject(typeof(T), bits);
        return true;
    }

    public string Format(T value) => Bits(value) == 0
        ? choices.First(choice => Bits(choice.Value) == 0).Name
        : string.Join(
            ", ", choices.Where(choice => (Bits(choice.Value) & Bits(value)) != 0).Select(choice => choice.Name));

    private static long Bits(T value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}

/// <summary>A whole number in a range, both ends included.</summary>
internal sealed class WholeNumberSettingKind(long minimum, long maximum) : ISettingKind<long>
{
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    public string ValidValues { get; } = FormattableString.Invariant($"a whole number from {minimum} to {maximum}");

    public bool IsValid(long value) => value >= minimum && value <= maximum;

    public bool TryParse(string text, out long value) =>
        long.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && IsValid(value);

    public string Format(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A duration above zero, written in seconds, with or without decimals.</summary>
internal sealed class SecondsSettingKind(int maximumSeconds) : ISettingKind<TimeSpan>
{
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    public string ValidValues { get; } =
        FormattableString.Invariant($"a number of seconds above 0, at most {maximumSeconds} (decimals as in 0.5)");

    public bool IsValid(TimeSpan value) =>
        value > TimeSpan.Zero && value.Ticks <= maximumSeconds * TimeSpan.TicksPerSecond;

    public bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal seconds))
            return false;
        if (seconds <= 0 || seconds > maximumSeconds)
            return false;

        value = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return IsValid(value);
    }

    public string Format(TimeSpan value) =>
        ((decimal)value.Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Any number of names; <c>*</c> in a name stands for any characters. In text they are separated by
/// commas.</summary>
internal sealed class NameListSettingKind : ISettingKind<IReadOnlyList<string>>
{
    public string ValidValues => "names of letters, digits, separators and *, separated by commas, or nothing";

    /// <summary>The parts of a text between its commas, without white space around them and without empty
    /// ones.</summary>
    public static string[] Split(string text) =>
        [.. text.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0)];

    public bool IsValid(IReadOnlyList<string> value) => value is not null && value.All(IsName);

    public bool TryParse(string text, out IReadOnlyList<string> value)
    {
        value = Split(text);
        return IsValid(value);
    }

    public string Format(IReadOnlyList<string> value) => string.Join(", ", value ?? []);

    private static bool IsName(string name) =>
        name is not null && name.Any(IsTelling) && !name.Contains(',') && !name.Any(char.IsControl);

    private static bool IsTelling(char character) => char.IsLetterOrDigit(character) || character == '*';
}

/// <summary>A retention: by files, by days, or for ever.</summary>
internal sealed class RetentionSettingKind : ISettingKind<Retention>
{
    public string ValidValues => Retention.ValidValues;

    public bool IsValid(Retention value) => true;

    public bool TryParse(string text, out Retention value) => Retention.TryParse(text, out value);

    public string Format(Retention value) => value.ToString();
}
