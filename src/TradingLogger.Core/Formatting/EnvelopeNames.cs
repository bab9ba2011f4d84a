namespace TradingLogging.Formatting;

/// <summary>The member names that belong to the line itself and that the data of an event cannot take.</summary>
internal static class EnvelopeNames
{
    public const string Timestamp = "timestamp";
    public const string Action = "action";
    public const string EventTime = "event_time";
    public const string Evidence = "evidence";
    public const string Truncated = "truncated";

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

    private static bool Same(string name, string own) => string.Equals(name, own, StringComparison.OrdinalIgnoreCase);
}
