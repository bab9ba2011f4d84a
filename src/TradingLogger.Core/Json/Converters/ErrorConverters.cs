using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>An error as a host or a record describes it.</summary>
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
        if (error.Category is { } category)
            line.Member("category", category);
        if (error.ErrorId is { } id)
            line.Member("error_id", id);
        if (error.HttpStatus is { } status)
            line.Member("http_status", status);
        if (error.Target is { } target)
            line.Member("target", target);
        if (error.Others.Count > 0)
            line.Member("inner", (object)new[] { error.Inner }.Concat(error.Others).ToArray());
        else if (error.Inner is { } inner)
            line.Member("inner", inner);
        if (error.Omitted > 0)
            line.Member("omitted", error.Omitted);
    }
}

/// <summary>Exceptions: what a person needs to know of them, not their dozen properties.</summary>
internal sealed class ExceptionConverter : ObjectConverter
{
    public static readonly ExceptionConverter Instance = new();

    public override void WriteMembers(JsonLine line, object value)
    {
        var error = (Exception)value;
        line.Member("type", error.GetType().FullName ?? error.GetType().Name);
        line.Member("message", ErrorText.MessageOf(error));
        if (ErrorText.HttpStatusOf(error) is { } status)
            line.Member("http_status", status);
        if (error is AggregateException { InnerExceptions.Count: > 1 } aggregate)
            line.Member("inner", aggregate.InnerExceptions);
        else if (error.InnerException is { } inner)
            line.Member("inner", inner);
    }
}
