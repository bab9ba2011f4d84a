using TradingLogging.Files;
using TradingLogging.Formatting;

namespace TradingLogging;

/// <summary>Appends records to a file that several threads and processes write at once.</summary>
public abstract class FileHandler : LogHandler
{
    private readonly LogFormatter _formatter;
    private readonly AppendFile _file;
    private readonly FallbackFile? _fallback;

    private protected FileHandler(string path, Rotation rotation, LogFormatter formatter, FileHandlerOptions options)
    {
        _file = new AppendFile(path, rotation, options);
        _formatter = formatter;
        if (options.FallbackDirectory is { } directory)
            _fallback = new FallbackFile(directory, _file.Path, options);
    }

    /// <summary>The full path of the log file. The file is made by its first record.</summary>
    public string Path => _file.Path;

    /// <inheritdoc/>
    public override HandlerState GetState()
    {
        AppendFileState state = _file.GetState();
        return new HandlerState(
            Name,
            Level,
            Path,
            state.Length,
            state.Appended,
            state.Rotations,
            state.RecoveredTails,
            state.Failures,
            state.LastError)
        {
            FallbackEvents = _fallback?.Taken ?? 0,
        };
    }

    /// <inheritdoc/>
    protected override void Emit(in LogRecord record)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            _formatter.Format(record, buffer);
            Append(buffer.Written, DayOf(record.Timestamp));
        }
        catch (FileOperationException exception)
        {
            throw new LogWriteException($"{exception.Message} {RecordSummary.Of(record)}", Path, exception);
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }

    /// <summary>The day that a record of this time belongs to.</summary>
    private protected abstract DateTime DayOf(DateTimeOffset timestamp);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _fallback?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Append(ReadOnlySpan<byte> record, DateTime day)
    {
        try
        {
            _file.Append(record, day);
            _fallback?.EndUse();
        }
        catch (FileOperationException exception) when (_fallback is not null)
        {
            _fallback.Append(record, exception);
        }
    }
}
