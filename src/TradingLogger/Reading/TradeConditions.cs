using System.Collections;
using System.Globalization;
using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Output;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>Makes conditions on members of what <c>-Where</c> is given: a value that the member must equal as
/// <c>-eq</c> sees it, a list of such values, or a script block that decides on <c>$_</c>.</summary>
internal static class TradeConditions
{
    /// <summary>The conditions.</summary>
    /// <param name="cmdlet">Who tells of a condition that is none, and ends.</param>
    /// <param name="where">Names and values; null for none.</param>
    public static IReadOnlyList<MemberCondition> From(PSCmdlet cmdlet, IDictionary? where)
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

            conditions.Add(Condition(name, ArgumentValue.Of(entry.Value)));
        }

        return conditions;
    }

    private static MemberCondition Condition(string name, object? expected) => expected switch
    {
        null => new MemberCondition(name, value => value is null, IsMetByAbsence: true),
        ScriptBlock script => new MemberCondition(name, value => IsTrue(script, ScriptValue.Of(value))),
        object?[] list => new MemberCondition(name, value => list.Any(one => AreEqual(value, ArgumentValue.Of(one)))),
        _ => new MemberCondition(name, value => AreEqual(value, expected)),
    };

    private static bool AreEqual(object? value, object? expected) =>
        LanguagePrimitives.Equals(ScriptValue.Of(value), expected, ignoreCase: true, CultureInfo.InvariantCulture);

    private static bool IsTrue(ScriptBlock script, object? value) => LanguagePrimitives.IsTrue(
        script.InvokeWithContext(functionsToDefine: null, [new PSVariable("_", value)]));
}

/// <summary>PowerShell's wildcards as a predicate.</summary>
internal static class Wildcards
{
    /// <summary>Whether a text is like any of the patterns, without regard to case; null for no patterns.</summary>
    public static Func<string, bool>? AnyOf(string[] patterns)
    {
        if (patterns.Length == 0)
            return null;
        WildcardPattern[] compiled = [.. patterns.Select(pattern =>
            WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];
        return text => compiled.Any(pattern => pattern.IsMatch(text));
    }
}
