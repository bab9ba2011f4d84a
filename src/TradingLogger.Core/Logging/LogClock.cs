using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TradingLogging.Logging;

/// <summary>Gives the local wall clock with its offset from UTC.</summary>
internal sealed class LogClock(Func<DateTime> utcNow, Func<TimeZoneInfo> zone)
{
    // To ask the zone takes longer than to format the whole line. No zone changes its offset within a minute.
    private OffsetOfMinute _cached = new(-1, TimeSpan.Zero);

    public static LogClock System { get; } = new(() => DateTime.UtcNow, () => TimeZoneInfo.Local);

    public DateTimeOffset Now
    {
        get
        {
            DateTime utc = utcNow();
            long minute = utc.Ticks / TimeSpan.TicksPerMinute;
            OffsetOfMinute cached = _cached;
            if (cached.Minute != minute)
                _cached = cached = new OffsetOfMinute(minute, zone().GetUtcOffset(utc));
            return new DateTimeOffset(utc.Ticks + cached.Offset.Ticks, cached.Offset);
        }
    }

    private sealed record OffsetOfMinute(long Minute, TimeSpan Offset);
}

/// <summary>Tells whether the clock of the system is synchronised with a time server. Only Linux tells.</summary>
internal static class ClockState
{
    public const string Synchronised = "synchronised";
    public const string Unsynchronised = "unsynchronised";
    public const string Unknown = "unknown";

    // The state changes within minutes. A system call for each event would take as long as its formatting.
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

/// <summary>Reads the state of the clock by adjtimex(2), which needs no rights.</summary>
internal static class LinuxClock
{
    // STA_UNSYNC of struct timex. The kernel clears it when a program follows a time server.
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
            // The status follows modes, offset, freq, maxerror and esterror. The last four are longs, and modes is
            // padded to the size of one.
            int status = *(int*)(clock + (5 * IntPtr.Size));
            return (status & UnsynchronisedFlag) == 0;
        }
    }

    [DllImport("libc", EntryPoint = "adjtimex")]
    private static extern unsafe int AdjTimeX(byte* clock);
}
