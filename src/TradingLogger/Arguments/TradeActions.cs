using System.Collections.Concurrent;

namespace TradingLogging.PowerShell;

/// <summary>The actions that are offered for completion.</summary>
internal static class TradeActions
{
    // A script that puts order numbers into actions must not fill the memory.
    private const int MaximumSeen = 256;

    private static readonly string[] Common = ["SIGNAL_GENERATED", "ORDER_PLACED", "ORDER_FILLED", "POSITION_CLOSED"];
    private static readonly ConcurrentDictionary<string, byte> Seen = new(StringComparer.Ordinal);
    private static int s_seenCount;
    private static string? s_last;

    /// <summary>The common actions, then those seen in this process in ordinal order.</summary>
    public static IEnumerable<string> Known =>
        Common.Concat(Seen.Keys.Except(Common).OrderBy(action => action, StringComparer.Ordinal));

    /// <summary>Remembers an action that has been written.</summary>
    public static void Remember(string action)
    {
        // A loop gives the same text each time. In a profile the look into the dictionary was 1 % of a piped object's cost.
        if (ReferenceEquals(action, s_last))
            return;
        s_last = action;
        if (!Seen.TryAdd(action, 0) || Interlocked.Increment(ref s_seenCount) <= MaximumSeen)
            return;

        // Starting anew, not stopping: what was written last is what will be typed next.
        Volatile.Write(ref s_seenCount, 1);
        Seen.Clear();
        Seen.TryAdd(action, 0);
    }
}
