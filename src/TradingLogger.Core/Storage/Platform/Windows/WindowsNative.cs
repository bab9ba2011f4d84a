using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>The system calls of Windows.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal static unsafe class WindowsNative
{
    public const nint InvalidHandle = -1;

    public const uint ReadData = 0x1;
    public const uint WriteData = 0x2;
    public const uint AppendData = 0x4;
    public const uint ReadAttributes = 0x80;
    public const uint Synchronize = 0x100000;

    public const uint ShareEverything = 0x7;
    public const uint CreateNew = 1;
    public const uint OpenExisting = 3;
    public const uint BackupSemantics = 0x02000000;
    public const uint OpenReparsePoint = 0x00200000;

    public const uint AttributeDirectory = 0x10;
    public const uint AttributeDevice = 0x40;
    public const uint AttributeReparsePoint = 0x400;

    public const uint RemoteDrive = 4;

    public const int StandardInformationClass = 1;
    public const int TimeOfDayClass = 3;

    public const uint LockExclusively = 2;
    public const uint FailImmediately = 1;

    public const int ErrorFileNotFound = 2;
    public const int ErrorPathNotFound = 3;
    public const int ErrorSharingViolation = 32;
    public const int ErrorLockViolation = 33;
    public const int ErrorHandleEof = 38;
    public const int ErrorFileExists = 80;
    public const int ErrorAlreadyExists = 183;
    public const int ErrorIoPending = 997;

    [DllImport("kernel32", EntryPoint = "GetDriveTypeW", CharSet = CharSet.Unicode)]
    public static extern uint GetDriveType(string root);

    [DllImport("kernel32", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, SetLastError = true)]
    public static extern nint CreateFile(
        string path,
        uint access,
        uint share,
        nint security,
        uint disposition,
        uint flags,
        nint template);

    [DllImport("kernel32", EntryPoint = "CloseHandle")]
    public static extern int Close(nint file);

    [DllImport("kernel32", EntryPoint = "CreateDirectoryW", CharSet = CharSet.Unicode, SetLastError = true)]
    public static extern int CreateDirectory(string path, SecurityAttributes* security);

    [DllImport(
        "advapi32",
        EntryPoint = "ConvertStringSecurityDescriptorToSecurityDescriptorW",
        CharSet = CharSet.Unicode,
        SetLastError = true)]
    public static extern int ConvertToSecurityDescriptor(string text, uint revision, out nint descriptor, nint size);

    [DllImport("kernel32", EntryPoint = "WriteFile", SetLastError = true)]
    public static extern int WriteFile(
        SafeFileHandle file,
        byte* bytes,
        int count,
        out int written,
        Overlapped* position);

    [DllImport("kernel32", EntryPoint = "ReadFile", SetLastError = true)]
    public static extern int ReadFile(SafeFileHandle file, byte* bytes, int count, out int read, Overlapped* position);

    [DllImport("kernel32", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    public static extern int GetFileInformation(SafeFileHandle file, out FileInformation information);

    [DllImport("kernel32", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    public static extern int GetFileInformation(nint file, out FileInformation information);

    [DllImport("kernel32", EntryPoint = "GetFileInformationByHandleEx", SetLastError = true)]
    public static extern int GetFileInformation(
        SafeFileHandle file,
        int informationClass,
        out StandardInformation information,
        int size);

    [DllImport("kernel32", EntryPoint = "SetFilePointerEx", SetLastError = true)]
    public static extern int SetFilePointer(SafeFileHandle file, long distance, nint newPosition, uint method);

    [DllImport("kernel32", EntryPoint = "SetEndOfFile", SetLastError = true)]
    public static extern int SetEndOfFile(SafeFileHandle file);

    [DllImport("kernel32", EntryPoint = "FlushFileBuffers", SetLastError = true)]
    public static extern int FlushFileBuffers(SafeFileHandle file);

    [DllImport("kernel32", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true)]
    public static extern int MoveFile(string path, string newPath, uint flags);

    [DllImport("kernel32", EntryPoint = "LockFileEx", SetLastError = true)]
    public static extern int LockFile(
        SafeFileHandle file,
        uint flags,
        uint reserved,
        uint countLow,
        uint countHigh,
        Overlapped* position);

    [DllImport("kernel32", EntryPoint = "UnlockFileEx", SetLastError = true)]
    public static extern int UnlockFile(
        SafeFileHandle file,
        uint reserved,
        uint countLow,
        uint countHigh,
        Overlapped* position);

    [DllImport("ntdll", EntryPoint = "NtQuerySystemInformation")]
    public static extern int QuerySystem(int informationClass, out TimeOfDay time, int size, nint returnedSize);

    [StructLayout(LayoutKind.Sequential)]
    public struct SecurityAttributes
    {
        public int Length;
        public nint Descriptor;
        public int InheritHandle;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeOfDay
    {
        public long BootTime;
        public long CurrentTime;
        public long TimeZoneBias;
        public uint TimeZone;
        public uint Reserved;
        public ulong BootTimeBias;
        public ulong SleepTimeBias;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Overlapped
    {
        public nint Internal;
        public nint InternalHigh;
        public uint OffsetLow;
        public uint OffsetHigh;
        public nint Event;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct StandardInformation
    {
        public long AllocationSize;
        public long EndOfFile;
        public uint NumberOfLinks;
        public byte IsDeletePending;
        public byte IsDirectory;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct FileInformation
    {
        public uint Attributes;
        public long CreationTime;
        public long LastAccessTime;
        public long LastWriteTime;
        public uint VolumeSerialNumber;
        public uint SizeHigh;
        public uint SizeLow;
        public uint NumberOfLinks;
        public uint IndexHigh;
        public uint IndexLow;
    }
}
