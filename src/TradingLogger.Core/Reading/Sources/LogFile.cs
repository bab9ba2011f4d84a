using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Reading.Sources;

/// <summary>A part of a file.</summary>
/// <param name="Start">The offset of its first byte, which begins a line.</param>
/// <param name="End">The offset behind its last byte.</param>
internal readonly record struct LogFileRange(long Start, long End);

/// <summary>A file of a log, open for reading.</summary>
internal sealed class LogFile : IDisposable
{
    private int _holders = 1;

    private LogFile(string path, ReadHandle handle)
    {
        Path = path;
        Handle = handle;
        Length = handle.GetLength();
        IsCompressed = path.EndsWith(ArchiveName.CompressedSuffix, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The full path under which it was opened.</summary>
    public string Path { get; }

    /// <summary>The open file.</summary>
    public ReadHandle Handle { get; }

    /// <summary>Its size in bytes when it was opened. A reading ends there: what is appended later belongs to the
    /// next.</summary>
    public long Length { get; }

    /// <summary>Whether it has to be decompressed.</summary>
    public bool IsCompressed { get; }

    /// <summary>Opens a file, or what an administrator has compressed it to meanwhile; null when neither is
    /// there.</summary>
    /// <exception cref="FileOperationException">The file could not be opened, or is no ordinary file.</exception>
    public static LogFile? TryOpen(string path) =>
        TryOpenExactly(path) ?? TryOpenExactly(path + ArchiveName.CompressedSuffix);

    /// <summary>Opens a file; null when there is none.</summary>
    /// <exception cref="FileOperationException">The file could not be opened, or is no ordinary file.</exception>
    public static LogFile? TryOpenExactly(string path) =>
        ReadHandle.TryOpen(path) is { } handle ? new LogFile(path, handle) : null;

    /// <summary>Whether it is another file or, compressed, a copy of it.</summary>
    /// <param name="other">A file that is open.</param>
    /// <exception cref="FileOperationException">A file cannot be read.</exception>
    public bool IsSameAs(LogFile other) =>
        Handle.Identity == other.Handle.Identity
        || (IsCompressed && !other.IsCompressed && GzipFile.IsCopy(Handle, other.Handle));

    /// <summary>Reads its lines.</summary>
    /// <param name="range">The part to read; null for all, also what is appended meanwhile. The first line of a part
    /// has the number 1. A compressed file is read as a whole, unless the part is empty.</param>
    /// <param name="cancellation">Ends reading.</param>
    public LineReader ReadLines(LogFileRange? range = null, CancellationToken cancellation = default)
    {
        if (IsCompressed && range is not { End: 0 })
            return new LineReader(new GzipByteSource(Handle, Path), cancellation: cancellation);
        LogFileRange part = range ?? new LogFileRange(0, long.MaxValue);
        return new LineReader(new FileByteSource(Handle, part.Start, part.End), part.Start, cancellation: cancellation);
    }

    /// <summary>Keeps it open for one more holder, who disposes of it as well.</summary>
    public LogFile Share()
    {
        _holders++;
        return this;
    }

    public void Dispose()
    {
        if (--_holders == 0)
            Handle.Dispose();
    }
}
