using TradingLogging.Logging;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell.Capture;

/// <summary>Logs the objects of streams, each at the level of its stream.</summary>
/// <param name="logger">The logger of the records.</param>
/// <param name="level">The level of all records; null for that of their streams.</param>
/// <param name="write">Writes a record.</param>
internal sealed class StreamLog(Logger logger, LogLevel? level, Action<LogLevel, string, ErrorDetails?> write)
    : IDisposable
{
    private readonly ObjectLines _lines = new();

    /// <summary>Logs a further object. An object that is formatted with others may be logged by a later call.</summary>
    /// <param name="item">The object; null is an empty message.</param>
    public void Add(object? item)
    {
        LogLevel severity = level ?? StreamRecord.LevelOf(item);
        if (!logger.IsEnabledFor(severity))
            return;
        string text = StreamRecord.TextOf(item);
        if (ObjectLines.Takes(item, text))
        {
            Write(severity, _lines.Add(item!));
            return;
        }

        End();
        write(severity, text, StreamRecord.ErrorOf(item));
    }

    /// <summary>Logs what is left of the objects so far.</summary>
    public void End() => Write(level ?? LogLevel.Info, _lines.End());

    /// <summary>Lets go of what formats objects, also when the pipeline was stopped.</summary>
    public void Dispose() => _lines.Dispose();

    private void Write(LogLevel severity, string[] lines)
    {
        foreach (string line in lines)
            write(severity, line, null);
    }
}
