using System.Diagnostics.CodeAnalysis;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>A handle with the right to append and without the right to write elsewhere. The system then puts every
/// write at the end.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal sealed unsafe class WindowsAppendHandle(SafeFileHandle handle, FileIdentity identity, string path)
    : AppendHandle
{
    public override FileIdentity Identity { get; } = identity;

    public override bool IsDeleted => WindowsFiles.IsDeleted(handle, path);

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return WindowsNative.WriteFile(handle, first, bytes.Length, out int written, null) == 0
                ? throw SystemError.Last("append to", path)
                : written;
        }
    }

    public override int Read(Span<byte> bytes, long offset) => WindowsFiles.Read(handle, bytes, offset, path);

    public override long GetLength() => WindowsFiles.GetStatus(handle, path).Length;

    // The append handle has no right to set the size, so a second one is opened for it.
    public override void Truncate(long length)
    {
        using SafeFileHandle writable = WindowsFiles.Open(path, WindowsNative.WriteData, flags: 0);
        if (writable.IsInvalid
            || WindowsNative.SetFilePointer(writable, length, newPosition: 0, method: 0) == 0
            || WindowsNative.SetEndOfFile(writable) == 0)
        {
            throw SystemError.Last("truncate", path);
        }
    }

    public override void Sync()
    {
        if (WindowsNative.FlushFileBuffers(handle) == 0)
            throw SystemError.Last("synchronise", path);
    }

    public override void Dispose() => handle.Dispose();
}

/// <summary>A handle that is only read from. Others may read, write and delete the file.</summary>
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
            return isMissing ? null : throw SystemError.Last("open", path);
        }

        FileStatus status = WindowsFiles.GetStatus(handle, path);
        if (status.IsRegular)
            return new WindowsReadHandle(handle, status.Identity, path);
        handle.Dispose();
        throw new FileOperationException($"Cannot read '{path}': it is not an ordinary file.");
    }

    public override int Read(Span<byte> bytes, long offset) => WindowsFiles.Read(handle, bytes, offset, path);

    public override long GetLength() => WindowsFiles.GetStatus(handle, path).Length;

    public override void Dispose() => handle.Dispose();
}

/// <summary>A lock by <c>LockFileEx</c> on one byte far beyond the end of the file.</summary>
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
        return isTaken ? false : throw SystemError.Last("lock", path);
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
            return WindowsNative.WriteFile(handle, first, note.Length, out int written, &start) != 0
                && written == note.Length;
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

/// <summary>A file that is mapped by the runtime.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal sealed unsafe class WindowsMappedFile : MappedFile
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _start;

    /// <exception cref="FileOperationException">The file cannot be mapped.</exception>
    public WindowsMappedFile(SafeFileHandle handle, long length, string path)
    {
        try
        {
            var stream = new FileStream(handle, FileAccess.ReadWrite, bufferSize: 1);
            _file = MemoryMappedFile.CreateFromFile(
                stream,
                mapName: null,
                length,
                MemoryMappedFileAccess.ReadWrite,
                HandleInheritability.None,
                leaveOpen: false);
            _view = _file.CreateViewAccessor(offset: 0, length);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            handle.Dispose();
            throw new FileOperationException($"Cannot map '{path}': {exception.Message}", exception);
        }
    }

    public override byte* Start => _start;

    public override void Dispose()
    {
        if (_start is null)
            return;
        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
