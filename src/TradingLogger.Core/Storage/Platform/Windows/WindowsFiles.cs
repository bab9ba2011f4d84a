using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>The file system of Windows.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal sealed unsafe class WindowsFiles(CreationModes modes) : PlatformFiles
{
    private const uint LockAccess =
        WindowsNative.WriteData | WindowsNative.ReadData | WindowsNative.ReadAttributes | WindowsNative.Synchronize;

    private const uint AppendAccess =
        WindowsNative.AppendData | WindowsNative.ReadData | WindowsNative.ReadAttributes | WindowsNative.Synchronize;

    // The time at which the machine started, independent of later changes of the clock.
    public override ulong BootId { get; } =
        WindowsNative.QuerySystem(
            WindowsNative.TimeOfDayClass,
            out WindowsNative.TimeOfDay time,
            sizeof(WindowsNative.TimeOfDay),
            0) == 0
            ? (ulong)time.BootTime - time.BootTimeBias
            : 0;

    public override AppendHandle OpenForAppend(string path)
    {
        SafeFileHandle handle = OpenOrCreate(path, AppendAccess);
        return new WindowsAppendHandle(handle, RequireRegular(handle, path), path);
    }

    public override LockHandle OpenLock(string path)
    {
        SafeFileHandle handle = OpenOrCreate(path, LockAccess);
        return new WindowsLockHandle(handle, RequireRegular(handle, path), path);
    }

    public override MappedFile Map(string path, long length)
    {
        SafeFileHandle handle = Open(
            path, WindowsNative.ReadData | WindowsNative.WriteData | WindowsNative.Synchronize, flags: 0);
        return handle.IsInvalid ? throw SystemError.Last("open", path) : new WindowsMappedFile(handle, length, path);
    }

    public override FileStatus? GetStatus(string path)
    {
        // A number and no object, which would be left to the garbage collector whenever a lock is taken.
        nint file = OpenNumber(path, WindowsNative.ReadAttributes, WindowsNative.BackupSemantics);
        if (file == WindowsNative.InvalidHandle)
            return IsMissing(Marshal.GetLastWin32Error()) ? null : throw SystemError.Last("look up", path);
        try
        {
            return WindowsNative.GetFileInformation(file, out WindowsNative.FileInformation information) == 0
                ? throw SystemError.Last("look up", path)
                : StatusOf(information);
        }
        finally
        {
            _ = WindowsNative.Close(file);
        }
    }

    public override bool TryRename(string path, string newPath)
    {
        if (WindowsNative.MoveFile(path, newPath, flags: 0) != 0)
            return true;
        return IsThere(Marshal.GetLastWin32Error()) ? false : throw SystemError.Last("rename", path);
    }

    public override void CreateFile(string path)
    {
        WindowsNative.SecurityAttributes security = WindowsAccess.Of(modes.File, isDirectory: false);
        nint file = WindowsNative.CreateFile(
            path,
            WindowsNative.ReadAttributes,
            WindowsNative.ShareEverything,
            (nint)(&security),
            WindowsNative.CreateNew,
            flags: 0,
            template: 0);
        using var handle = new SafeFileHandle(file, ownsHandle: true);
        if (handle.IsInvalid && !IsThere(Marshal.GetLastWin32Error()))
            throw SystemError.Last("create", path);
    }

    // NTFS writes names to its journal itself. There is no call that waits for it.
    public override void SyncDirectory(string directory)
    {
    }

    public override string? FindNetworkFileSystem(string path)
    {
        string? root = Path.GetPathRoot(path);
        if (string.IsNullOrEmpty(root))
            return null;
        bool isRemote = WindowsNative.GetDriveType(root.TrimEnd('\\') + '\\') == WindowsNative.RemoteDrive;
        return isRemote ? "network drive" : null;
    }

    public override void Pause(int microseconds) => Thread.Sleep(microseconds >= 1000 ? microseconds / 1000 : 0);

    internal static int Read(SafeFileHandle handle, Span<byte> bytes, long offset, string path)
    {
        var position = new WindowsNative.Overlapped { OffsetLow = (uint)offset, OffsetHigh = (uint)(offset >> 32) };
        fixed (byte* first = bytes)
        {
            if (WindowsNative.ReadFile(handle, first, bytes.Length, out int read, &position) != 0)
                return read;
        }

        return Marshal.GetLastWin32Error() == WindowsNative.ErrorHandleEof ? 0 : throw SystemError.Last("read", path);
    }

    internal static FileStatus GetStatus(SafeFileHandle handle, string path)
    {
        if (WindowsNative.GetFileInformation(handle, out WindowsNative.FileInformation information) == 0)
            throw SystemError.Last("look up", path);
        return StatusOf(information);
    }

    private static FileStatus StatusOf(in WindowsNative.FileInformation information)
    {
        const uint special = WindowsNative.AttributeDirectory | WindowsNative.AttributeDevice
            | WindowsNative.AttributeReparsePoint;
        return new FileStatus(
            new FileIdentity(
                information.VolumeSerialNumber,
                ((ulong)information.IndexHigh << 32) | information.IndexLow),
            (long)(((ulong)information.SizeHigh << 32) | information.SizeLow),
            information.NumberOfLinks,
            IsRegular: (information.Attributes & special) == 0);
    }

    // A file that is deleted while it is open leaves its directory at once (NTFS since Windows 10) or when it is
    // closed.
    internal static bool IsDeleted(SafeFileHandle handle, string path)
    {
        int result = WindowsNative.GetFileInformation(
            handle,
            WindowsNative.StandardInformationClass,
            out WindowsNative.StandardInformation information,
            Marshal.SizeOf<WindowsNative.StandardInformation>());
        return result == 0
            ? throw SystemError.Last("look up", path)
            : information.IsDeletePending != 0 || information.NumberOfLinks == 0;
    }

    internal static SafeFileHandle Open(string path, uint access, uint flags) =>
        new(OpenNumber(path, access, flags), ownsHandle: true);

    private static nint OpenNumber(string path, uint access, uint flags) => WindowsNative.CreateFile(
        path,
        access,
        WindowsNative.ShareEverything,
        security: 0,
        WindowsNative.OpenExisting,
        flags | WindowsNative.OpenReparsePoint,
        template: 0);

    protected override void MakeDirectory(string path)
    {
        WindowsNative.SecurityAttributes security = WindowsAccess.Of(modes.Directory, isDirectory: true);
        if (WindowsNative.CreateDirectory(path, &security) != 0)
            return;
        FileOperationException failure = SystemError.Last("create", path);
        if (!IsThere(failure.ErrorNumber) || !Directory.Exists(path))
            throw failure;
    }

    protected override bool IsMadeOrGone(int error) => IsThere(error) || IsMissing(error);

    private static bool IsThere(int error) =>
        error is WindowsNative.ErrorAlreadyExists or WindowsNative.ErrorFileExists;

    private static bool IsMissing(int error) =>
        error is WindowsNative.ErrorFileNotFound or WindowsNative.ErrorPathNotFound;

    private SafeFileHandle OpenOrCreate(string path, uint access)
    {
        for (int attempt = 1; ; attempt++)
        {
            SafeFileHandle handle = Open(path, access, flags: 0);
            if (!handle.IsInvalid)
                return handle;
            if (!IsMissing(Marshal.GetLastWin32Error()) || attempt == Attempts)
                throw SystemError.Last("open", path);
            CreateWithDirectory(path, () => CreateFile(path));
        }
    }

    private static FileIdentity RequireRegular(SafeFileHandle handle, string path)
    {
        FileStatus status = GetStatus(handle, path);
        if (status.IsRegular)
            return status.Identity;
        handle.Dispose();
        throw new FileOperationException($"Cannot open '{path}': it is not an ordinary file.");
    }
}

/// <summary>Permission bits on Windows: who has rights to a file or directory from its creation on.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal static unsafe class WindowsAccess
{
    // Nothing is inherited from the directory. SYSTEM, the administrators and the owner have all rights.
    private const string OwnersFile = "D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;S-1-3-4)";
    private const string OwnersDirectory = "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-3-4)";

    private static readonly Lazy<nint> File = new(() => Convert(OwnersFile));
    private static readonly Lazy<nint> Directory = new(() => Convert(OwnersDirectory));

    /// <summary>The argument of the call that creates the name. A file of Windows has no group: a mode without rights
    /// for others gives rights to owner and administrators only; with a mode that has such rights the directory
    /// decides.</summary>
    public static WindowsNative.SecurityAttributes Of(int mode, bool isDirectory) => new()
    {
        Length = sizeof(WindowsNative.SecurityAttributes),
        Descriptor = CreationModes.IsForOthers(mode) ? 0 : (isDirectory ? Directory : File).Value,
    };

    private static nint Convert(string text) =>
        WindowsNative.ConvertToSecurityDescriptor(text, revision: 1, out nint descriptor, size: 0) != 0
            ? descriptor
            : throw new FileOperationException(
                "Cannot describe the rights to new files.", new Win32Exception(Marshal.GetLastWin32Error()));
}
