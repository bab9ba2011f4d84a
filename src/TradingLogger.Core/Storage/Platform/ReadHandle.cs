using System.Runtime.InteropServices;
using TradingLogging.Storage.Platform.Unix;
using TradingLogging.Storage.Platform.Windows;

namespace TradingLogging.Storage.Platform;

/// <summary>A file open for reading that stands in nobody's way: others may write, rename and delete it meanwhile, and no lock
/// is taken (.NET's own streams take one, at which other programs fail).</summary>
internal abstract class ReadHandle : IDisposable
{
    /// <summary>Which file it is, whatever it is called by now.</summary>
    public abstract FileIdentity Identity { get; }

    /// <summary>Reads at an offset.</summary>
    /// <returns>How many bytes were read; 0 at the end of the file.</returns>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <summary>The size in bytes at this moment.</summary>
    /// <exception cref="FileOperationException">The size could not be had.</exception>
    public abstract long GetLength();

    public abstract void Dispose();

    /// <summary>Opens a file; null when there is none.</summary>
    /// <exception cref="FileOperationException">The file could not be opened, or is no ordinary file.</exception>
    public static ReadHandle? TryOpen(string path) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? WindowsReadHandle.TryOpenFile(path)
        : UnixReadHandle.TryOpenFile(path);
}
