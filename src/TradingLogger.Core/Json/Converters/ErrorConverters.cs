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
        WriteOwn(line, error);
        WriteCauses(line, error, cause => cause);
    }

    /// <summary>Writes the errors that caused this one, and how many of them are left out.</summary>
    /// <param name="line">The line.</param>
    /// <param name="error">The error.</param>
    /// <param name="valueOf">The value as which a cause is written.</param>
    public static void WriteCauses(JsonLine line, ErrorDetails error, Func<ErrorDetails, object> valueOf)
    {
        if (error.Others.Count > 0)
        {
            object?[] causes =
            [
                error.Inner is { } first ? valueOf(first) : null,
                .. error.Others.Select(valueOf),
            ];
            line.Member("inner", (object)causes);
        }
        else if (error.Inner is { } inner)
        {
            line.Member("inner", valueOf(inner));
        }

        if (error.Omitted > 0)
            line.Member("omitted", error.Omitted);
    }

    /// <summary>Writes what is not the matter of another error.</summary>
    public static void WriteOwn(JsonLine line, ErrorDetails error)
    {
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
    }
}

/// <summary>An error with its stack, for logs of messages. In a trade event a stack would be the longest
/// member.</summary>
/// <param name="Details">The error.</param>
internal sealed record WholeError(ErrorDetails Details);

/// <summary>Writes what <see cref="ErrorDetailsConverter"/> writes, and the stacks.</summary>
internal sealed class WholeErrorConverter : ObjectConverter
{
    public override void WriteMembers(JsonLine line, object value)
    {
        ErrorDetails error = ((WholeError)value).Details;
        ErrorDetailsConverter.WriteOwn(line, error);
        if (error.StackTrace is { Length: > 0 } stack)
            line.Member("stack", stack);
        ErrorDetailsConverter.WriteCauses(line, error, cause => new WholeError(cause));
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
