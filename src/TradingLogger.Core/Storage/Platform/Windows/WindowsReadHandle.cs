using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>A handle of Windows that is only read from, and shares reading, writing and deleting with everybody.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal sealed unsafe class WindowsReadHandle(SafeFileHandle handle, FileIdentity identity, string path) : ReadHandle
{
    private const uint Access = WindowsNative.ReadData | WindowsNative.ReadAttributes | WindowsNative.Synchronize;

    public override FileIdentity Identity { get; } = identity;

    public static ReadHandle? TryOpenFile(string path)
    {
        SafeFileHandle handle = WindowsFiles.Open(path, Access, flags: 0);
        if (handle.IsInvalid)
        {
            bool isMissing = Marshal.GetLastWin32Error()
                is WindowsNative.ErrorFileNotFound or WindowsNative.ErrorPathNotFound;
            return isMissing ? null : throw WindowsError.Last("open", path);
        }

        FileStatus status = WindowsFiles.GetStatus(handle, path);
        if (status.IsRegular)
            return new WindowsReadHandle(handle, status.Identity, path);
        handle.Dispose();
        throw new FileOperationException($"Cannot read '{path}': it is not an ordinary file.");
    }

    public override int Read(Span<byte> bytes, long offset)
    {
        var position = new WindowsNative.Overlapped { OffsetLow = (uint)offset, OffsetHigh = (uint)(offset >> 32) };
        fixed (byte* first = bytes)
        {
            if (WindowsNative.ReadFile(handle, first, bytes.Length, out int read, &position) != 0)
                return read;
        }

        return Marshal.GetLastWin32Error() == WindowsNative.ErrorHandleEof ? 0 : throw WindowsError.Last("read", path);
    }

    public override long GetLength() => WindowsFiles.GetStatus(handle, path).Length;

    public override void Dispose() => handle.Dispose();
}
