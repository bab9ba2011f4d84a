using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TradingLogging.Logging;

/// <summary>Tells whether the clock of the system is synchronised with a time server, where the system can say.</summary>
internal static class ClockState
{
    public const string Synchronised = "synchronised";
    public const string Unsynchronised = "unsynchronised";
    public const string Unknown = "unknown";

    // The state changes in minutes; a system call for each event would cost as much as its formatting.
    private static readonly long MaximumAge = Stopwatch.Frequency;
    private static Reading s_last = new(Unknown, long.MinValue / 2);

    /// <summary>The state, at most a second old.</summary>
    public static string Current
    {
        get
        {
            Reading last = Volatile.Read(ref s_last);
            long now = Stopwatch.GetTimestamp();
            if (now - last.Timestamp > MaximumAge)
                Volatile.Write(ref s_last, last = new Reading(Read(), now));
            return last.State;
        }
    }

    private static string Read()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return Unknown;
        try
        {
            return LinuxClock.IsSynchronised switch
            {
                true => Synchronised,
                false => Unsynchronised,
                null => Unknown,
            };
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return Unknown;
        }
    }

    private sealed record Reading(string State, long Timestamp);
}
