namespace TradingLogging.Configuration.Settings;

/// <summary>Permission bits of Unix, written in octal digits.</summary>
/// <param name="example">A valid value.</param>
/// <param name="ownerDigit">The rights that the owner must have, without which the log itself could not be written.</param>
/// <param name="otherDigits">The rights that the group and others may have.</param>
internal sealed class ModeSettingKind(string example, char ownerDigit, string otherDigits) : ISettingKind<string>
{
    private const int Digits = 3;

    public string ValidValues { get; } =
        $"an octal mode such as {example}: 3 digits or 4 with a 0 in front, first {ownerDigit}, then two of {string.Join(", ", otherDigits.ToCharArray())}";

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
