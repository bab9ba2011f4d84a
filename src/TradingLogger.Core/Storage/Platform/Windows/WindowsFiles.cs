using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>The files of Windows.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal sealed unsafe class WindowsFiles(CreationModes modes) : PlatformFiles
{
    private const uint LockAccess =
        WindowsNative.WriteData | WindowsNative.ReadData | WindowsNative.ReadAttributes | WindowsNative.Synchronize;

    private const uint AppendAccess =
        WindowsNative.AppendData | WindowsNative.ReadData | WindowsNative.ReadAttributes | WindowsNative.Synchronize;

    // When the machine started, whatever its clock was set to since then.
    public override ulong BootId { get; } =
        WindowsNative.QuerySystem(WindowsNative.TimeOfDayClass, out WindowsNative.TimeOfDay time, sizeof(WindowsNative.TimeOfDay), 0) == 0
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

    public override FileStatus? GetStatus(string path)
    {
        using SafeFileHandle handle = Open(path, WindowsNative.ReadAttributes, WindowsNative.BackupSemantics);
        if (!handle.IsInvalid)
            return GetStatus(handle, path);
        return IsMissing(Marshal.GetLastWin32Error()) ? null : throw WindowsError.Last("look up", path);
    }

    public override bool TryRename(string path, string newPath)
    {
        if (WindowsNative.MoveFile(path, newPath, flags: 0) != 0)
            return true;
        return IsThere(Marshal.GetLastWin32Error()) ? false : throw WindowsError.Last("rename", path);
    }

    public override void CreateFile(string path)
    {
        WindowsNative.SecurityAttributes security = WindowsAccess.Of(modes.File, isDirectory: false);
        using SafeFileHandle handle = WindowsNative.CreateFile(
            path,
            WindowsNative.ReadAttributes,
            WindowsNative.ShareEverything,
            (nint)(&security),
            WindowsNative.CreateNew,
            flags: 0,
            template: 0);
        if (handle.IsInvalid && !IsThere(Marshal.GetLastWin32Error()))
            throw WindowsError.Last("create", path);
    }

    // NTFS writes names to its journal by itself and gives no way to wait for it.
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

    internal static FileStatus GetStatus(SafeFileHandle handle, string path)
    {
        if (WindowsNative.GetFileInformation(handle, out WindowsNative.FileInformation information) == 0)
            throw WindowsError.Last("look up", path);
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

    // A file that is deleted while it is open is gone from its directory at once (NTFS since Windows 10) or when it is closed.
    internal static bool IsDeleted(SafeFileHandle handle, string path)
    {
        int size = Marshal.SizeOf<WindowsNative.StandardInformation>();
        return WindowsNative.GetFileInformation(handle, WindowsNative.StandardInformationClass, out var information, size) == 0
            ? throw WindowsError.Last("look up", path)
            : information.IsDeletePending != 0 || information.NumberOfLinks == 0;
    }

    internal static SafeFileHandle Open(string path, uint access, uint flags) => WindowsNative.CreateFile(
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
        FileOperationException failure = WindowsError.Last("create", path);
        if (!IsThere(failure.ErrorNumber) || !Directory.Exists(path))
            throw failure;
    }

    private static bool IsThere(int error) => error is WindowsNative.ErrorAlreadyExists or WindowsNative.ErrorFileExists;

    private static bool IsMissing(int error) =>
        error is WindowsNative.ErrorFileNotFound or WindowsNative.ErrorPathNotFound;

    private SafeFileHandle OpenOrCreate(string path, uint access)
    {
        const int attempts = 5;
        for (int attempt = 1; ; attempt++)
        {
            SafeFileHandle handle = Open(path, access, flags: 0);
            if (!handle.IsInvalid)
                return handle;
            if (!IsMissing(Marshal.GetLastWin32Error()) || attempt == attempts)
                throw WindowsError.Last("open", path);
            CreateDirectory(Path.GetDirectoryName(path)!);
            CreateFile(path);
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

/// <summary>Permission bits as Windows knows them: who has rights to a file or directory from the moment it is made.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal static unsafe class WindowsAccess
{
    // Protected against what the directory would pass on: all rights for SYSTEM, the administrators and whoever is the owner.
    private const string OwnersFile = "D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;S-1-3-4)";
    private const string OwnersDirectory = "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-3-4)";

    private static readonly Lazy<nint> File = new(() => Convert(OwnersFile));
    private static readonly Lazy<nint> Directory = new(() => Convert(OwnersDirectory));

    /// <summary>What to hand to the call that makes the name. Windows has no group of a file: a mode without rights for others
    /// leaves the owner and the administrators, one with such rights leaves everything to the directory.</summary>
    public static WindowsNative.SecurityAttributes Of(int mode, bool isDirectory) => new()
    {
        Length = sizeof(WindowsNative.SecurityAttributes),
        Descriptor = CreationModes.IsForOthers(mode) ? 0 : (isDirectory ? Directory : File).Value,
    };

    private static nint Convert(string text) =>
        WindowsNative.ConvertToSecurityDescriptor(text, revision: 1, out nint descriptor, size: 0) != 0
            ? descriptor
            : throw new FileOperationException("Cannot describe rights to files.", new Win32Exception(Marshal.GetLastWin32Error()));
}
