using System.Globalization;

namespace TradingLogging.Configuration.Settings;

/// <summary>A duration written in seconds, with decimals if need be; more than zero.</summary>
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
