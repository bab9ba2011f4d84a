using System.Globalization;
using System.Management.Automation;

namespace TradingLogging.PowerShell;

/// <summary>Reads a duration: a number is seconds (PowerShell itself would take it for units of 100 ns), a TimeSpan is
/// itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecondsArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ArgumentValue.Of(inputData);
        if (value is TimeSpan duration)
            return duration;
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds)
            && Math.Abs(seconds) <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)
        {
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration)
            ? duration
            : throw ArgumentValue.Invalid($"'{text}' is not a duration. Give seconds, for example 0.5, or a TimeSpan.");
    }
}
