using System.Management.Automation;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell.Values;

/// <summary>Takes out of PowerShell's errors what a log tells: also where in the script it happened, and to
/// what.</summary>
internal static class ErrorRecordDetails
{
    /// <summary>The details of an error record.</summary>
    public static ErrorDetails Of(ErrorRecord record)
    {
        ErrorDetails details = ErrorDetails.From(record.Exception);
        return details with
        {
            Message = MessageOf(record),
            Position = PositionOf(record.InvocationInfo),
            StackTrace = record.ScriptStackTrace ?? details.StackTrace,
            Category = record.CategoryInfo.Category.ToString(),
            ErrorId = record.FullyQualifiedErrorId is { Length: > 0 } id ? id : null,
            Target = record.TargetObject is { } target ? MessageText.OfAny(target) : null,
        };
    }

    /// <summary>The details of an exception; one that came out of a script also has a position there.</summary>
    public static ErrorDetails Of(Exception exception)
    {
        ErrorDetails details = ErrorDetails.From(exception);
        if (exception is not IContainsErrorRecord { ErrorRecord: { InvocationInfo: not null } record })
            return details;
        return details with
        {
            Position = PositionOf(record.InvocationInfo),
            StackTrace = record.ScriptStackTrace ?? details.StackTrace,
        };
    }

    /// <summary>The message that PowerShell shows of an error.</summary>
    public static string MessageOf(ErrorRecord record) => record.ErrorDetails?.Message ?? record.Exception.Message;

    // Not PositionMessage, which Windows PowerShell words in the language of the machine.
    private static string? PositionOf(InvocationInfo? invocation)
    {
        if (invocation is null || invocation.ScriptLineNumber == 0)
            return null;
        string script = string.IsNullOrEmpty(invocation.ScriptName) ? "line" : invocation.ScriptName;
        return FormattableString.Invariant(
            $"At {script}:{invocation.ScriptLineNumber} char:{invocation.OffsetInLine}\n+ {invocation.Line.Trim()}");
    }
}
