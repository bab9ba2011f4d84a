using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>The files of Linux and macOS.</summary>
internal sealed unsafe class UnixFiles : PlatformFiles
{
    // Few processes need it, so it is read on first use.
    private static readonly Lazy<ulong> BootIdentity = new(UnixVariant.Current.ReadBootId);

    // Owner only: other rights are added when the system has removed those of the umask.
    private const int ReadRightsOfOthers = 0x24;

    private readonly CreationModes _modes;

    public UnixFiles(CreationModes modes)
    {
        _modes = modes;
        FileSizeSignal.Survive();
    }

    public override ulong BootId => BootIdentity.Value;

    public override uint User => UnixNative.GetEffectiveUser();

    public override AppendHandle OpenForAppend(string path)
    {
        UnixDescriptor handle = OpenOrCreate(path, UnixVariant.Current.AppendFlags, _modes.File);
        return new UnixAppendHandle(handle, RequireRegular(handle, path), path);
    }

    public override LockHandle OpenLock(string path)
    {
        int mode = _modes.Lock & ~ReadRightsOfOthers;
        UnixDescriptor handle;
        try
        {
            handle = OpenOrCreate(path, UnixVariant.Current.ReadWriteFlags, mode);
        }
        catch (FileOperationException exception) when (exception.ErrorNumber == UnixNative.ErrorAccess)
        {
            // The process that creates the file has not added the right to read yet.
            handle = OpenOrCreate(path, UnixVariant.Current.WriteOnlyFlags, mode);
        }

        var opened = new UnixLockHandle(handle, RequireRegular(handle, path), path);
        LeaveToWriters(handle, path);
        return opened;
    }

    public override MappedFile Map(string path, long length)
    {
        using UnixDescriptor handle = TryOpen(path, UnixVariant.Current.ReadWriteFlags)
            ?? throw SystemError.Last("open", path);
        _ = RequireRegular(handle, path);
        return new UnixMappedFile(handle, (nint)length, path);
    }

    public override FileStatus? GetStatus(string path) => UnixVariant.Current.GetStatus(path);

    public override bool TryRename(string path, string newPath)
    {
        fixed (byte* source = UnixPath.ToBytes(path))
        fixed (byte* target = UnixPath.ToBytes(newPath))
        {
            if (UnixVariant.Current.RenameExclusively(source, target) == 0)
                return true;
            int error = Marshal.GetLastWin32Error();
            if (error == UnixNative.ErrorExists)
                return false;
            if (error is UnixNative.ErrorNoEntry or UnixNative.ErrorAccess or UnixNative.ErrorNotPermitted
                or UnixNative.ErrorReadOnlyFileSystem)
            {
                throw SystemError.Last("rename", path);
            }

            // The file system has no exclusive renaming. A second name never replaces a file; then the first name is
            // removed.
            if (UnixNative.Link(source, target) != 0)
            {
                return Marshal.GetLastWin32Error() == UnixNative.ErrorExists
                    ? false
                    : throw SystemError.Last("rename", path);
            }

            if (UnixNative.Unlink(source) == 0)
                return true;
            FileOperationException failure = SystemError.Last("rename", path);
            // With both names left, every record would be read twice.
            _ = UnixNative.Unlink(target);
            throw failure;
        }
    }

    // .NET Framework has no method with permissions. An existing link is not followed.
    public override void CreateFile(string path) => CreateFile(path, _modes.File);

    private static void CreateFile(string path, int mode)
    {
        int descriptor;
        fixed (byte* name = UnixPath.ToBytes(path))
            descriptor = UnixVariant.Current.CreateFile(name, (uint)mode);
        if (descriptor >= 0)
            _ = UnixNative.Close(descriptor);
        else if (Marshal.GetLastWin32Error() != UnixNative.ErrorExists)
            throw SystemError.Last("create", path);
    }

    public override void SyncDirectory(string directory)
    {
        using UnixDescriptor? handle = TryOpen(directory, UnixVariant.Current.ReadOnlyFlags);
        if (handle is null || UnixNative.Sync(handle.Number) != 0)
            throw SystemError.Last("synchronise the directory", directory);
    }

    public override string? FindNetworkFileSystem(string path)
    {
        fixed (byte* name = UnixPath.ToBytes(path))
        {
            return UnixVariant.Current.FindNetworkFileSystem(name);
        }
    }

    public override string? FindUnmappableFileSystem(string path)
    {
        fixed (byte* name = UnixPath.ToBytes(path))
        {
            return UnixVariant.Current.FindUnmappableFileSystem(name);
        }
    }

    public override void Pause(int microseconds) => _ = UnixNative.Sleep((uint)microseconds);

    protected override void MakeDirectory(string path)
    {
        fixed (byte* name = UnixPath.ToBytes(path))
        {
            if (UnixNative.MakeDirectory(name, (uint)_modes.Directory) == 0)
                return;
        }

        FileOperationException failure = SystemError.Last("create", path);
        if (failure.ErrorNumber != UnixNative.ErrorExists || !Directory.Exists(path))
            throw failure;
    }

    protected override bool IsMadeOrGone(int error) => error is UnixNative.ErrorExists or UnixNative.ErrorNoEntry;

    // Whoever may only read a file can lock it. So a lock file that gives that right is changed, which only its owner
    // can do.
    private static void LeaveToWriters(UnixDescriptor handle, string path)
    {
        int mode = UnixVariant.Current.GetStatus(handle.Number, path).Permissions;
        int wanted = CreationModes.ForWriters(mode);
        if (mode != wanted)
            _ = UnixNative.ChangeMode(handle.Number, (uint)wanted);
    }

    private UnixDescriptor OpenOrCreate(string path, int flags, int mode)
    {
        for (int attempt = 1; ; attempt++)
        {
            if (TryOpen(path, flags) is { } handle)
                return handle;
            int error = Marshal.GetLastWin32Error();
            if (error == UnixNative.ErrorLinks)
                throw LinkError(path, error);
            if (error != UnixNative.ErrorNoEntry || attempt == Attempts)
                throw SystemError.Last("open", path);
            CreateWithDirectory(path, () => CreateFile(path, mode));
        }
    }

    private static FileOperationException LinkError(string path, int error) => new(
        $"Cannot open '{path}': it is a symbolic link, or its path leads through too many of them. "
        + "Remove the link, or log to the directory it leads to.")
    {
        ErrorNumber = error,
    };

    private static UnixDescriptor? TryOpen(string path, int flags)
    {
        fixed (byte* name = UnixPath.ToBytes(path))
        {
            int descriptor;
            do
            {
                descriptor = UnixNative.Open(name, flags);
            }
            while (descriptor < 0 && Marshal.GetLastWin32Error() == UnixNative.ErrorInterrupted);
            return descriptor < 0 ? null : new UnixDescriptor(descriptor);
        }
    }

    private static FileIdentity RequireRegular(UnixDescriptor handle, string path)
    {
        FileStatus status = UnixVariant.Current.GetStatus(handle.Number, path);
        if (status.IsRegular)
            return status.Identity;
        handle.Dispose();
        throw new FileOperationException($"Cannot open '{path}': it is not an ordinary file.");
    }
}

/// <summary>The signal by which Unix ends a process that writes beyond its file-size limit (<c>ulimit -f</c>). .NET
/// does not handle it. When it is ignored, the write fails instead.</summary>
internal static class FileSizeSignal
{
    // The same on Linux and macOS.
    private const int Number = 25;

    private static readonly IntPtr Ending = IntPtr.Zero;
    private static readonly IntPtr Ignored = new(1);

    /// <summary>Ignores the signal, unless the host handles it.</summary>
    public static void Survive()
    {
        IntPtr former = Handle(Number, Ignored);
        if (former != Ending)
            _ = Handle(Number, former);
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern IntPtr Handle(int signal, IntPtr handler);
}
