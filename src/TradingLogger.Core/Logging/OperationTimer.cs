using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TradingLogging.Logging;

/// <summary>Measures an operation by a monotonic clock. When it is disposed of, it logs the duration, at DEBUG unless
/// told otherwise, in seconds with three decimals: <c>{operation} completed in {elapsed}s</c>, or <c>failed after</c>
/// when an exception ends the block. A duration beyond a limit is logged at WARNING at least, with the limit.</summary>
/// <remarks>After an <c>await</c>, a block may end inside the <c>catch</c> block of other code, and is then logged as
/// failed. Asynchronous code that catches exceptions inside the block calls <see cref="Stop"/>.</remarks>
public readonly struct OperationTimer : IDisposable
{
    private readonly Logger? _logger;
    private readonly string _operation;
    private readonly int _lineNumber;
    private readonly long _start;
    private readonly nint _exceptionAtStart;
    private readonly LogLevel _level;
    private readonly TimeSpan _limit;

    internal OperationTimer(
        Logger logger, string operation, int lineNumber, LogLevel level = LogLevel.Debug, TimeSpan? warnAfter = null)
    {
        _operation = operation;
        _lineNumber = lineNumber;
        _level = level;
        _limit = warnAfter ?? TimeSpan.MaxValue;
        if (!logger.IsEnabledFor(warnAfter is null ? level : Slow(level)))
            return;
        _logger = logger;
        _exceptionAtStart = ExceptionInFlight.Current;
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Logs the duration. A failure to log never hides the exception that ended the block.</summary>
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
        bool isSlow = seconds > _limit.TotalSeconds;
        string outcome = isFailed ? "failed after" : "completed in";
        string message = FormattableString.Invariant($"{_operation} {outcome} {seconds:F3}s");
        if (isSlow)
            message += FormattableString.Invariant($", more than {_limit.TotalSeconds:0.000######}s");
        try
        {
            _logger.Log(isSlow ? Slow(_level) : _level, message, exception: null, _lineNumber);
        }
        catch (Exception exception) when (isFailed)
        {
            HostOutput.Warn(exception.Message);
        }
    }

    private static LogLevel Slow(LogLevel level) => level > LogLevel.Warning ? level : LogLevel.Warning;
}

/// <summary>How a measured operation ended.</summary>
/// <param name="Operation">What was measured.</param>
/// <param name="Duration">How long it took, by a monotonic clock.</param>
/// <param name="IsFailed">Whether an error ended it.</param>
public sealed record OperationResult(string Operation, TimeSpan Duration, bool IsFailed);

/// <summary>Tells whether this thread unwinds because of an exception. The language gives a <c>finally</c> block, and
/// so the end of a <c>using</c> block, no way to know it.</summary>
internal static class ExceptionInFlight
{
    /// <summary>Identifies the exception that this thread handles; 0 when there is none. The same at the start and at
    /// the end of a block that threw nothing.</summary>
    public static nint Current => Marshal.GetExceptionPointers();

    /// <summary>Whether this thread handles an exception that it did not handle at the start of a block. A block that
    /// began in a <c>catch</c> block and ends on another thread ends without one.</summary>
    public static bool HasBegunSince(nint start) => Current is var current && current != 0 && current != start;
}
