using System.Runtime.InteropServices;

namespace TradingLogging.Benchmarks;

/// <summary>The processor time of the calling thread, in nanoseconds: what a call costs whatever else the machine is
/// doing.</summary>
internal static unsafe partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static long Now
    {
        get
        {
            long* time = stackalloc long[2];
            return GetTime(ThreadCpuTime, time) == 0
                ? (time[0] * 1_000_000_000) + time[1]
                : throw new InvalidOperationException();
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, long* time);
}
