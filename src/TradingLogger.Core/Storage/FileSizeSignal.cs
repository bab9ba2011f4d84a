using System.Runtime.InteropServices;

namespace TradingLogging.Storage;

/// <summary>Unix ends a process that writes beyond its file-size limit (<c>ulimit -f</c>) by a signal, which .NET leaves as it
/// is. Ignored, the signal leaves an error of that one write.</summary>
internal static class FileSizeSignal
{
    // The same on Linux and macOS.
    private const int Number = 25;

    private static readonly IntPtr Ending = IntPtr.Zero;
    private static readonly IntPtr Ignored = new(1);

    /// <summary>Ignores the signal, unless the host has taken care of it itself.</summary>
    public static void Survive()
    {
        IntPtr former = Handle(Number, Ignored);
        if (former != Ending)
            _ = Handle(Number, former);
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern IntPtr Handle(int signal, IntPtr handler);
}
