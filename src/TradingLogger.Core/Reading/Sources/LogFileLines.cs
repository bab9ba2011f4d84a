using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reading.Sources;

/// <summary>Reads the lines of one file up to the end that it had when it was opened. A line that a writer was in the
/// middle of then is read to its end.</summary>
/// <param name="file">The file.</param>
/// <param name="files">Where it was taken from; tells the progress.</param>
/// <param name="options">Who is told of progress, and what ends reading.</param>
/// <param name="parser">Knows lines that need not be read; null: all lines are read.</param>
/// <param name="range">The part of the file to read; null for all of it.</param>
/// <param name="ownsFile">Whether the file is disposed of with the reader.</param>
internal sealed class LogFileLines(
    LogFile file,
    LogFileQueue files,
    LogReadOptions options,
    TradeLineParser? parser = null,
    LogFileRange? range = null,
    bool ownsFile = true)
    : ILocatedLine, IDisposable
{
    // Long enough, in milliseconds, for a writer that is in the middle of a line to end it.
    private const int SecondLook = 20;

    private const int LinesBetweenLooks = 256;

    private readonly LineReader _lines =
        file.ReadLines(range ?? new LogFileRange(0, file.Length), cancellation: options.Cancellation);

    private readonly ProgressPace _pace = new(options.Progress);
    private long? _linesBefore;
    private int _linesRead;
    private bool _hasEnded;

    /// <inheritdoc/>
    public LogLocation Location => new(file.Path, LinesBefore + _lines.Line, _lines.Offset);

    /// <summary>Whether the line read last is too long, and therefore empty here.</summary>
    public bool IsTooLong => _lines.IsTooLong;

    /// <summary>The length of the line read last in bytes.</summary>
    public long Length => _lines.Length;

    /// <summary>How far the reading is.</summary>
    public LogReadProgress Progress =>
        new LogReadProgress(file.Path, 0, file.Length, files.TakenCount, files.KnownCount)
        {
            IsLengthUnknown = file.IsCompressed,
        }.At(_lines.NextOffset);

    // Counted only when it is first needed: most readers of a part of a file do not ask for line numbers.
    private long LinesBefore => _linesBefore ??=
        range is { Start: > 0 } part ? LineStart.Before(file.Handle, part.Start, options.Cancellation).Line - 1 : 0;

    /// <summary>Reads the next line, or a later one when those between need not be read.</summary>
    /// <param name="line">The line without its line feed; valid until the next call.</param>
    /// <returns>False at the end, or when the file could not be read on; then
    /// <see cref="LogReadOptions.Failed"/> was told.</returns>
    /// <exception cref="IOException">Reading failed and <see cref="LogReadOptions.Failed"/> is not set.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (_hasEnded)
            return false;
        if (++_linesRead % LinesBetweenLooks == 0)
            LookAround();
        if (parser is not null)
            _lines.PassOver(parser);
        try
        {
            return _lines.TryRead(out line) || TryReadLast(out line);
        }
        catch (IOException exception) when (options.Failed is not null)
        {
            _hasEnded = true;
            options.Failed(exception);
            return false;
        }
    }

    /// <summary>Reads the next line, and with it the whole lines behind it that were taken from the file
    /// already.</summary>
    /// <param name="lines">The lines, each with its line feed but the last one of the file; valid until the next call.
    /// <see cref="Location"/> and <see cref="Length"/> are those of the first.</param>
    /// <returns>As <see cref="TryRead"/>.</returns>
    public bool TryReadMany(out ReadOnlySpan<byte> lines)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        if (!TryRead(out lines))
            return false;
        if (!IsTooLong && !_hasEnded)
            lines = _lines.WithThoseBehind();
        return true;
    }

    public void Dispose()
    {
        _lines.Dispose();
        if (ownsFile)
            file.Dispose();
    }

    private bool TryReadLast(out ReadOnlySpan<byte> line)
    {
        line = default;
        options.Cancellation.ThrowIfCancellationRequested();
        _hasEnded = true;
        if (!_lines.HasUnended)
            return false;
        _lines.RemoveEnd();
        if (_lines.TryRead(out line))
            return true;
        if (!file.IsCompressed)
            options.Cancellation.WaitHandle.WaitOne(SecondLook);
        return _lines.TryRead(out line) || _lines.TryReadUnended(out line);
    }

    private void LookAround()
    {
        options.Cancellation.ThrowIfCancellationRequested();
        if (_pace.IsDue)
            _pace.Report(Progress);
    }
}
