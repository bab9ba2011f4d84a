using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>A handle with the right to append and without the right to write elsewhere: the system itself then puts every
/// write at the end.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal sealed unsafe class WindowsAppendHandle(SafeFileHandle handle, FileIdentity identity, string path) : AppendHandle
{
    public override FileIdentity Identity { get; } = identity;

    public override bool IsDeleted => WindowsFiles.IsDeleted(handle, path);

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return WindowsNative.WriteFile(handle, first, bytes.Length, out int written, null) == 0
                ? throw WindowsError.Last("append to", path)
                : written;
        }
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

    // The append handle may not cut; a second one, only for this, may.
    public override void Truncate(long length)
    {
        using SafeFileHandle writable = WindowsFiles.Open(path, WindowsNative.WriteData, flags: 0);
        if (writable.IsInvalid
            || WindowsNative.SetFilePointer(writable, length, newPosition: 0, method: 0) == 0
            || WindowsNative.SetEndOfFile(writable) == 0)
        {
            throw WindowsError.Last("truncate", path);
        }
    }

    public override void Sync()
    {
        if (WindowsNative.FlushFileBuffers(handle) == 0)
            throw WindowsError.Last("synchronise", path);
    }

    public override void Dispose() => handle.Dispose();
}
