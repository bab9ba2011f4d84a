using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>What an archive holds, compressed or not.</summary>
internal sealed class ArchiveContent : IDisposable
{
    private readonly ReadHandle _handle;
    private readonly string? _compressedPath;

    private ArchiveContent(ReadHandle handle, string? compressedPath)
    {
        _handle = handle;
        _compressedPath = compressedPath;
    }

    /// <summary>Whether there is nothing in it.</summary>
    /// <exception cref="FileOperationException">The file cannot be looked up.</exception>
    public bool IsEmpty => _handle.GetLength() == 0;

    /// <summary>Opens an archive, or what it was compressed to; null when neither is there.</summary>
    /// <param name="archive">The path that rotation gave it, without <c>.gz</c>.</param>
    /// <exception cref="FileOperationException">It cannot be opened, or is no ordinary file.</exception>
    public static ArchiveContent? TryOpen(string archive)
    {
        if (ReadHandle.TryOpen(archive) is { } plain)
            return new ArchiveContent(plain, compressedPath: null);
        string compressedPath = archive + ArchiveName.CompressedSuffix;
        return ReadHandle.TryOpen(compressedPath) is { } compressed
            ? new ArchiveContent(compressed, compressedPath)
            : null;
    }

    /// <summary>Whether its content ends at an offset: of a compressed one, by what it states of its size.</summary>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public bool EndsAt(long offset) => _compressedPath is null
        ? _handle.GetLength() == offset
        : GzipFile.StatedLength(_handle) == unchecked((uint)offset);

    /// <summary>How many bytes stand behind an offset; null when that is not known without decompressing it
    /// all.</summary>
    /// <exception cref="FileOperationException">The file cannot be looked up.</exception>
    public long? BytesBehind(long offset) =>
        _compressedPath is null ? Math.Max(0, _handle.GetLength() - offset) : null;

    /// <summary>The SHA-256 of its first line, in hexadecimal digits; null when it has no whole line.</summary>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public string? HashFirstLine()
    {
        using ByteSource source = _compressedPath is null
            ? new FileByteSource(_handle)
            : new GzipByteSource(_handle, _compressedPath);
        return SentFile.HashLine(source, 0, out _);
    }

    public void Dispose() => _handle.Dispose();
}
