using TradingLogging.Logging;

namespace TradingLogging.Json.Converters;

/// <summary>An error as a host or a record tells of it.</summary>
/// <param name="details">The details of a host's own error; null where the value itself is the details.</param>
internal sealed class ErrorDetailsConverter(ErrorDetails? details = null) : ObjectConverter
{
    public static readonly ErrorDetailsConverter Instance = new();

    public override void WriteMembers(JsonLine line, object value)
    {
        ErrorDetails error = details ?? (ErrorDetails)value;
        line.Member("type", error.TypeName);
        line.Member("message", error.Message);
        if (error.Position is { } position)
            line.Member("position", position);
        if (error.Inner is { } inner)
            line.Member("inner", inner);
    }
}
