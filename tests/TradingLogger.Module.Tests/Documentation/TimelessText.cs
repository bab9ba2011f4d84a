using System.Text.RegularExpressions;

namespace TradingLogging.PowerShell.Tests.Documentation;

/// <summary>Text of a log without what differs from run to run.</summary>
internal static partial class TimelessText
{
    /// <summary>Takes moments, durations and the ids of a sample session's orders out.</summary>
    public static string Of(string text) =>
        OrderId().Replace(Seconds().Replace(Moment().Replace(text, "<time>"), "<seconds>s"), "<session>-$1");

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{6}(Z|[+-]\d{2}:\d{2})?)?")]
    private static partial Regex Moment();

    [GeneratedRegex(@"\d+\.\d{3}s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\b[0-9a-f]{8}-(\d+)\b")]
    private static partial Regex OrderId();
}
