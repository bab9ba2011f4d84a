using System.Management.Automation;

namespace TradingLogging.PowerShell;

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
