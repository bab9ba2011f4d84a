using TradingLogging.Files;

namespace TradingLogging;

/// <summary>Reads the events of one file, line by line, to the end that it has when it has been rotated.</summary>
internal sealed class LogFileLines(LogFile file, LogFileQueue files) : IDisposable
{
    // Long enough for a writer that is in the middle of its line to end it.
    private const int SecondLook = 20;

    private readonly LineReader _lines = file.ReadLines();
    private bool _hasEnded;

    /// <summary>Reads the events of the next line.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public bool TryRead(TradeLineSplitter splitter, out IReadOnlyList<TradeEvent> events)
    {
        events = [];
        if (_hasEnded)
            return false;
        if (!_lines.TryRead(out ReadOnlySpan<byte> line))
        {
            files.LookForSuccessors();
            if (!_lines.TryRead(out line))
            {
                if (_lines.HasUnended)
                    Thread.Sleep(SecondLook);
                if (!_lines.TryRead(out line))
                {
                    _hasEnded = true;
                    if (!_lines.TryReadUnended(out line))
                        return false;
                }
            }
        }

        var location = new LogLocation(file.Path, _lines.Line, _lines.Offset);
        events = _lines.IsTooLong ? splitter.Skip(location, _lines.Length) : splitter.Read(line, location);
        return true;
    }

    public void Dispose()
    {
        _lines.Dispose();
        file.Dispose();
    }
}
