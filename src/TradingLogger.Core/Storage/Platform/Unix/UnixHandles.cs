using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>A descriptor with O_APPEND. .NET's own append mode does not use it: it seeks to the end once and then
/// writes at the offsets that it counts, over what others have appended.</summary>
internal sealed unsafe class UnixAppendHandle(UnixDescriptor handle, FileIdentity identity, string path) : AppendHandle
{
    private readonly int _descriptor = handle.Number;

    public override FileIdentity Identity { get; } = identity;

    public override bool IsDeleted => UnixVariant.Current.GetStatus(_descriptor, path).Links == 0;

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            nint written;
            do
            {
                written = UnixNative.Write(_descriptor, first, bytes.Length);
            }
            while (written < 0 && Marshal.GetLastWin32Error() == UnixNative.ErrorInterrupted);
            return written < 0 ? throw SystemError.Last("append to", path) : (int)written;
        }
    }

    public override int Read(Span<byte> bytes, long offset) => handle.Read(bytes, offset, path);

    public override long GetLength() => UnixVariant.Current.GetStatus(_descriptor, path).Length;

    public override long EndOfData(long end) => UnixVariant.Current.EndOfData(_descriptor, end);

    public override void Reserve(long offset, long count)
    {
        if (offset + count > UnixNative.ReadFileSizeLimit())
        {
            throw new FileOperationException(
                $"Cannot append to '{path}': File too large (the limit RLIMIT_FSIZE of the process).");
        }

        if (UnixVariant.Current.Reserve(_descriptor, offset, count) != 0
            && Marshal.GetLastWin32Error() is UnixNative.ErrorNoSpace or UnixNative.ErrorQuota)
        {
            throw SystemError.Last("append to", path);
        }
    }

    public override void Truncate(long length)
    {
        if (UnixNative.Truncate(_descriptor, length) != 0)
            throw SystemError.Last("truncate", path);
    }

    public override void SetPermissions(int permissions)
    {
        if (UnixNative.ChangeMode(_descriptor, (uint)permissions) != 0)
            throw SystemError.Last("change the permissions of", path);
    }

    public override void Sync()
    {
        if (UnixVariant.Current.SyncData(_descriptor) != 0)
            throw SystemError.Last("synchronise", path);
    }

    public override void Dispose() => handle.Dispose();
}

/// <summary>A descriptor that is only read from.</summary>
internal sealed unsafe class UnixReadHandle(UnixDescriptor handle, FileIdentity identity, string path) : ReadHandle
{
    private readonly int _descriptor = handle.Number;

    public override FileIdentity Identity { get; } = identity;

    public static ReadHandle? TryOpenFile(string path)
    {
        int descriptor;
        fixed (byte* name = UnixPath.ToBytes(path))
        {
            do
            {
                descriptor = UnixNative.Open(name, UnixVariant.Current.ReadOnlyFlags);
            }
            while (descriptor < 0 && Marshal.GetLastWin32Error() == UnixNative.ErrorInterrupted);
        }

        if (descriptor < 0)
            return Marshal.GetLastWin32Error() == UnixNative.ErrorNoEntry ? null : throw SystemError.Last("open", path);
        var handle = new UnixDescriptor(descriptor);
        FileStatus status = UnixVariant.Current.GetStatus(descriptor, path);
        if (status.IsRegular)
            return new UnixReadHandle(handle, status.Identity, path);
        handle.Dispose();
        throw new FileOperationException($"Cannot read '{path}': it is not an ordinary file.");
    }

    public override int Read(Span<byte> bytes, long offset) => handle.Read(bytes, offset, path);

    public override long GetLength() => UnixVariant.Current.GetStatus(_descriptor, path).Length;

    public override void Dispose() => handle.Dispose();
}

/// <summary>A lock by <c>flock</c>. .NET's own file sharing is not used: an environment variable can switch it
/// off.</summary>
internal sealed unsafe class UnixLockHandle(UnixDescriptor handle, FileIdentity identity, string path) : LockHandle
{
    private static readonly int ErrorWouldBlock = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? 35 : 11;

    private readonly int _descriptor = handle.Number;

    public override FileIdentity Identity { get; } = identity;

    public override bool TryLock()
    {
        while (UnixNative.Lock(_descriptor, UnixNative.LockExclusive | UnixNative.LockNonBlocking) != 0)
        {
            int error = Marshal.GetLastWin32Error();
            if (error == ErrorWouldBlock)
                return false;
            if (error != UnixNative.ErrorInterrupted)
                throw SystemError.Last("lock", path);
        }

        return true;
    }

    public override void Unlock() => _ = UnixNative.Lock(_descriptor, UnixNative.LockUnlock);

    public override bool TryWriteNote(ReadOnlySpan<byte> note)
    {
        fixed (byte* first = note)
        {
            return UnixNative.WriteAt(_descriptor, first, note.Length, offset: 0) == note.Length;
        }
    }

    public override int ReadNote(Span<byte> note)
    {
        fixed (byte* first = note)
        {
            return (int)Math.Max(UnixNative.ReadAt(_descriptor, first, note.Length, offset: 0), 0);
        }
    }

    // A process that is being started has a copy of the descriptor for a moment, and with it the lock.
    public override void Dispose()
    {
        if (!handle.IsClosed)
            Unlock();
        handle.Dispose();
    }
}

/// <summary>A file that is mapped with <c>MAP_SHARED</c>. The mapping stays when the descriptor is closed.</summary>
internal sealed unsafe class UnixMappedFile : MappedFile
{
    private const int ReadAndWrite = 3;
    private const int Shared = 1;

    private readonly nint _length;
    private nint _start;

    /// <exception cref="FileOperationException">The file cannot be mapped.</exception>
    public UnixMappedFile(UnixDescriptor handle, nint length, string path)
    {
        _length = length;
        _start = UnixNative.Map(0, length, ReadAndWrite, Shared, handle.Number, offset: 0);
        if (_start == -1)
            throw SystemError.Last("map", path);
    }

    public override byte* Start => (byte*)_start;

    public override void Dispose()
    {
        if (_start != 0)
            _ = UnixNative.Unmap(_start, _length);
        _start = 0;
    }
}

/// <summary>An open file. Not <c>SafeFileHandle</c>: on Mono it closes only files that Mono has opened.</summary>
internal sealed unsafe class UnixDescriptor : SafeHandleMinusOneIsInvalid
{
    public UnixDescriptor(int number)
        : base(ownsHandle: true)
    {
        SetHandle((IntPtr)number);
    }

    /// <summary>The descriptor.</summary>
    public int Number => (int)handle;

    /// <summary>Reads at an offset.</summary>
    /// <returns>How many bytes were read; 0 at the end of the file.</returns>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public int Read(Span<byte> bytes, long offset, string path)
    {
        fixed (byte* first = bytes)
        {
            nint read;
            do
            {
                read = UnixNative.ReadAt(Number, first, bytes.Length, offset);
            }
            while (read < 0 && Marshal.GetLastWin32Error() == UnixNative.ErrorInterrupted);
            return read < 0 ? throw SystemError.Last("read", path) : (int)read;
        }
    }

    protected override bool ReleaseHandle() => UnixNative.Close(Number) == 0;
}
