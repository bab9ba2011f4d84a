namespace TradingLogging.Configuration.Settings;

/// <summary>A path of the file system, or nothing.</summary>
internal sealed class OptionalPathSettingKind : ISettingKind<string>
{
    private readonly PathSettingKind _path = new();

    public string ValidValues => "a path without control characters and without names of devices such as NUL or COM1, or nothing";

    public bool IsValid(string value) => value is { Length: 0 } || _path.IsValid(value);

    public bool TryParse(string text, out string value)
    {
        value = text;
        return IsValid(text);
    }

    public string Format(string value) => value;
}
