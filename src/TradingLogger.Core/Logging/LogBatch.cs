using System.Buffers;

namespace TradingLogging.Logging;

/// <summary>Trade events of one moment on their way to the handlers, to be written together.</summary>
/// <param name="timestamp">The moment of logging.</param>
/// <param name="loggerName">The dotted name of the logger.</param>
/// <param name="lines">The JSON objects in UTF-8, each with its line feed.</param>
/// <param name="ends">Where each line ends, counted from the beginning of them all.</param>
/// <param name="lineNumber">The line of the caller, from 1; 0 when unknown.</param>
internal readonly ref struct LogBatch(
    DateTimeOffset timestamp,
    string loggerName,
    ReadOnlySpan<byte> lines,
    ReadOnlySpan<int> ends,
    int lineNumber)
{
    private readonly ReadOnlySpan<byte> _lines = lines;
    private readonly ReadOnlySpan<int> _ends = ends;

    /// <summary>How many events there are.</summary>
    public int Count => _ends.Length;

    /// <summary>Takes the lines as they were written, where the log adds members of its own; null when nobody asks.</summary>
    public IBufferWriter<byte>? Written { get; init; }

    /// <summary>The record of an event.</summary>
    public LogRecord this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            ReadOnlySpan<byte> line = _lines[start.._ends[index]];
            return new LogRecord(timestamp, loggerName, line[..^1], lineNumber) { TradeLineWithFeed = line, Written = Written };
        }
    }
}
