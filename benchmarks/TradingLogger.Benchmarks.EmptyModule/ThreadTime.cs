using System.Runtime.InteropServices;

namespace TradingLogging.Benchmarks.EmptyModule;

/// <summary>The processor time of the calling thread, for scripts: what a call costs whatever else the machine is
/// doing. Linux only.</summary>
public static class ThreadTime
{
    private const int ThreadCpuTime = 3;

    /// <summary>Microseconds since the thread began.</summary>
    public static double Microseconds =>
        GetTime(ThreadCpuTime, out TimeSpecification time) == 0
            ? (time.Seconds * 1e6) + (time.Nanoseconds / 1e3)
            : throw new InvalidOperationException("The system does not tell the processor time of a thread.");

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpecification time);

    private struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
