using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Instances;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.PowerShell.Arguments;

/// <summary>Completes an argument by values.</summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    private protected ValueCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => Completions.Of(ValuesOf(fakeBoundParameters), wordToComplete);

    /// <summary>The values, best first.</summary>
    /// <param name="parameters">The parameters of the command line so far.</param>
    private protected abstract IEnumerable<string> ValuesOf(IDictionary parameters);
}

/// <summary>Completes an argument by values that are always the same, each with a text that tells what it is.</summary>
public abstract class FixedValueCompleter : IArgumentCompleter
{
    private readonly (string Value, string ToolTip)[] _values;

    private protected FixedValueCompleter((string Value, string ToolTip)[] values) => _values = values;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => Completions.Of(_values, wordToComplete);
}

/// <summary>Offers values at the command line.</summary>
internal static class Completions
{
    /// <summary>The values that begin with what has been typed, quoted where PowerShell needs it.</summary>
    /// <param name="values">The values, best first.</param>
    /// <param name="typed">What has been typed, perhaps with a quote before it.</param>
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> values, string? typed) =>
        Of(values.Select(value => (value, value)), typed);

    /// <summary>The values that begin with what has been typed, each with a text that tells what it is.</summary>
    /// <param name="values">The values, best first, and their texts.</param>
    /// <param name="typed">What has been typed, perhaps with a quote before it.</param>
    public static IEnumerable<CompletionResult> Of(IEnumerable<(string Value, string ToolTip)> values, string? typed)
    {
        string prefix = typed?.Trim('\'', '"') ?? string.Empty;
        return
            from one in values
            where one.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            select new CompletionResult(
                Quoted(one.Value), one.Value, CompletionResultType.ParameterValue, one.ToolTip);
    }

    private static string Quoted(string value) => value.All(IsPlain) && value.Length > 0
        ? value
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";

    private static bool IsPlain(char character) =>
        char.IsLetterOrDigit(character) || character is '_' or '.' or '-' or '/';
}

/// <summary>Completes a level, the lowest first.</summary>
public sealed class LogLevelCompleter : FixedValueCompleter
{
    /// <summary>Makes a completer.</summary>
    public LogLevelCompleter()
        : base(
            [
                .. LogLevelArgument.All.Select(
                    one => (one.Level.ToString(), $"{LogLevelName.Of(one.Level)}: {one.Meaning}")),
            ])
    {
    }
}

/// <summary>Completes the dotted names of loggers that exist in this process.</summary>
public sealed class LoggerNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> ValuesOf(IDictionary parameters) =>
        InstanceSelection.Of(parameters).LoggerNames;
}

/// <summary>Completes the names of the loggers that <c>-Instance</c> may name.</summary>
public sealed class InstanceNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> ValuesOf(IDictionary parameters) =>
        InstanceSelection.Known.Select(instance => instance.Name);
}

/// <summary>Completes the names of the handlers of this process.</summary>
public sealed class HandlerNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> ValuesOf(IDictionary parameters) =>
        InstanceSelection.Of(parameters).GetState().Handlers.Select(handler => handler.Name);
}

/// <summary>Completes the ids of the machine's time zones.</summary>
public sealed class TimeZoneCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> ValuesOf(IDictionary parameters)
    {
        IEnumerable<string> zones = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id);
        return zones.Prepend(TimeZoneInfo.Utc.Id).Distinct(StringComparer.Ordinal);
    }
}

/// <summary>Completes the words of a retention, and numbers of days that are common.</summary>
public sealed class RetentionCompleter : FixedValueCompleter
{
    /// <summary>Makes a completer.</summary>
    public RetentionCompleter()
        : base(
            [
                (Retention.Files.ToString(), "As many archived days as -TradeBackupCount says."),
                (Retention.Forever.ToString(), "No archived day is ever deleted."),
                ("365", "The archived days of a year; any number of days is valid."),
                ("1827", "The archived days of five years."),
            ])
    {
    }
}

/// <summary>The actions that are offered for completion.</summary>
internal static class TradeActions
{
    // A script that puts order numbers into actions must not fill the memory.
    private const int MaximumSeen = 256;

    private static readonly string[] Common = ["SIGNAL_GENERATED", "ORDER_PLACED", "ORDER_FILLED", "POSITION_CLOSED"];
    private static readonly ConcurrentDictionary<string, byte> Seen = new(StringComparer.Ordinal);
    private static int s_seenCount;
    private static string? s_last;

    /// <summary>The common actions, then those seen in this process in ordinal order.</summary>
    public static IEnumerable<string> Known =>
        Common.Concat(Seen.Keys.Except(Common).OrderBy(action => action, StringComparer.Ordinal));

    /// <summary>Remembers an action that has been written.</summary>
    public static void Remember(string action)
    {
        // A loop gives the same text each time. In a profile the look into the dictionary was 1 % of a piped object's
        // cost.
        if (ReferenceEquals(action, s_last))
            return;
        s_last = action;
        if (!Seen.TryAdd(action, 0) || Interlocked.Increment(ref s_seenCount) <= MaximumSeen)
            return;

        // Starting anew, not stopping: what was written last is what will be typed next.
        Volatile.Write(ref s_seenCount, 1);
        Seen.Clear();
        Seen.TryAdd(action, 0);
    }
}
