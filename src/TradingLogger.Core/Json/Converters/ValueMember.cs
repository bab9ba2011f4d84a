namespace TradingLogging.Json.Converters;

/// <summary>One member of an object in a trade event.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Value">Its value; null when <paramref name="Error"/> is set.</param>
/// <param name="Error">Why the value could not be had: the member's getter threw.</param>
public readonly record struct ValueMember(string Name, object? Value, Exception? Error = null);
