using TradingLogging.Text;

namespace TradingLogging.Storage.Platform;

/// <summary>An operation on a log file, its lock or its archives failed. The message names the path and the cause.</summary>
internal sealed class FileOperationException(string message, Exception? innerException = null)
    : IOException(VisibleText.Of(message), innerException)
{
    /// <summary>The operating system's error number; 0 when the cause is another.</summary>
    public int ErrorNumber { get; init; }
}
