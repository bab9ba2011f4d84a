using System.Runtime.InteropServices;

namespace TradingLogging.Logging;

/// <summary>Tells whether a standard stream takes a line at once, and why not. A pipe that nobody reads is full after
/// 64 KiB, and a write to it then blocks for ever; .NET ignores a pipe whose reader has ended. The console must never
/// decide about an event, and never lose a line without a word.</summary>
/// <remarks>On Windows nothing tells; there every stream counts as ready.</remarks>
/// <param name="descriptor">The number of the stream: 1 for stdout, 2 for stderr.</param>
internal sealed class ConsolePipe(int descriptor)
{
    private const short WritableEvent = 4;
    private const short BrokenEvents = 8 | 16;
    private const short InvalidEvent = 32;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;
    private const int Attempts = 3;

    // Once it is known that nobody reads, no line waits.
    private volatile bool _isBlocked;
    private bool? _isForeign;

    public static ConsolePipe Output { get; } = new(1);

    public static ConsolePipe Error { get; } = new(2);

    /// <summary>How long a line waits for a reader, the first time.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How many bytes a stream that is ready takes without blocking: <c>PIPE_BUF</c>.</summary>
    public static int LongestWrite { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? 4096 : 512;

    private string Name => descriptor == 2 ? "stderr" : "stdout";

    /// <summary>Waits until the stream takes <see cref="LongestWrite"/> bytes.</summary>
    /// <returns>Null when it does, or when only the write can tell; else why it does not.</returns>
    public string? FindObstacle()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return null;
        if (_isForeign ??= IsForeign())
            return $"The console is closed: {Name} was not open when the process began.";
        short answers = Ask(_isBlocked ? 0 : (int)Patience.TotalMilliseconds);
        _isBlocked = answers == 0;
        if (_isBlocked)
        {
            return FormattableString.Invariant(
                $"Nobody reads the pipe that the console is: it took nothing for {Patience.TotalSeconds} s.");
        }

        if ((answers & InvalidEvent) != 0)
            return $"The console is closed: {Name} is not open.";
        return (answers & BrokenEvents) != 0 ? "The console is broken: who read its pipe has ended." : null;
    }

    // A program gets no descriptor that closes on exec. Such a stream was closed when the process began, and its number
    // now belongs to a file or a pipe of the runtime: a line must not be written there.
    private bool IsForeign() =>
        Control(descriptor, GetDescriptorFlags) is >= 0 and var flags && (flags & CloseOnExec) != 0;

    private unsafe short Ask(int milliseconds)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            PollDescriptor request = new() { Descriptor = descriptor, Events = WritableEvent };
            int answer = Poll(&request, 1, milliseconds);
            // Less than 0: a signal came in between.
            if (answer >= 0)
                return request.Answers;
        }

        return WritableEvent;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern unsafe int Poll(PollDescriptor* requests, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int command);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Answers;
    }
}
