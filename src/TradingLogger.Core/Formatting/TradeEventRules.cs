using TradingLogging.Json.Converters;

namespace TradingLogging.Formatting;

/// <summary>What a trade event must be, checked before the first byte of it is written.</summary>
internal static class TradeEventRules
{
    // The exceptions name no parameter: .NET would append it to a message that the user of a cmdlet reads.
    public static void RequireAction(string action)
    {
        if (string.IsNullOrWhiteSpace(action))
            throw new ArgumentException("The action of a trade event is empty. Name what happened, for example ORDER_FILLED.");
    }

    /// <summary>Finds how the members of the data are written.</summary>
    /// <param name="data">The data; afterwards taken out of its host's wrappers.</param>
    /// <returns>The shape; null when there is no data.</returns>
    public static ObjectConverter? RequireObject(ref object? data)
    {
        data = ValueConverter.Unwrap(data);
        return data is null ? null : ValueConverter.Of(data).AsObject(data) ?? throw NotAnObject(data);
    }

    private static ArgumentException NotAnObject(object data) => new(
        $"The data of a trade event must have named members, and a {data.GetType()} has none. "
        + "Pass a dictionary or an object with properties.");
}
