using System.Management.Automation;
using System.Management.Automation.Language;

namespace TradingLogging.PowerShell;

/// <summary>Offers values at the command line.</summary>
internal static class Completions
{
    /// <summary>The values that begin with what has been typed, quoted where PowerShell needs it.</summary>
    /// <param name="values">The values, best first.</param>
    /// <param name="typed">What has been typed, perhaps with a quote before it.</param>
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> values, string? typed)
    {
        string prefix = typed?.Trim('\'', '"') ?? string.Empty;
        return
            from value in values
            where value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            select new CompletionResult(Quoted(value), value, CompletionResultType.ParameterValue, value);
    }

    private static string Quoted(string value) => value.All(IsPlain) && value.Length > 0
        ? value
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";

    private static bool IsPlain(char character) => char.IsLetterOrDigit(character) || character is '_' or '.' or '-';
}
