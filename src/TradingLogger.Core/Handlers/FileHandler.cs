using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Async;
using TradingLogging.Storage.Fallback;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;

namespace TradingLogging.Handlers;

/// <summary>Appends records to a file that several threads and processes write at once.</summary>
internal abstract class FileHandler : LogHandler
{
    private readonly LogFormatter _formatter;
    private readonly AppendFile _file;
    private readonly FallbackFile? _fallback;
    private readonly BackgroundAppender? _background;
    private readonly AppendAction _append;
    private readonly PlatformFiles _files;
    private readonly Action<string> _warn;
    private readonly bool _isChained;
    private int _hasLookedForLeft;
    private long _messages;

    private protected FileHandler(
        string path,
        RotationPolicy rotation,
        LogFormatter formatter,
        AppendFileOptions options,
        RotationZone? dayZone,
        bool isChained = false,
        BatchMarker? marker = null,
        PlatformFiles? files = null)
    {
        _isChained = isChained;
        _file = new AppendFile(path, rotation, options, files, isChained, marker);
        _formatter = formatter;
        if (options.FallbackDirectory is { } directory)
            _fallback = new FallbackFile(directory, _file, options, files);
        _append = _fallback is null ? _file.Append : _fallback.Append;
        _warn = options.Warn;
        _files = files ?? PlatformFiles.Current;
        if (options.Mode != WriteMode.Async)
            return;
        var origin = new QueueOrigin(dayZone, isChained, options.Durability, options.Modes);
        _background = new BackgroundAppender(
            new QueueMerge(_files, Path, AppendToLog), () => QueueFile.Create(files, Path, origin), options);
    }

    /// <summary>The full path of the log file. The first record creates the file.</summary>
    public string Path => _file.Path;

    /// <inheritdoc/>
    public override HandlerState GetState()
    {
        AppendFileState state = _file.GetState();
        FileInfo? waiting = _fallback?.FindWaiting();
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
            FallbackPath = waiting is null ? null : waiting.FullName,
            FallbackBytes = waiting?.Length ?? 0,
            Messages = Interlocked.Read(ref _messages),
            IsTradeLog = IsTradeLog,
        };
    }

    private protected override bool WritesMembers => _formatter.WritesMembers;

    /// <inheritdoc/>
    protected override void Emit(in LogRecord record)
    {
        ReadOnlySpan<byte> formatted = _formatter.FindFormatted(record);
        if (formatted.IsEmpty)
            FormatAndAppend(record);
        else
            Append(formatted, record);
        if (record.LoggerName != TradeLogFilter.TradesLoggerName)
            Interlocked.Increment(ref _messages);
    }

    /// <inheritdoc/>
    internal override bool Handle(in LogBatch batch)
    {
        int wanted = 0;
        while (wanted < batch.Count && IsWanted(batch[wanted]))
            wanted++;
        ReadOnlySpan<byte> formatted = wanted == batch.Count ? _formatter.FindFormatted(batch) : default;
        if (formatted.IsEmpty)
            return FormatAndAppend(batch, wanted);
        Append(formatted, batch[0], wanted);
        return true;
    }

    /// <summary>The day to which a record of this time belongs.</summary>
    private protected abstract DateTime DayOf(DateTimeOffset timestamp);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _background?.Dispose();
            _file.Dispose();
            _fallback?.Dispose();
        }

        base.Dispose(disposing);
    }

    // The first events are wanted, and the one behind them is not: filters are asked once about each.
    private bool FormatAndAppend(in LogBatch batch, int wanted)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            int taken = 0;
            for (int index = 0; index < batch.Count; index++)
            {
                LogRecord record = batch[index];
                if (index >= wanted && (index == wanted || !IsWanted(record)))
                    continue;
                _formatter.Format(record, buffer);
                taken++;
            }

            if (taken > 0)
                Append(buffer.Written, batch[0], taken);
            return taken > 0;
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }

    private void FormatAndAppend(in LogRecord record)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            _formatter.Format(record, buffer);
            Append(buffer.Written, record);
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }

    private void Append(ReadOnlySpan<byte> lines, in LogRecord record, int records = 1)
    {
        var request = new AppendRequest(lines, DayOf(record.Timestamp), records)
        {
            IsBatch = records > 1,
            Written = _isChained ? record.Written : null,
        };
        try
        {
            if (_background is not null && _background.TryTake(request))
                return;
            if (_hasLookedForLeft == 0)
                MergeLeft();
            _append(request);
        }
        catch (FileOperationException exception)
        {
            throw new LogWriteException($"{exception.Message} {RecordSummary.Of(record, records)}", Path, exception);
        }
    }

    private void AppendToLog(in AppendRequest request)
    {
        MergeLeft();
        _append(request);
    }

    // What a killed process has left is older than the first record of this one.
    private void MergeLeft()
    {
        if (Interlocked.Exchange(ref _hasLookedForLeft, 1) == 0)
            LeftQueues.Merge(_files, Path, _ => _append, _warn);
    }
}
