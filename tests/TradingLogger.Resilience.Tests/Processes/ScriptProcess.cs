namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>A script in a PowerShell of its own.</summary>
internal sealed class ScriptProcess(string path, IEnumerable<string> arguments, IEnumerable<string>? launcher = null)
    : AcknowledgingProcess(
        [
            .. launcher ?? [],
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "TradingLogger.Host.dll"),
            "-NoProfile",
            "-File",
            path,
            .. arguments,
        ])
{
    public ScriptProcess(string path, params string[] arguments)
        : this(path, arguments, launcher: null)
    {
    }

    /// <summary>A function for scripts, with the text of an event as the tests expect it.</summary>
    /// <remarks>Text, for each runspace has to have it for itself.</remarks>
    public const string TextFunction =
        """
        function Get-EventText([string] $Writer, [int] $Number, [int] $Length) {
            $head = [string]::Format('{0} {1:D8} ', $Writer, $Number)
            $filler = [string]::new([char] (97 + $Number % 26), $Length - $head.Length - 4)
            "$head$filler end"
        }
        """;
}
