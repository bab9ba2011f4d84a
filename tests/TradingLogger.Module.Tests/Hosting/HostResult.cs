namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>What a finished process left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="StandardOutput">All of its standard output.</param>
/// <param name="StandardError">All of its standard error.</param>
public sealed record HostResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>The lines of the standard output.</summary>
    public string[] OutputLines => StandardOutput.TrimEnd('\n').Split('\n');
}
