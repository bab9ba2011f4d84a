using TradingLogging.Storage.Paths;

namespace TradingLogging.Configuration.Settings;

/// <summary>A path of the file system, in the form it was given.</summary>
internal sealed class PathSettingKind : ISettingKind<string>
{
    public string ValidValues => "a path, not empty, without control characters and without names of devices such as NUL or COM1";

    public bool IsValid(string value) => !string.IsNullOrWhiteSpace(value) && !value.Any(char.IsControl) && !DeviceName.IsIn(value);

    public bool TryParse(string text, out string value)
    {
        value = text;
        return IsValid(text);
    }

    public string Format(string value) => value;
}
