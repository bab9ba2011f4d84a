using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>The signals of Linux that stop a process and let it go on.</summary>
internal static class Signal
{
    private const int Continued = 18;
    private const int Stopped = 19;

    /// <summary>Stops a process and waits until none of its threads runs.</summary>
    public static void Stop(ChildProcess process)
    {
        Send(process, Stopped);
        long start = Stopwatch.GetTimestamp();
        while (!Directory.GetDirectories($"/proc/{process.Id}/task").All(IsStopped))
        {
            if (Stopwatch.GetElapsedTime(start) > ChildProcess.Patience)
                throw new TimeoutException($"Process {process.Id} did not stop.");
        }
    }

    public static void Continue(ChildProcess process) => Send(process, Continued);

    // The state follows the program's name, which is in parentheses.
    private static bool IsStopped(string thread) =>
        File.ReadAllText(Path.Combine(thread, "stat")).Contains(") T ", StringComparison.Ordinal);

    private static void Send(ChildProcess process, int signal)
    {
        if (Kill(process.Id, signal) != 0)
        {
            throw new InvalidOperationException(
                $"No signal {signal} to process {process.Id}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
