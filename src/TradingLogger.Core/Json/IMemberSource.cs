namespace TradingLogging.Json;

/// <summary>An object of the core's own that lists its members itself.</summary>
internal interface IMemberSource
{
    /// <summary>The members, in their order.</summary>
    /// <param name="isData">Whether the object is the data of an event, whose line has a timestamp and an action of its
    /// own.</param>
    IEnumerable<KeyValuePair<string, object?>> GetMembers(bool isData);
}
