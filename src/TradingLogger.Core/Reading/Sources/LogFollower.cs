using TradingLogging.Reading.Parsing;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>Reads the lines of a file that others write, as they come: through rotation, truncation, removal and
/// recreation.</summary>
/// <remarks>A file that is cut to nothing and at once written again beyond the place that was reached cannot be told
/// from one that has grown.</remarks>
internal sealed class LogFollower : ILocatedLine, IDisposable
{
    /// <summary>How long to wait, in milliseconds, when there was nothing to read. A look costs three system
    /// calls.</summary>
    public const int PollInterval = 50;

    private readonly LogFileQueue _files;
    private readonly LogReadOptions _options;
    private LogFile? _file;
    private LineReader? _lines;

    /// <param name="files">The file and its archives; disposed with the follower.</param>
    /// <param name="options">Who is told of a file that cannot be opened, and what ends reading.</param>
    /// <param name="fromNow">Whether what is there already is left out.</param>
    /// <exception cref="FileOperationException">The file cannot be opened.</exception>
    public LogFollower(LogFileQueue files, LogReadOptions options, bool fromNow)
    {
        _files = files;
        _options = options;
        if (!fromNow)
            return;
        files.SkipArchives();
        if (!files.TryNext(options.Failed, out _file))
            return;
        // A line that is just being written is new: its end is still to come.
        LineStart start = LineStart.Before(_file.Handle, _file.Length, options.Cancellation);
        var source = new FileByteSource(_file.Handle, start.Offset);
        _lines = new LineReader(source, start.Offset, start.Line, cancellation: options.Cancellation);
        Start = new FollowStart(_file.Handle.Identity, start.Offset);
    }

    /// <summary>Where following began; null when everything is read, or when there was no file yet.</summary>
    public FollowStart? Start { get; }

    /// <summary>Whether the line read last is too long, and therefore empty.</summary>
    public bool IsTooLong => _lines!.IsTooLong;

    /// <summary>The length of the line read last in bytes.</summary>
    public long Length => _lines!.Length;

    /// <inheritdoc/>
    public LogLocation Location => new(_file!.Path, _lines!.Line, _lines.Offset);

    /// <summary>Reads the wanted events of the next line.</summary>
    /// <returns>False when there is none at this moment.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public bool TryRead(TradeLineParser parser, out IReadOnlyList<TradeEvent> events)
    {
        events = [];
        if (!TryReadLine(out ReadOnlySpan<byte> line))
            return false;
        if (IsTooLong)
            parser.Skip(this, Length);
        else
            events = parser.Read(line, this);
        return true;
    }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line without its line feed; valid until the next call.</param>
    /// <returns>False when there is none at this moment.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        line = default;
        while (_lines is not null || TryOpenNext())
        {
            if (_lines!.TryRead(out line))
                return true;
            _files.LookForSuccessors();
            if (!_files.IsEmpty)
            {
                // What was written before the rotation comes first, and what was torn by it last.
                if (_lines.TryRead(out line) || _lines.TryReadUnended(out line))
                    return true;
                Close();
            }
            else if (!IsTruncated())
            {
                return false;
            }
        }

        return false;
    }

    public void Dispose()
    {
        Close();
        _files.Dispose();
    }

    private bool TryOpenNext()
    {
        _files.LookForSuccessors();
        if (!_files.TryNext(_options.Failed, out _file))
            return false;
        _lines = _file.ReadLines(cancellation: _options.Cancellation);
        return true;
    }

    private bool IsTruncated()
    {
        if (_file!.Handle.GetLength() >= _lines!.NextOffset)
        {
            ForgetUnended();
            return false;
        }

        _lines.Dispose();
        _lines = _file.ReadLines(cancellation: _options.Cancellation);
        return true;
    }

    // A line without an end may be torn. The next writer removes it and writes another one in its place, so its bytes
    // are read again.
    private void ForgetUnended()
    {
        if (!_lines!.HasUnended || _file!.IsCompressed)
            return;
        (long offset, long line) = (_lines.NextOffset, _lines.NextLine);
        _lines.Dispose();
        var source = new FileByteSource(_file.Handle, offset);
        _lines = new LineReader(source, offset, line, cancellation: _options.Cancellation);
    }

    private void Close()
    {
        _lines?.Dispose();
        _lines = null;
        _file?.Dispose();
        _file = null;
    }
}

/// <summary>The place behind which a log is followed.</summary>
/// <param name="File">The file, which is known as long as it is open.</param>
/// <param name="Offset">Where the first line that is new begins.</param>
internal readonly record struct FollowStart(FileIdentity File, long Offset)
{
    /// <summary>Leaves out the files that came after the place.</summary>
    /// <param name="opened">The files of the log, the latest on top; the file of the place is the topmost
    /// afterwards.</param>
    public void DropLater(Stack<LogFile> opened)
    {
        while (opened.Count > 0 && opened.Peek().Handle.Identity != File)
            opened.Pop().Dispose();
    }

    /// <summary>The part of a range that lies before the place.</summary>
    public LogFileRange Before(LogFile file, LogFileRange range)
    {
        if (file.Handle.Identity != File)
            return range;
        long end = Math.Min(range.End, Offset);
        return new LogFileRange(Math.Min(range.Start, end), end);
    }
}
