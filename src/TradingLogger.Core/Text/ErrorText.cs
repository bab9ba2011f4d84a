using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Reflection;

namespace TradingLogging.Text;

/// <summary>Reads the texts of exceptions. The code of an exception may itself throw.</summary>
internal static class ErrorText
{
    /// <summary>The note that replaces a value whose code threw.</summary>
    public static string NoteOf(Exception error)
    {
        Exception cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
        return $"<error: {cause.GetType().Name}: {MessageOf(cause)}>";
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "The message is code of the caller's and may throw anything.")]
    public static string MessageOf(Exception error)
    {
        try
        {
            return error.Message ?? string.Empty;
        }
        catch (Exception failure)
        {
            return $"(its message could not be read: {failure.GetType().Name})";
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "As with the message.")]
    public static string? StackTraceOf(Exception error)
    {
        try
        {
            return error.StackTrace;
        }
        catch (Exception failure)
        {
            return $"(its stack trace could not be read: {failure.GetType().Name})";
        }
    }

    /// <summary>The status code of the HTTP response that an error is; null when it is none.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "As with the message.")]
    public static int? HttpStatusOf(Exception error)
    {
        try
        {
            return error switch
            {
                HttpRequestException { StatusCode: { } status } => (int)status,
                WebException { Response: HttpWebResponse response } => (int)response.StatusCode,
                _ => null,
            };
        }
        catch (Exception)
        {
            return null;
        }
    }
}
