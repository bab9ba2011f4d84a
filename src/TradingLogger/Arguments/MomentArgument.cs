using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

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

/// <summary>Reads durations as people type them: <c>30s</c>, <c>90m</c>, <c>1h</c>, <c>2d</c>, <c>1w</c>, and several
/// after one another, such as <c>1h30m</c>.</summary>
internal static class ShortDuration
{
    private static readonly Regex Form = new(
        @"^\s*(?:(?<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?<unit>ms|[smhdw]))+\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration; zero when the text is none, or longer than a TimeSpan can be.</param>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        Match match = Form.Match(text);
        decimal ticks = 0;
        for (int index = 0; index < match.Groups["unit"].Captures.Count; index++)
        {
            ticks += decimal.Parse(match.Groups["number"].Captures[index].Value, CultureInfo.InvariantCulture)
                * TicksOf(match.Groups["unit"].Captures[index].Value);
        }

        if (!match.Success || ticks > TimeSpan.MaxValue.Ticks)
            return false;
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    private static long TicksOf(string unit) => unit.ToUpperInvariant() switch
    {
        "MS" => TimeSpan.TicksPerMillisecond,
        "S" => TimeSpan.TicksPerSecond,
        "M" => TimeSpan.TicksPerMinute,
        "H" => TimeSpan.TicksPerHour,
        "D" => TimeSpan.TicksPerDay,
        _ => 7 * TimeSpan.TicksPerDay,
    };
}
