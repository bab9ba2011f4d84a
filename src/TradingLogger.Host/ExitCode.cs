namespace TradingLogging.ScriptHost;

/// <summary>What the process returns when the script has not chosen a number itself with <c>exit</c>.</summary>
internal static class ExitCode
{
    /// <summary>The script ran to its end.</summary>
    public const int Success = 0;

    /// <summary>An error ended the script, or the module could not be imported.</summary>
    public const int Failure = 1;

    /// <summary>No script was named, or it does not exist (EX_USAGE of sysexits.h, as pwsh returns).</summary>
    public const int Usage = 64;

    /// <summary>Ctrl+C: 128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Asked to end: 128 and the number of SIGTERM.</summary>
    public const int Terminated = 143;
}
