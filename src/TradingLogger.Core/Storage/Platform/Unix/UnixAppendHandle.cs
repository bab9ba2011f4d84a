using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>A descriptor opened with O_APPEND. .NET's own append mode is none: it seeks once and then writes at offsets it
/// remembers, over what others have appended.</summary>
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
            return written < 0 ? throw UnixError.Last("append to", path) : (int)written;
        }
    }

    public override int Read(Span<byte> bytes, long offset)
    {
        fixed (byte* first = bytes)
        {
            nint read;
            do
            {
                read = UnixNative.ReadAt(_descriptor, first, bytes.Length, offset);
            }
            while (read < 0 && Marshal.GetLastWin32Error() == UnixNative.ErrorInterrupted);
            return read < 0 ? throw UnixError.Last("read", path) : (int)read;
        }
    }

    public override long GetLength() => UnixVariant.Current.GetStatus(_descriptor, path).Length;

    public override void Truncate(long length)
    {
        if (UnixNative.Truncate(_descriptor, length) != 0)
            throw UnixError.Last("truncate", path);
    }

    public override void Sync()
    {
        if (UnixVariant.Current.SyncData(_descriptor) != 0)
            throw UnixError.Last("synchronise", path);
    }

    public override void Dispose() => handle.Dispose();
}
