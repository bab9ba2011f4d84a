using System.Runtime.InteropServices;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>The signals of Linux that stop a process and let it go on.</summary>
internal static class Signal
{
    private const int Continued = 18;
    private const int Stopped = 19;

    public static void Stop(ChildProcess process) => Send(process, Stopped);

    public static void Continue(ChildProcess process) => Send(process, Continued);

    private static void Send(ChildProcess process, int signal)
    {
        if (Kill(process.Id, signal) != 0)
            throw new InvalidOperationException($"No signal {signal} to process {process.Id}: error {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
