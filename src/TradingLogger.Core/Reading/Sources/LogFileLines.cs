
namespace TradingLogging.Reading.Sources;

/// <summary>Reads the lines of one file, to the end that it has when it has been rotated.</summary>
/// <param name="file">The file.</param>
/// <param name="files">Where it was taken from: looks for what a rotation has brought meanwhile.</param>
/// <param name="options">Who hears of progress, and what ends reading.</param>
/// <param name="skipper">Knows lines that nobody needs; null: all lines are read.</param>
/// <param name="range">The part of the file to read; null for all of it.</param>
/// <param name="ownsFile">Whether the file is disposed of with the reader.</param>
internal sealed class LogFileLines(
    LogFile file,
    LogFileQueue files,
    LogReadOptions options,
    ILineSkipper? skipper = null,
    LogFileRange? range = null,
    bool ownsFile = true)
    : ILocatedLine, IDisposable
{
    public const string TooLong = "The line is longer than 16 MiB.";

    // Long enough for a writer that is in the middle of its line to end it.
    private const int SecondLook = 20;

    private const int LinesBetweenLooks = 256;

    private readonly LineReader _lines = file.ReadLines(range, cancellation: options.Cancellation);
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

    // Counted when somebody asks for the first time: few who read a part of a file do.
    private long LinesBefore => _linesBefore ??=
        range is { Start: > 0 } part ? LineStart.Before(file.Handle, part.Start, options.Cancellation).Line - 1 : 0;

    /// <summary>Reads the next line, or a later one when nobody needs those between.</summary>
    /// <param name="line">The line without its line feed; valid until the next call.</param>
    /// <returns>False at the end of the file, or when the file could not be read on; then who hears of failures has heard of
    /// it.</returns>
    /// <exception cref="IOException">Reading failed and nobody hears of failures.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (_hasEnded)
            return false;
        if (++_linesRead % LinesBetweenLooks == 0)
            LookAround();
        if (skipper is not null)
            _lines.Skip(skipper);
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

    public void Dispose()
    {
        _lines.Dispose();
        if (ownsFile)
            file.Dispose();
    }

    private bool TryReadLast(out ReadOnlySpan<byte> line)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        files.LookForSuccessors();
        if (_lines.TryRead(out line))
            return true;
        if (_lines.HasUnended && range is null && files.IsEmpty)
            options.Cancellation.WaitHandle.WaitOne(SecondLook);
        if (_lines.TryRead(out line))
            return true;
        _hasEnded = true;
        return _lines.TryReadUnended(out line);
    }

    private void LookAround()
    {
        options.Cancellation.ThrowIfCancellationRequested();
        if (_pace.IsDue)
            _pace.Tell(file, _lines.NextOffset, files);
    }
}
