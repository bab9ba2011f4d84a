using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>The counts at the end of an xUnit program's output.</summary>
/// <param name="Total">All tests.</param>
/// <param name="Errors">Faults outside of tests.</param>
/// <param name="Failed">Failed tests.</param>
/// <param name="Skipped">Skipped tests.</param>
internal sealed partial record TestSummary(int Total, int Errors, int Failed, int Skipped)
{
    /// <summary>Reads the counts.</summary>
    /// <param name="output">What the program wrote.</param>
    /// <returns>Null when it did not get as far as the summary.</returns>
    public static TestSummary? Read(string output) =>
        Line().Match(output) is { Success: true } line
            ? new TestSummary(Number(line, 1), Number(line, 2), Number(line, 3), Number(line, 4))
            : null;

    /// <summary>The failed tests and what they say, among hundreds that were skipped and what others print.</summary>
    /// <param name="output">What the program wrote.</param>
    /// <returns>All that it wrote, when no test failed.</returns>
    public static string Failures(string output)
    {
        string failures = string.Concat(FailedTest().Matches(output).Select(test => test.Value));
        return failures.Length > 0 ? failures : output;
    }

    private static int Number(Match line, int group) =>
        int.Parse(line.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+)")]
    private static partial Regex Line();

    // "    Some.Test [FAIL]", and below it what it says, which is indented further.
    [GeneratedRegex(@"^(?:\e\[\d+m)* {4}\S.*\[FAIL\].*\n(?:(?:\e\[\d+m)* {6}.*\n|\r?\n)*", RegexOptions.Multiline)]
    private static partial Regex FailedTest();
}
