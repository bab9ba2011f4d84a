using System.Management.Automation;
using System.Net;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell.Values;

/// <summary>Errors that came out of a job, remoting or Clixml as objects: they are written as the errors
/// were.</summary>
internal static class DeserialisedError
{
    private const string Record = DeserialisedValue.Prefix + "System.Management.Automation.ErrorRecord";
    private const string AnyException = DeserialisedValue.Prefix + "System.Exception";

    // Exceptions cause each other; a copy holds no more levels than this.
    private const int MostCauses = 16;

    /// <summary>The details of an error record or an exception.</summary>
    /// <param name="copy">An object that has nothing but its properties.</param>
    /// <returns>Null for any other object.</returns>
    public static ErrorDetails? Find(PSObject copy)
    {
        foreach (string type in copy.TypeNames)
        {
            if (type == Record)
                return OfRecord(copy);
            if (type == AnyException)
                return OfException(copy, MostCauses);
        }

        return null;
    }

    private static ErrorDetails? OfRecord(PSObject copy)
    {
        if (copy.Properties["Exception"]?.Value is not PSObject cause)
            return null;
        ErrorDetails details = OfException(cause, MostCauses);
        return details with
        {
            Message = Text(copy, "ErrorDetails_Message") ?? details.Message,
            Position = copy.Properties["InvocationInfo"]?.Value is PSObject place
                ? Text(place, "PositionMessage")
                : null,
            StackTrace = Text(copy, "ErrorDetails_ScriptStackTrace") ?? details.StackTrace,
            Category = CategoryOf(copy),
            ErrorId = Text(copy, "FullyQualifiedErrorId"),
            Target = copy.Properties["TargetObject"]?.Value is { } target ? MessageText.OfAny(target) : null,
        };
    }

    private static ErrorDetails OfException(PSObject copy, int depth)
    {
        PSObject? cause = depth > 0 ? copy.Properties["InnerException"]?.Value as PSObject : null;
        string type = copy.TypeNames.Count > 0 ? copy.TypeNames[0] : string.Empty;
        return new ErrorDetails(
            type.StartsWith(DeserialisedValue.Prefix, StringComparison.Ordinal)
                ? type.Substring(DeserialisedValue.Prefix.Length)
                : type,
            Text(copy, "Message") ?? copy.ToString(),
            StackTrace: Text(copy, "StackTrace"),
            Inner: cause is null ? null : OfException(cause, depth - 1))
        {
            HttpStatus = StatusOf(copy),
        };
    }

    private static int? StatusOf(PSObject copy) =>
        LanguagePrimitives.TryConvertTo(copy.Properties["StatusCode"]?.Value, out HttpStatusCode status)
            ? (int)status
            : null;

    private static string? CategoryOf(PSObject copy) =>
        LanguagePrimitives.TryConvertTo(copy.Properties["ErrorCategory_Category"]?.Value, out ErrorCategory category)
            ? category.ToString()
            : null;

    private static string? Text(PSObject copy, string name) =>
        copy.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
