using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>Exceptions: what a person needs to know of them, not their dozen properties.</summary>
internal sealed class ExceptionConverter : ObjectConverter
{
    public static readonly ExceptionConverter Instance = new();

    public override void WriteMembers(JsonLine line, object value)
    {
        var error = (Exception)value;
        line.Member("type", error.GetType().FullName ?? error.GetType().Name);
        line.Member("message", ErrorText.MessageOf(error));
        if (error.InnerException is { } inner)
            line.Member("inner", inner);
    }
}
