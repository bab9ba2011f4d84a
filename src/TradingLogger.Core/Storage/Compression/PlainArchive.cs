using System.IO.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage.Compression;

/// <summary>A log whose archives are compressed.</summary>
/// <param name="Path">Its path.</param>
/// <param name="ListArchives">Lists its archives.</param>
internal sealed record CompressedLog(
    string Path, Func<PlatformFiles, string, IReadOnlyList<(string Path, ArchiveName Name)>> ListArchives)
{
    /// <summary>Whether an archive can be compressed now.</summary>
    public Func<string, bool> IsReady { get; init; } = _ => true;

    /// <summary>Whether a compressed file, given second, may take the place of an archive, given first.</summary>
    public Func<string, string, bool> MayReplace { get; init; } = (_, _) => true;

    /// <summary>The paths of the archives that are not compressed.</summary>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    public IEnumerable<string> List(PlatformFiles files) =>
        ListArchives(files, Path).Where(file => !file.Name.IsCompressed).Select(file => file.Path);
}

/// <summary>An archive that is being compressed. It is open, and known by its identity: rotation may give a backup its
/// next number meanwhile, and a late record may be added to a day.</summary>
internal sealed class PlainArchive
{
    private const int BlockSize = 256 * 1024;

    private readonly PlatformFiles _files;
    private readonly CompressedLog _log;
    private readonly ReadHandle _handle;
    private readonly FileStatus _status;
    private readonly DateTime _written;

    private PlainArchive(
        PlatformFiles files, CompressedLog log, ReadHandle handle, string path, FileStatus status, DateTime written)
    {
        (_files, _log, _handle, Path) = (files, log, handle, path);
        (_status, _written) = (status, written);
    }

    /// <summary>The path under which it was opened.</summary>
    public string Path { get; }

    /// <summary>Looks at an open archive.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="log">The log.</param>
    /// <param name="handle">The open archive.</param>
    /// <param name="path">The path under which it was opened.</param>
    /// <returns>Null when it has another name by now: rotation has given it one.</returns>
    /// <exception cref="FileOperationException">It cannot be looked up.</exception>
    public static PlainArchive? TryFind(PlatformFiles files, CompressedLog log, ReadHandle handle, string path)
    {
        DateTime written = PlatformFiles.GetLastWriteTime(path);
        return files.GetStatus(path) is { } status && status.Identity == handle.Identity
            ? new PlainArchive(files, log, handle, path, status, written)
            : null;
    }

    /// <summary>Compresses it to a file with the same permissions and the same time of the last write. When it returns,
    /// the disk has the file.</summary>
    /// <param name="draft">The path of the file; there is none of that name.</param>
    /// <param name="mayGoOn">Told how many bytes are left; says whether to go on.</param>
    /// <exception cref="FileOperationException">A file could not be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="mayGoOn"/> answered no.</exception>
    public void WriteTo(string draft, Func<long, bool> mayGoOn)
    {
        using (AppendHandle handle = _files.OpenForAppend(draft))
        {
            // Before the content: it is never readable for more users than the archive is.
            handle.SetPermissions(_status.Permissions);
            using (var target = new BufferedStream(new HandleStream(handle, draft), BlockSize))
            using (var stream = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
                CopyTo(stream, mayGoOn);
            handle.Sync();
        }

        PlatformFiles.SetLastWriteTime(draft, _written);
    }

    /// <summary>Whether a compressed file has all of its content.</summary>
    /// <exception cref="FileOperationException">A file could not be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="mayGoOn"/> answered no.</exception>
    public bool IsIn(ReadHandle compressed, Func<long, bool> mayGoOn) =>
        GzipFile.IsWholeCopy(compressed, _handle, _status.Length, mayGoOn);

    /// <summary>Gives its compressed form the name that belongs to the name it has by now. For the holder of the log's
    /// lock.</summary>
    /// <param name="draft">The compressed form.</param>
    /// <returns>False when it has changed or is gone, or when a file has that name.</returns>
    /// <exception cref="FileOperationException">The file could not be renamed.</exception>
    public bool TryGiveName(string draft) =>
        FindPath() is { } path && _files.TryRename(draft, path + ArchiveName.CompressedSuffix);

    /// <summary>Deletes it, if its compressed form stands beside it. For the holder of the log's lock.</summary>
    /// <param name="compressed">The compressed form.</param>
    /// <returns>Whether it was deleted.</returns>
    /// <exception cref="FileOperationException">The file could not be deleted.</exception>
    public bool TryDelete(FileIdentity compressed)
    {
        if (FindPath() is not { } path
            || _files.GetStatus(path + ArchiveName.CompressedSuffix)?.Identity != compressed)
        {
            return false;
        }

        _files.Delete(path);
        return true;
    }

    // Null when it is gone, or has grown.
    private string? FindPath() => IsAt(Path) ? Path : _log.List(_files).FirstOrDefault(IsAt);

    private bool IsAt(string path) => _files.GetStatus(path) is { } status
        && status.Identity == _status.Identity
        && status.Length == _status.Length;

    private void CopyTo(Stream stream, Func<long, bool> mayGoOn)
    {
        byte[] block = new byte[BlockSize];
        var source = new FileByteSource(_handle, 0, _status.Length);
        for (long left = _status.Length; left > 0;)
        {
            // All is read once more to compare it.
            if (!mayGoOn(left + _status.Length))
                throw new OperationCanceledException();
            int read = source.Read(block, 0, block.Length);
            if (read == 0)
                throw new FileOperationException($"'{Path}' was cut while it was compressed.");
            stream.Write(block, 0, read);
            left -= read;
        }
    }

    private sealed class HandleStream(AppendHandle handle, string path) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) =>
            handle.WriteAll(buffer.AsSpan(offset, count), path);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
