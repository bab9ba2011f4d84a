using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Output;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>Makes conditions of what <c>-Where</c> is given: a script block that decides on the event, or, for each
/// member by its name, a value that it must equal as <c>-eq</c> sees it or be like, a regular expression, a list of
/// such values, or a script block that decides on <c>$_</c>.</summary>
/// <remarks>An error inside a script block ends the reading: PowerShell would otherwise go on with whatever the block
/// gave until then, and events would be missing.</remarks>
internal static class TradeConditions
{
    /// <summary>How long a regular expression may take: one that would run for ever must not.</summary>
    public static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(5);

    /// <summary>The conditions on members.</summary>
    /// <param name="cmdlet">Who tells of a condition that is none, and ends.</param>
    /// <param name="where">Names and values; null for none.</param>
    public static IReadOnlyList<MemberCondition> OnMembers(PSCmdlet cmdlet, IDictionary? where)
    {
        var conditions = new List<MemberCondition>();
        foreach (DictionaryEntry entry in where ?? new Hashtable())
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty;
            if (name.Length == 0)
            {
                cmdlet.ThrowTerminatingError(
                    ReadingErrors.InvalidCondition("A condition of -Where has no name.", where));
            }

            object? expected = ArgumentValue.Of(entry.Value);
            Func<object?, bool> isMet = Condition(cmdlet, name, expected);
            conditions.Add(new MemberCondition(name, isMet, IsMetByAbsence: expected is null));
        }

        return conditions;
    }

    /// <summary>The condition on the event as a whole; null for none.</summary>
    /// <param name="cmdlet">Who tells of an error in the script block, and ends.</param>
    /// <param name="where">Decides on <c>$_</c>.</param>
    public static Func<TradeEvent, bool>? OnEvent(PSCmdlet cmdlet, ScriptBlock? where) => where is null
        ? null
        : tradeEvent => IsTrue(cmdlet, where, tradeEvent, () => $"{tradeEvent.Action}, {PlaceOf(tradeEvent)}");

    private static Func<object?, bool> Condition(PSCmdlet cmdlet, string name, object? expected)
    {
        switch (expected)
        {
            case null:
                return value => value is null;
            case ScriptBlock script:
                return value => IsTrue(
                    cmdlet, script, ScriptValue.Of(value), () => $"the member '{name}' with the value '{value}'");
            case Regex regex:
                Regex bounded = regex.MatchTimeout == Regex.InfiniteMatchTimeout
                    ? new Regex(regex.ToString(), regex.Options, LongestMatch)
                    : regex;
                return value => TextOf(value) is { } text && bounded.IsMatch(text);
            case string text when Wildcards.TryCreate(text) is { } pattern:
                return value =>
                    AreEqual(value, text) || (TextOf(value) is { } member && pattern.IsMatch(member));
            case ICollection list and not IDictionary:
                Func<object?, bool>[] any =
                    [.. list.Cast<object?>().Select(one => Condition(cmdlet, name, ArgumentValue.Of(one)))];
                return value => any.Any(isMet => isMet(value));
            default:
                return value => AreEqual(value, expected);
        }
    }

    private static bool AreEqual(object? value, object? expected) =>
        LanguagePrimitives.Equals(ScriptValue.Of(value), expected, ignoreCase: true, CultureInfo.InvariantCulture);

    // Lists and objects are not like any text.
    private static string? TextOf(object? value) => value switch
    {
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag.ToString(),
        _ => null,
    };

    private static string PlaceOf(TradeEvent tradeEvent) => tradeEvent.Location is { } location
        ? location.ToString()
        : tradeEvent.Timestamp.ToString("O", CultureInfo.InvariantCulture);

    private static bool IsTrue(PSCmdlet cmdlet, ScriptBlock script, object? value, Func<string> subject)
    {
        List<PSVariable> variables =
            [new PSVariable("_", value), new PSVariable("ErrorActionPreference", ActionPreference.Stop)];
        try
        {
            return LanguagePrimitives.IsTrue(script.InvokeWithContext(functionsToDefine: null, variables));
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            cmdlet.ThrowTerminatingError(ReadingErrors.ConditionFailed(exception, subject()));
            throw;
        }
    }
}

/// <summary>PowerShell's wildcards as a predicate.</summary>
internal static class Wildcards
{
    /// <summary>Whether a text is like any of the patterns, without regard to case; null for no patterns.</summary>
    /// <param name="cmdlet">Who tells of a pattern that is none, and ends.</param>
    /// <param name="patterns">The patterns.</param>
    public static Func<string, bool>? AnyOf(PSCmdlet cmdlet, string[] patterns)
    {
        if (patterns.Length == 0)
            return null;
        WildcardPattern[] compiled = [.. patterns.Select(pattern => Create(cmdlet, pattern))];
        return text => compiled.Any(pattern => pattern.IsMatch(text));
    }

    /// <summary>Whether a logger is one of those named or below one of them, or its name is like a pattern; null for no
    /// patterns.</summary>
    /// <param name="cmdlet">Who tells of a pattern that is none, and ends.</param>
    /// <param name="patterns">Names and patterns.</param>
    public static Func<string, bool>? AnyLogger(PSCmdlet cmdlet, string[] patterns) => AnyOf(
        cmdlet,
        [.. patterns.SelectMany(name => WildcardPattern.ContainsWildcardCharacters(name)
            ? [name]
            : (string[])[WildcardPattern.Escape(name), WildcardPattern.Escape(name) + ".*"])]);

    /// <summary>The pattern that a text is; null when it has no wildcards, or is not valid as a pattern.</summary>
    public static WildcardPattern? TryCreate(string text)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(text))
            return null;
        try
        {
            return Parse(text);
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    /// <summary>The pattern that a text is, without regard to case, in whatever culture.</summary>
    /// <exception cref="WildcardPatternException">It is not valid.</exception>
    public static WildcardPattern Parse(string text)
    {
        WildcardPattern pattern =
            WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        // It is compiled when it is first used.
        pattern.IsMatch(string.Empty);
        return pattern;
    }

    private static WildcardPattern Create(PSCmdlet cmdlet, string text)
    {
        try
        {
            return Parse(text);
        }
        catch (WildcardPatternException exception)
        {
            cmdlet.ThrowTerminatingError(
                ReadingErrors.InvalidCondition($"'{text}' is no wildcard pattern: {exception.Message}", text));
            throw;
        }
    }
}

/// <summary>Takes conditions on events: a table of members, or a script block.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConditionArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ArgumentValue.Of(inputData) switch
        {
            // A variable that holds no condition is none.
            null => null!,
            IDictionary table => table,
            ScriptBlock script => script,
            _ => throw ArgumentValue.Invalid(
                "Give the members and what they must be, such as @{ side = 'BUY' }, "
                    + "or a script block that decides on the event, such as { $_.price -gt 5 }."),
        };
}
