using System.Management.Automation;
using TradingLogging.Text;

namespace TradingLogging.PowerShell.Arguments;

/// <summary>Reads a bound of time: a moment as <see cref="EventTimeArgumentAttribute"/> reads it, or how long ago it
/// was, as a TimeSpan or a text such as <c>90m</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MomentArgumentAttribute : ArgumentTransformationAttribute
{
    private static readonly EventTimeArgumentAttribute Moment = new();

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ArgumentValue.Of(inputData);
        if (value is TimeSpan duration || ShortDuration.TryParse(ArgumentValue.TextOf(inputData), out duration))
            return Before(DateTimeOffset.Now, duration);
        try
        {
            return Moment.Transform(engineIntrinsics, inputData);
        }
        catch (ArgumentTransformationMetadataException exception)
        {
            throw ArgumentValue.Invalid(
                exception.Message + " Or give how long ago it was: a TimeSpan, or 30s, 90m, 1h, 2d, 1w.");
        }
    }

    private static DateTimeOffset Before(DateTimeOffset now, TimeSpan duration) =>
        duration >= TimeSpan.Zero && duration <= now - DateTimeOffset.MinValue.AddDays(1)
            ? now - duration
            : throw ArgumentValue.Invalid(
                FormattableString.Invariant($"'{duration}' is not how long ago a moment was. ")
                    + "Give a duration that is not negative and reaches back to the year 1 at most.");
}
