namespace TradingLogging.Storage.Platform;

/// <summary>Files in memory, which nobody else sees: an append can be rehearsed with them.</summary>
internal sealed class MemoryFiles : PlatformFiles
{
    private readonly Dictionary<string, MemoryStream> _contents = new(StringComparer.Ordinal);

    public override ulong BootId => 1;

    public override AppendHandle OpenForAppend(string path)
    {
        if (!_contents.TryGetValue(path, out MemoryStream? content))
            _contents[path] = content = new MemoryStream();
        return new Handle(content);
    }

    public override LockHandle OpenLock(string path) => new Lock();

    // Of a lock, which has no content, the identity counts.
    public override FileStatus? GetStatus(string path)
    {
        long length = _contents.TryGetValue(path, out MemoryStream? content) ? content.Length : 0;
        return new FileStatus(default, length, Links: 1, IsRegular: true);
    }

    public override MappedFile Map(string path, long length) => throw new NotSupportedException();

    public override bool TryRename(string path, string newPath) => false;

    public override void Replace(string path, string newPath)
    {
    }

    public override void CreateFile(string path)
    {
    }

    public override void Delete(string path) => _contents.Remove(path);

    public override IReadOnlyList<string> List(string directory, string prefix) => [];

    public override void SyncDirectory(string directory)
    {
    }

    public override string? FindNetworkFileSystem(string path) => null;

    public override void Pause(int microseconds)
    {
    }

    protected override void MakeDirectory(string path)
    {
    }

    protected override bool IsMadeOrGone(int error) => false;

    private sealed class Handle(MemoryStream content) : AppendHandle
    {
        public override FileIdentity Identity => default;

        public override bool IsDeleted => false;

        public override int Write(ReadOnlySpan<byte> bytes)
        {
            content.Write(bytes.ToArray(), 0, bytes.Length);
            return bytes.Length;
        }

        public override int Read(Span<byte> bytes, long offset)
        {
            ReadOnlySpan<byte> rest = content.GetBuffer().AsSpan((int)offset, (int)(content.Length - offset));
            rest = rest[..Math.Min(rest.Length, bytes.Length)];
            rest.CopyTo(bytes);
            return rest.Length;
        }

        public override long GetLength() => content.Length;

        public override void Truncate(long length) => content.SetLength(length);

        public override void Sync()
        {
        }

        public override void Dispose()
        {
        }
    }

    private sealed class Lock : LockHandle
    {
        public override FileIdentity Identity => default;

        public override bool TryLock() => true;

        public override void Unlock()
        {
        }

        public override bool TryWriteNote(ReadOnlySpan<byte> note) => true;

        public override int ReadNote(Span<byte> note) => 0;

        public override void Dispose()
        {
        }
    }
}
