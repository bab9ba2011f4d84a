using System.Runtime.InteropServices;

namespace TradingLogging.Text;

/// <summary>How long the calling thread has used a processor. A thread that sleeps, or waits for a processor, uses
/// none.</summary>
internal static class ThreadTime
{
    private const int LinuxThreadClock = 3;
    private const int MacThreadClock = 16;

    /// <summary>The time in ticks of 100 ns, from an arbitrary beginning; null when the system does not tell. To ask
    /// costs one system call.</summary>
    public static long? Read()
    {
        try
        {
            return RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? ReadWindows() : ReadUnix();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static long? ReadUnix()
    {
        int clock = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? MacThreadClock : LinuxThreadClock;
        if (ClockGetTime(clock, out TimeSpec time) != 0)
            return null;
        return ((long)time.Seconds * TimeSpan.TicksPerSecond) + ((long)time.Nanoseconds / 100);
    }

    private static long? ReadWindows() =>
        GetThreadTimes(GetCurrentThread(), out _, out _, out long kernel, out long user) ? kernel + user : null;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [DllImport("kernel32")]
    private static extern IntPtr GetCurrentThread();

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetThreadTimes(
        IntPtr thread, out long created, out long ended, out long kernel, out long user);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly IntPtr Seconds;
        public readonly IntPtr Nanoseconds;
    }
}
