using TradingLogging.PowerShell.Tests.Hosting;

namespace TradingLogging.PowerShell.Tests.Commands;

/// <summary>The log files of a session that logs to <c>logs</c> under its <c>$PWD</c>.</summary>
internal static class LogFiles
{
    public const string Initialize = "Initialize-TradingLogger -LogDirectory logs -LogLevel Debug -NoConsole";

    public static PowerShellSession LoggingSession(string? culture = null)
    {
        var session = new PowerShellSession(culture);
        session.Invoke(Initialize).Succeeded();
        return session;
    }

    public static string[] TextLines(this PowerShellSession session) =>
        File.ReadAllLines(session.File("logs/trading.log"));

    public static string[] TradeLines(this PowerShellSession session) =>
        File.ReadAllLines(session.File("logs/trades.log"));

    /// <summary>What stands behind the last bar of each line.</summary>
    public static IEnumerable<string> Messages(this PowerShellSession session) =>
        session.TextLines().Select(line => line.Split(" | ", 4)[^1]);

    /// <summary>Level and message of each record; of one of several lines the first.</summary>
    public static string[] Records(IEnumerable<string> lines) =>
        [.. lines.Where(line => !line.StartsWith(' ')).Select(Record)];

    /// <summary>Level and message of a record.</summary>
    public static string Record(string line)
    {
        string[] parts = line.Split(" | ", 4);
        return $"{parts[1].TrimEnd()} {parts[3]}";
    }

    /// <summary>The trade lines without the member <c>timestamp</c>, which is different each time.</summary>
    public static IEnumerable<string> Events(this PowerShellSession session) =>
        session.TradeLines().Select(line => "{" + line[line.IndexOf("\"action\"", StringComparison.Ordinal)..]);
}
