namespace TradingLogging.Formatting;

/// <summary>The member names that belong to the line itself and that the data of an event cannot take.</summary>
internal static class EnvelopeNames
{
    public const string Timestamp = "timestamp";
    public const string Action = "action";
    public const string EventTime = "event_time";
    public const string Evidence = "evidence";
    public const string Truncated = "truncated";
    public const string Seq = "seq";
    public const string Prev = "prev";
    public const string Corrects = "corrects";

    /// <summary>What stands before the name of a member of the data that would else take the line's own.</summary>
    public const string DataPrefix = "data.";

    public static bool Contains(string name, bool hasEventTime) => name.Length switch
    {
        6 => Same(name, Action),
        8 => Same(name, Evidence),
        9 => Same(name, Timestamp) || Same(name, Truncated),
        10 => hasEventTime && Same(name, EventTime),
        _ => false,
    };

    /// <summary>Whether the name is one of those that a chained log has besides.</summary>
    public static bool IsOfChain(string name) => name.Length switch
    {
        3 => Same(name, Seq),
        4 => Same(name, Prev),
        8 => Same(name, Corrects),
        _ => false,
    };

    private static bool Same(string name, string own) => string.Equals(name, own, StringComparison.OrdinalIgnoreCase);
}
