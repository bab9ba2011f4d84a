using System.Runtime.InteropServices;

namespace TradingLogging.Logging;

/// <summary>Tells whether a standard stream takes a line at once. A pipe that nobody reads is full after 64 KiB, and a
/// write to it then blocks for ever: the console must never decide about an event.</summary>
/// <remarks>On Windows nothing tells; there every stream counts as ready.</remarks>
internal sealed class ConsolePipe(int descriptor)
{
    private const short WritableEvent = 4;
    private const int Attempts = 3;

    // Once it is known that nobody reads, no line waits.
    private volatile bool _isBlocked;

    public static ConsolePipe Output { get; } = new(1);

    public static ConsolePipe Error { get; } = new(2);

    /// <summary>How long a line waits for a reader, the first time.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How many bytes a stream that is ready takes without blocking: <c>PIPE_BUF</c>.</summary>
    public static int LongestWrite { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? 4096 : 512;

    /// <summary>What to tell when a line could not be shown.</summary>
    public static string Cause { get; } =
        FormattableString.Invariant(
            $"Nobody reads the pipe that the console is: it took nothing for {Patience.TotalSeconds} s.");

    /// <summary>Waits until the stream takes <see cref="LongestWrite"/> bytes, or is broken, which the write will
    /// tell.</summary>
    /// <returns>False when a write would block.</returns>
    public bool WaitUntilReady()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return true;
        _isBlocked = !IsReady(_isBlocked ? 0 : (int)Patience.TotalMilliseconds);
        return !_isBlocked;
    }

    private unsafe bool IsReady(int milliseconds)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            PollDescriptor request = new() { Descriptor = descriptor, Events = WritableEvent };
            int answer = Poll(&request, 1, milliseconds);
            // Less than 0: a signal came in between.
            if (answer >= 0)
                return answer > 0;
        }

        return true;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern unsafe int Poll(PollDescriptor* requests, nuint count, int milliseconds);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Answers;
    }
}
