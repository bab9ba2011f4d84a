using TradingLogging.Masking;

namespace TradingLogging.Logging;

/// <summary>A record could not be written to one of its destinations. The message names the destination, the cause and
/// the record.</summary>
public sealed class LogWriteException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Destination, cause and record in one sentence.</param>
    /// <param name="path">The full path of the log file; null for the console.</param>
    /// <param name="innerException">The cause.</param>
    public LogWriteException(string message, string? path, Exception? innerException = null)
        : base(SecretMask.ToVisible(message), innerException)
    {
        Path = path;
    }

    /// <summary>The full path of the log file; null for the console.</summary>
    public string? Path { get; }

    /// <summary>Whether the record was a trade event and its line is safely in the trade log, so that writing it again
    /// would double it: only a copy (console, text log) failed.</summary>
    public bool IsTradeEventWritten { get; init; }
}
