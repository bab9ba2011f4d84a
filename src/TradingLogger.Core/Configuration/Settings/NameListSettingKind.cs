namespace TradingLogging.Configuration.Settings;

/// <summary>Any number of names; <c>*</c> in a name stands for any characters. In text they are separated by commas.</summary>
internal sealed class NameListSettingKind : ISettingKind<IReadOnlyList<string>>
{
    public string ValidValues => "names of letters, digits, separators and *, separated by commas, or nothing";

    /// <summary>The parts of a text between its commas, without white space around them and without empty ones.</summary>
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
