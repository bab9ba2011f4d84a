using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.PowerShell.Arguments;

/// <summary>What the conversions of parameters have in common.</summary>
internal static class ArgumentValue
{
    /// <summary>The argument without PowerShell's wrapper.</summary>
    public static object? Of(object? argument) => argument is PSObject wrapper ? wrapper.BaseObject : argument;

    /// <summary>The argument as it was typed: PowerShell takes <c>2d</c> and <c>30s</c> for numbers, a decimal and a
    /// short, and keeps their text in the wrapper.</summary>
    public static string TextOf(object? argument) => argument is PSObject wrapper
        ? wrapper.ToString()
        : Convert.ToString(argument, CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>The error of an argument that cannot be converted; PowerShell puts the parameter's name before
    /// it.</summary>
    public static ArgumentTransformationMetadataException Invalid(string message) => new(message);
}

/// <summary>Reads a moment in the same way in every culture: a text must be ISO 8601. Without an offset it is the
/// machine's wall clock.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EventTimeArgumentAttribute : ArgumentTransformationAttribute
{
    // Year, month, day, and a time. What else .NET reads, such as 03/04/2025, is another day in another country.
    private static readonly Regex IsoForm = new(
        @"^\s*\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ArgumentValue.Of(inputData);
        return Read(value) ?? throw ArgumentValue.Invalid(NoTime(value));
    }

    /// <summary>What is said of a value that is no time.</summary>
    internal static string NoTime(object? value) => FormattableString.Invariant($"'{value}' is not a time. ")
        + "Give a DateTime, a DateTimeOffset or a text such as 2025-12-18T10:30:45+01:00.";

    /// <summary>The moment that a value is; null for a value that is none.</summary>
    /// <param name="value">A time or a text, without PowerShell's wrapper.</param>
    internal static DateTimeOffset? Read(object? value) => value switch
    {
        DateTimeOffset moment => moment,
        DateTime time => WallClock.MomentOf(time),
        string text when IsoForm.IsMatch(text) && WallClock.TryParse(text, out DateTimeOffset moment) => moment,
        _ => null,
    };
}

/// <summary>Reads a duration: a number is seconds (PowerShell itself would take it for units of 100 ns), a text may
/// have a unit, such as <c>5m</c>, a TimeSpan is itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecondsArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ArgumentValue.Of(inputData);
        if (value is TimeSpan duration)
            return duration;
        string text = ArgumentValue.TextOf(inputData);
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds)
            && Math.Abs(seconds) <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)
        {
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        return ShortDuration.TryParse(text, out duration)
            || TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration)
            ? duration
            : throw ArgumentValue.Invalid(
                $"'{text}' is not a duration. Give seconds, for example 0.5, or 90m, 1h, 2d, or a TimeSpan.");
    }
}

/// <summary>Refuses a duration that is negative or too long.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateDurationAttribute : ValidateArgumentsAttribute
{
    /// <summary>The longest duration, in seconds. Default 100 years.</summary>
    public double MostSeconds { get; set; } = 100 * 365.25 * 86_400;

    /// <summary>The shortest duration, in seconds. Default 0.</summary>
    public double LeastSeconds { get; set; }

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (ArgumentValue.Of(arguments) is not TimeSpan duration)
            return;
        if (duration < TimeSpan.Zero)
            throw Invalid($"The duration {duration} is negative. Give 0 or more.");
        if (duration < TimeSpan.FromSeconds(LeastSeconds))
            throw Invalid($"The duration {duration} is too short. Give {TimeSpan.FromSeconds(LeastSeconds)} at least.");
        if (duration > TimeSpan.FromSeconds(MostSeconds))
            throw Invalid($"The duration {duration} is too long. Give {TimeSpan.FromSeconds(MostSeconds)} at most.");
    }

    private static ValidationMetadataException Invalid(FormattableString message) =>
        new(FormattableString.Invariant(message));
}

/// <summary>Reads a level by its name, as the configuration file does: any case, and the error lists the valid
/// ones. The parameter is a text, because PowerShell completes an enum by itself, by the alphabet.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LogLevelArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>The levels, lowest first, for the help.</summary>
    public IReadOnlyList<string> Values { get; } = [.. LogLevelArgument.All.Select(one => one.Level.ToString())];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ArgumentValue.Of(inputData) switch
        {
            LogLevel level when LogLevelName.TryParse(level.ToString(), out _) => level.ToString(),
            string name when LogLevelName.TryParse(name, out LogLevel level) => level.ToString(),
            var other => throw ArgumentValue.Invalid(
                FormattableString.Invariant(
                    $"'{other}' is not a log level. Must be one of {string.Join(", ", LogLevelName.All)}")),
        };
}

/// <summary>Takes a list of errors, as <c>-ErrorVariable</c> and <c>$Error</c> are, for their records; what a command
/// of the pipeline threw stands there as an exception that has one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ErrorRecordsArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (ArgumentValue.Of(inputData) is not IList { Count: > 0 } errors)
            return inputData;
        ErrorRecord?[] records = [.. errors.Cast<object?>().Select(RecordOf)];
        return Array.IndexOf(records, null) < 0 ? records : inputData;
    }

    private static ErrorRecord? RecordOf(object? error) => ArgumentValue.Of(error) switch
    {
        ErrorRecord record => record,
        IContainsErrorRecord source => source.ErrorRecord,
        _ => null,
    };
}

/// <summary>The levels that a parameter may name.</summary>
internal static class LogLevelArgument
{
    /// <summary>The levels, lowest first, with what they mean, for completion and help.</summary>
    public static IReadOnlyList<(LogLevel Level, string Meaning)> All { get; } =
    [
        (LogLevel.Debug, "details for finding faults"),
        (LogLevel.Info, "the normal course of things"),
        (LogLevel.Warning, "something unexpected; work goes on"),
        (LogLevel.Error, "an operation failed"),
        (LogLevel.Critical, "the program may not be able to go on"),
    ];

    /// <summary>The level of a name that <see cref="LogLevelArgumentAttribute"/> has read.</summary>
    public static LogLevel Of(string name)
    {
        _ = LogLevelName.TryParse(name, out LogLevel level);
        return level;
    }

    /// <summary>The same; null for none.</summary>
    public static LogLevel? OrNull(string? name) => name is null ? null : Of(name);
}
