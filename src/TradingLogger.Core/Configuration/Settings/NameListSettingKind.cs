namespace TradingLogging.Configuration.Settings;

/// <summary>Names divided by commas, or nothing; <c>*</c> in a name stands for any characters.</summary>
internal sealed class NameListSettingKind : ISettingKind<string>
{
    public string ValidValues => "names of letters, digits, separators and *, divided by commas, or nothing";

    /// <summary>The names in a valid value.</summary>
    public static string[] Split(string value) =>
        [.. value.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0)];

    public bool IsValid(string value) =>
        value is not null && !value.Any(char.IsControl) && Split(value).All(name => name.Any(IsTelling));

    public bool TryParse(string text, out string value)
    {
        value = text.Trim();
        return IsValid(value);
    }

    public string Format(string value) => value;

    private static bool IsTelling(char character) => char.IsLetterOrDigit(character) || character == '*';
}
