using System.Text.RegularExpressions;

namespace TradingLogging.PowerShell.Tests.Documentation;

/// <summary>Text of a log without what differs from run to run.</summary>
internal static partial class TimelessText
{
    /// <summary>Takes moments, durations, the ids of a sample session's orders and cipher texts out.</summary>
    public static string Of(string text)
    {
        string timeless = Seconds().Replace(Moment().Replace(text, "<time>"), "<seconds>s");
        return CipherText().Replace(OrderId().Replace(timeless, "<session>-$1"), "encrypted:<key>:<value>");
    }

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{6}(Z|[+-]\d{2}:\d{2})?)?")]
    private static partial Regex Moment();

    [GeneratedRegex(@"\d+\.\d{3}s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\b[0-9a-f]{8}-(\d+)\b")]
    private static partial Regex OrderId();

    [GeneratedRegex("encrypted:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{39,}")]
    private static partial Regex CipherText();
}
