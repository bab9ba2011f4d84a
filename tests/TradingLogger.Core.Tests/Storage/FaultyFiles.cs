using TradingLogging.Storage.Platform;

namespace TradingLogging.Tests.Storage;

/// <summary>The real files, of which every operation can be made to fail.</summary>
internal sealed class FaultyFiles : PlatformFiles
{
    private readonly object _gate = new();
    private readonly List<(FileOperation Operation, string Path)> _calls = [];

    /// <summary>Called before each operation with its path; throws to make it fail.</summary>
    public Action<FileOperation, string> Before { get; set; } = (_, _) => { };

    /// <summary>How many bytes one write takes at most.</summary>
    public int LongestWrite { get; set; } = int.MaxValue;

    /// <summary>The run of the machine; the real one unless set.</summary>
    public ulong Boot { get; set; } = Current.BootId;

    public override ulong BootId => Boot;

    public override uint User => OtherUser ?? Current.User;

    /// <summary>The user who runs the process; null for the real one.</summary>
    public uint? OtherUser { get; set; }

    /// <summary>The kind of network file system that all files are on; null for none.</summary>
    public string? NetworkFileSystem { get; set; }

    /// <summary>The kind of file system, on which no store is certain, that all files are on; null for none.</summary>
    public string? UnmappableFileSystem { get; set; }

    /// <summary>The permissions that directories seem to have; null for those they have.</summary>
    public int? DirectoryPermissions { get; set; }

    /// <summary>All operations so far.</summary>
    public IReadOnlyList<(FileOperation Operation, string Path)> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>What was reserved, in files of one writer.</summary>
    public List<(long Offset, long Count)> Reservations { get; } = [];

    public int Count(FileOperation operation) => Calls.Count(call => call.Operation == operation);

    /// <summary>Makes one kind of operation fail from now on.</summary>
    public void Fail(FileOperation failing, string cause = "No space left on device") =>
        Before = (operation, path) =>
        {
            if (operation == failing)
                throw Failure(operation, path, cause);
        };

    /// <summary>Makes the operations with these numbers fail, counted from 0 and from now on.</summary>
    public void FailAt(Func<int, bool> isFailing)
    {
        int number = 0;
        Before = (operation, path) =>
        {
            if (isFailing(number++))
                throw Failure(operation, path, "Input/output error");
        };
    }

    public void Mend() => Before = (_, _) => { };

    public static FileOperationException Failure(FileOperation operation, string path, string cause) =>
        new($"Cannot {operation} '{path}': {cause}.") { ErrorNumber = 5 };

    public override AppendHandle OpenForAppend(string path)
    {
        Meet(FileOperation.OpenForAppend, path);
        return new FaultyHandle(this, Current.OpenForAppend(path), path);
    }

    public override LockHandle OpenLock(string path)
    {
        Meet(FileOperation.OpenLock, path);
        return new FaultyLock(this, Current.OpenLock(path), path);
    }

    public override MappedFile Map(string path, long length)
    {
        Meet(FileOperation.Map, path);
        return Current.Map(path, length);
    }

    public override string? FindUnmappableFileSystem(string path) => UnmappableFileSystem;

    public override FileStatus? GetStatus(string path)
    {
        Meet(FileOperation.GetStatus, path);
        FileStatus? status = Current.GetStatus(path);
        return DirectoryPermissions is { } permissions && Directory.Exists(path)
            ? status!.Value with { Permissions = permissions }
            : status;
    }

    public override string? FindNetworkFileSystem(string path) => NetworkFileSystem;

    public override bool TryRename(string path, string newPath)
    {
        Meet(FileOperation.Rename, path);
        return Current.TryRename(path, newPath);
    }

    public override void Delete(string path)
    {
        Meet(FileOperation.Delete, path);
        Current.Delete(path);
    }

    public override IReadOnlyList<string> List(string directory, string prefix)
    {
        Meet(FileOperation.List, directory);
        return Current.List(directory, prefix);
    }

    public override void SyncDirectory(string directory)
    {
        Meet(FileOperation.SyncDirectory, directory);
        Current.SyncDirectory(directory);
    }

    public override void CreateFile(string path) => Current.CreateFile(path);

    public override void Pause(int microseconds) => Current.Pause(microseconds);

    protected override void MakeDirectory(string path) => Current.CreateDirectory(path);

    protected override bool IsMadeOrGone(int error) => false;

    private void Meet(FileOperation operation, string path)
    {
        lock (_gate)
            _calls.Add((operation, path));
        Before(operation, path);
    }

    private bool IsMet(FileOperation operation, string path)
    {
        try
        {
            Meet(operation, path);
            return true;
        }
        catch (FileOperationException)
        {
            return false;
        }
    }

    private sealed class FaultyHandle(FaultyFiles files, AppendHandle inner, string path) : AppendHandle
    {
        public override FileIdentity Identity => inner.Identity;

        public override bool IsDeleted
        {
            get
            {
                files.Meet(FileOperation.IsDeleted, path);
                return inner.IsDeleted;
            }
        }

        public override int Write(ReadOnlySpan<byte> bytes)
        {
            files.Meet(FileOperation.Write, path);
            return inner.Write(bytes[..Math.Min(bytes.Length, files.LongestWrite)]);
        }

        public override int Read(Span<byte> bytes, long offset)
        {
            files.Meet(FileOperation.Read, path);
            return inner.Read(bytes, offset);
        }

        public override long GetLength()
        {
            files.Meet(FileOperation.GetLength, path);
            return inner.GetLength();
        }

        public override void Reserve(long offset, long count)
        {
            files.Meet(FileOperation.Reserve, path);
            inner.Reserve(offset, count);
            files.Reservations.Add((offset, count));
        }

        public override void Truncate(long length)
        {
            files.Meet(FileOperation.Truncate, path);
            inner.Truncate(length);
        }

        public override void SetPermissions(int permissions)
        {
            files.Meet(FileOperation.SetPermissions, path);
            inner.SetPermissions(permissions);
        }

        public override void Sync()
        {
            files.Meet(FileOperation.Sync, path);
            inner.Sync();
        }

        public override void Dispose() => inner.Dispose();
    }

    private sealed class FaultyLock(FaultyFiles files, LockHandle inner, string path) : LockHandle
    {
        public override FileIdentity Identity => inner.Identity;

        public override bool TryLock()
        {
            files.Meet(FileOperation.TryLock, path);
            return inner.TryLock();
        }

        public override void Unlock() => inner.Unlock();

        public override bool TryWriteNote(ReadOnlySpan<byte> note) =>
            files.IsMet(FileOperation.WriteNote, path) && inner.TryWriteNote(note);

        public override int ReadNote(Span<byte> note) =>
            files.IsMet(FileOperation.ReadNote, path) ? inner.ReadNote(note) : 0;

        public override void Dispose() => inner.Dispose();
    }
}

/// <summary>What the append engine asks an operating system for.</summary>
internal enum FileOperation
{
    OpenForAppend,
    OpenLock,
    GetStatus,
    Rename,
    Delete,
    List,
    SyncDirectory,
    IsDeleted,
    Write,
    Read,
    GetLength,
    Truncate,
    Sync,
    TryLock,
    WriteNote,
    ReadNote,
    Reserve,
    Map,
    SetPermissions,
}
