using System.Globalization;

namespace TradingLogging.Configuration.Settings;

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
