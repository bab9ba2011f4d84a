using System.Globalization;
using System.Management.Automation;

namespace TradingLogging.PowerShell;

/// <summary>Reads a moment in the same way in every culture. Without an offset it is the machine's wall clock.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EventTimeArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ArgumentValue.Of(inputData);
        try
        {
            switch (value)
            {
                case DateTimeOffset moment:
                    return moment;
                case DateTime time:
                    return new DateTimeOffset(time);
                case string text:
                    return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal);
            }
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // Told below, like any other value that is no time.
        }

        throw ArgumentValue.Invalid(FormattableString.Invariant(
            $"'{value}' is not a time. Give a DateTime, a DateTimeOffset or a text such as 2025-12-18T10:30:45+01:00."));
    }
}
