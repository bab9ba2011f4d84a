using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>A descriptor of Linux or macOS that is only read from.</summary>
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
            return Marshal.GetLastWin32Error() == UnixNative.ErrorNoEntry ? null : throw UnixError.Last("open", path);
        var handle = new UnixDescriptor(descriptor);
        FileStatus status = UnixVariant.Current.GetStatus(descriptor, path);
        if (status.IsRegular)
            return new UnixReadHandle(handle, status.Identity, path);
        handle.Dispose();
        throw new FileOperationException($"Cannot read '{path}': it is not an ordinary file.");
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

    public override void Dispose() => handle.Dispose();
}
