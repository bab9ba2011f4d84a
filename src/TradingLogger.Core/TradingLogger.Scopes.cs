using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Masking;

namespace TradingLogging;

/// <content>The context of the records of a flow.</content>
public static partial class TradingLogger
{
    /// <summary>Gives all trade events of this asynchronous flow, of every instance, further members, until the result
    /// is disposed of: <c>using (TradingLogger.BeginScope(new { strategy = "SMA" })) { … }</c>. They flow into tasks
    /// and threads that are started inside, and stand behind the event's own members, those of the outermost scope
    /// first.</summary>
    /// <remarks>A member that the event has itself, in whatever case, is the event's; one that an inner scope has is
    /// the inner scope's. The values are read in this call, and masked and limited as those of events are, by
    /// the settings of each instance; one that is initialised inside the scope reads them at its first event. A program
    /// that never calls this pays nothing (docs/benchmarks.md).</remarks>
    /// <param name="members">A dictionary, or any object with properties.</param>
    /// <param name="owner">Who begins the scope (<see cref="LogContext.Owner"/>), where that decides who may end
    /// it.</param>
    /// <returns>The scope. Its end also ends the scopes that were begun inside it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="members"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="members"/> cannot have members (a number, a string, a
    /// list).</exception>
    public static LogContext BeginScope(object members, object? owner = null)
    {
        ArgumentNullException.ThrowIfNull(members);
        LoggerInstance[] instances = s_instances;
        var masks = new SecretMask[instances.Length * 2];
        for (int index = 0; index < instances.Length; index++)
            (masks[2 * index], masks[(2 * index) + 1]) = instances[index].Masks;
        return ContextMembers.Begin(members, masks, owner);
    }
}
