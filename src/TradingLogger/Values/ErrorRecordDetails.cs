using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using TradingLogging.PowerShell.Output;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell.Values;

/// <summary>Takes out of PowerShell's errors what a log tells: also where in the script it happened, and to
/// what.</summary>
internal static class ErrorRecordDetails
{
    /// <summary>The details of an error record.</summary>
    public static ErrorDetails Of(ErrorRecord record) => With(Of(record.Exception), record, MessageOf(record));

    /// <summary>The details of an exception and of those that caused it; those that PowerShell made have an error
    /// record, which knows more.</summary>
    public static ErrorDetails Of(Exception exception) => With(ErrorDetails.From(exception), exception);

    /// <summary>The message that PowerShell shows of an exception.</summary>
    public static string MessageOf(Exception exception) =>
        RecordOf(exception)?.ErrorDetails?.Message ?? TextOf(exception);

    /// <summary>The message that PowerShell shows of an error.</summary>
    public static string MessageOf(ErrorRecord record) => record.ErrorDetails?.Message ?? TextOf(record.Exception);

    // The message is code of the script's and may throw. The core tells so in its place.
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "It is told in its place.")]
    private static string TextOf(Exception exception)
    {
        try
        {
            return exception.Message ?? string.Empty;
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            return ErrorDetails.From(exception).Message;
        }
    }

    private static ErrorDetails With(ErrorDetails details, Exception exception)
    {
        Exception[] causes = exception is AggregateException aggregate
            ? [.. aggregate.InnerExceptions]
            : exception.InnerException is { } cause ? [cause] : [];
        details = details with
        {
            Inner = details.Inner is { } inner ? With(inner, causes[0]) : null,
            Others = details.Others.Count == 0 ? details.Others : [.. details.Others.Zip(causes.Skip(1), With)],
        };
        return RecordOf(exception) is { } record ? With(details, record, details.Message) : details;
    }

    private static ErrorDetails With(ErrorDetails details, ErrorRecord record, string message) => details with
    {
        Message = message,
        Position = PositionOf(record.InvocationInfo),
        StackTrace = record.ScriptStackTrace ?? details.StackTrace,
        Category = record.CategoryInfo.Category.ToString(),
        ErrorId = record.FullyQualifiedErrorId is { Length: > 0 } id ? id : null,
        Target = record.TargetObject is { } target ? MessageText.OfAny(target) : null,
    };

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "Then there is no record to tell of.")]
    private static ErrorRecord? RecordOf(Exception exception)
    {
        try
        {
            return (exception as IContainsErrorRecord)?.ErrorRecord;
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            return null;
        }
    }

    // Not PositionMessage, which Windows PowerShell words in the language of the machine.
    private static string? PositionOf(InvocationInfo? invocation)
    {
        if (invocation is null || invocation.ScriptLineNumber == 0 || ScriptCaller.IsOwn(invocation))
            return null;
        string script = string.IsNullOrEmpty(invocation.ScriptName) ? "line" : invocation.ScriptName;
        return FormattableString.Invariant(
            $"At {script}:{invocation.ScriptLineNumber} char:{invocation.OffsetInLine}\n+ {invocation.Line?.Trim()}");
    }
}
