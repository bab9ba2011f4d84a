using System.Runtime.InteropServices;

namespace TradingLogging.Logging;

/// <summary>The kernel's view of the clock: adjtimex(2), which anybody may ask.</summary>
internal static class LinuxClock
{
    // STA_UNSYNC of struct timex; set until a time server has been followed.
    private const int UnsynchronisedFlag = 0x40;

    // Larger than the structure is on any platform.
    private const int StructureSize = 512;

    /// <summary>Whether the clock follows a time server; null when the kernel does not tell.</summary>
    public static unsafe bool? IsSynchronised
    {
        get
        {
            byte* clock = stackalloc byte[StructureSize];
            new Span<byte>(clock, StructureSize).Clear();
            if (AdjTimeX(clock) < 0)
                return null;
            // Behind modes come offset, freq, maxerror and esterror, each a long; the first is aligned.
            int status = *(int*)(clock + (5 * IntPtr.Size));
            return (status & UnsynchronisedFlag) == 0;
        }
    }

    [DllImport("libc", EntryPoint = "adjtimex")]
    private static extern unsafe int AdjTimeX(byte* clock);
}
