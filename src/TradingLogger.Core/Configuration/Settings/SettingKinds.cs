using System.Globalization;
using System.Runtime.InteropServices;
using TradingLogging.Storage.Paths;
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

/// <summary>Permission bits of Unix, written in octal digits.</summary>
/// <param name="example">The bits of a valid mode.</param>
/// <param name="ownerDigit">The rights that the owner must have, without which the log itself could not be
/// written.</param>
/// <param name="otherDigits">The rights that the group and others may have.</param>
internal sealed class ModeSettingKind(int example, char ownerDigit, string otherDigits) : ISettingKind<string>
{
    private const int Digits = 3;

    public string ValidValues { get; } =
        $"an octal mode such as {TextOf(example)}: 3 digits or 4 with a 0 in front, first {ownerDigit}, then two of "
            + $"{string.Join(", ", otherDigits.ToCharArray())}";

    public bool IsValid(string value)
    {
        if (value is null)
            return false;
        string mode = value.Length == Digits + 1 && value[0] == '0' ? value[1..] : value;
        return mode.Length == Digits && mode[0] == ownerDigit && mode.Skip(1).All(digit => otherDigits.Contains(digit));
    }

    public bool TryParse(string text, out string value)
    {
        value = text.Trim();
        return IsValid(value);
    }

    public string Format(string value) => value;

    /// <summary>The permission bits of a valid mode.</summary>
    public static int BitsOf(string mode) => Convert.ToInt32(mode, 8);

    /// <summary>A mode as it is written in settings, such as <c>0640</c>.</summary>
    public static string TextOf(int bits) => "0" + Convert.ToString(bits, 8).PadLeft(Digits, '0');
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

/// <summary>A path of the file system, in the form it was given.</summary>
internal sealed class PathSettingKind : ISettingKind<string>
{
    public string ValidValues =>
        "a path, not empty, without control characters, on Windows without names of devices such as NUL or COM1";

    public bool IsValid(string value) =>
        !string.IsNullOrWhiteSpace(value) && !value.Any(char.IsControl) && FindDevice(value) is null;

    /// <summary>The first part of a path that Windows keeps for a device, when this is Windows; else null.</summary>
    public static string? FindDevice(string? path) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? DeviceName.FindIn(path ?? "")
            : null;

    public bool TryParse(string text, out string value)
    {
        value = text;
        return IsValid(text);
    }

    public string Format(string value) => value;
}

/// <summary>A path of the file system, or nothing.</summary>
internal sealed class OptionalPathSettingKind : ISettingKind<string>
{
    private readonly PathSettingKind _path = new();

    public string ValidValues =>
        "a path without control characters, on Windows without names of devices such as NUL or COM1, or nothing";

    public bool IsValid(string value) => value is { Length: 0 } || _path.IsValid(value);

    public bool TryParse(string text, out string value)
    {
        value = text;
        return IsValid(text);
    }

    public string Format(string value) => value;
}

/// <summary>A retention: by files, by days, or for ever.</summary>
internal sealed class RetentionSettingKind : ISettingKind<Retention>
{
    public string ValidValues => Retention.ValidValues;

    public bool IsValid(Retention value) => true;

    public bool TryParse(string text, out Retention value) => Retention.TryParse(text, out value);

    public string Format(Retention value) => value.ToString();
}
