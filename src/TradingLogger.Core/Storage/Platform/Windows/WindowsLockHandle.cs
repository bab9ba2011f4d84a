using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>A lock by <c>LockFileEx</c> on one byte far behind the end of the file.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal sealed unsafe class WindowsLockHandle(SafeFileHandle handle, FileIdentity identity, string path) : LockHandle
{
    private const uint LockedByteHigh = 0x40000000;

    public override FileIdentity Identity { get; } = identity;

    public override bool TryLock()
    {
        var position = new WindowsNative.Overlapped { OffsetHigh = LockedByteHigh };
        const uint flags = WindowsNative.LockExclusively | WindowsNative.FailImmediately;
        if (WindowsNative.LockFile(handle, flags, 0, 1, 0, &position) != 0)
            return true;
        bool isTaken = Marshal.GetLastWin32Error()
            is WindowsNative.ErrorLockViolation or WindowsNative.ErrorIoPending or WindowsNative.ErrorSharingViolation;
        return isTaken ? false : throw WindowsError.Last("lock", path);
    }

    public override void Unlock()
    {
        var position = new WindowsNative.Overlapped { OffsetHigh = LockedByteHigh };
        _ = WindowsNative.UnlockFile(handle, 0, 1, 0, &position);
    }

    public override bool TryWriteNote(ReadOnlySpan<byte> note)
    {
        WindowsNative.Overlapped start = default;
        fixed (byte* first = note)
        {
            return WindowsNative.WriteFile(handle, first, note.Length, out int written, &start) != 0 && written == note.Length;
        }
    }

    public override int ReadNote(Span<byte> note)
    {
        WindowsNative.Overlapped start = default;
        fixed (byte* first = note)
        {
            return WindowsNative.ReadFile(handle, first, note.Length, out int read, &start) != 0 ? read : 0;
        }
    }

    public override void Dispose() => handle.Dispose();
}
