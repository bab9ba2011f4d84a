using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>A lock by <c>flock</c>, taken directly: .NET's file sharing can be switched off by an environment variable.</summary>
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
                throw UnixError.Last("lock", path);
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

    public override void Dispose() => handle.Dispose();
}
