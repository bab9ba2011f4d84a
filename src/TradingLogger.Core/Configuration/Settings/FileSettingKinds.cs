using System.Runtime.InteropServices;
using TradingLogging.Storage.Paths;

namespace TradingLogging.Configuration.Settings;

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
