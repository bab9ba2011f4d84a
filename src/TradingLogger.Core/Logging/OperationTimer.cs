using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TradingLogging.Logging;

/// <summary>Measures an operation on a monotonic clock and logs its duration at DEBUG when it is disposed of:
/// <c>{operation} completed in {elapsed}s</c>, or <c>failed after</c> when an exception is on its way out of the block. Seconds,
/// three decimals.</summary>
/// <remarks>After an <c>await</c>, a block may end while another's <c>catch</c> block is still below it on the stack, and is
/// then taken to have failed. Asynchronous code that catches exceptions inside the block calls <see cref="Stop"/>.</remarks>
public readonly struct OperationTimer : IDisposable
{
    private readonly Logger? _logger;
    private readonly string _operation;
    private readonly int _lineNumber;
    private readonly long _start;
    private readonly nint _exceptionAtStart;

    internal OperationTimer(Logger logger, string operation, int lineNumber)
    {
        _operation = operation;
        _lineNumber = lineNumber;
        if (!logger.IsEnabledFor(LogLevel.Debug))
            return;
        _logger = logger;
        _exceptionAtStart = ExceptionInFlight.Current;
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Logs the duration; a failure to log never hides an exception that is on its way.</summary>
    /// <exception cref="LogWriteException">The operation completed but its record could not be written.</exception>
    public void Dispose() => Stop(isFailed: ExceptionInFlight.HasBegunSince(_exceptionAtStart));

    /// <summary>Logs the duration, for callers that know whether the operation failed. Call this or
    /// <see cref="Dispose"/>.</summary>
    /// <param name="isFailed">Whether the operation ended by an exception.</param>
    /// <exception cref="LogWriteException">The operation completed but its record could not be written.</exception>
    public void Stop(bool isFailed)
    {
        if (_logger is null)
            return;
        double seconds = (Stopwatch.GetTimestamp() - _start) / (double)Stopwatch.Frequency;
        string outcome = isFailed ? "failed after" : "completed in";
        string message = FormattableString.Invariant($"{_operation} {outcome} {seconds:F3}s");
        try
        {
            _logger.Debug(message, exception: null, _lineNumber);
        }
        catch (Exception exception) when (isFailed)
        {
            HostOutput.Warn(exception.Message);
        }
    }
}

/// <summary>Tells whether this thread is unwinding because of an exception. A <c>finally</c> block (and so the end of a
/// <c>using</c>) cannot know otherwise.</summary>
internal static class ExceptionInFlight
{
    /// <summary>Identifies the exception being handled on this thread, 0 when there is none. Equal at the start and the end of
    /// a block when the block itself threw nothing.</summary>
    public static nint Current => Marshal.GetExceptionPointers();

    /// <summary>Whether an exception is being handled that was not at the start of a block. A block that began inside a
    /// <c>catch</c> block and ended elsewhere, on another thread, ends without any.</summary>
    public static bool HasBegunSince(nint start) => Current is var current && current != 0 && current != start;
}
