using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Reflection;

namespace TradingLogging.Text;

/// <summary>Reads the texts of exceptions. The code of an exception may itself throw.</summary>
internal static class ErrorText
{
    private const int MostErrors = 1000;

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
            return error is AggregateException aggregate && CountErrors(aggregate, MostErrors) > MostErrors
                ? FormattableString.Invariant($"More than {MostErrors} errors occurred.")
                : error.Message ?? string.Empty;
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

    // The runtime puts the messages of all inner errors into that of an aggregate, once for each way to one: for
    // aggregates that share their errors, no memory is enough.
    private static int CountErrors(AggregateException aggregate, int most)
    {
        int errors = 1;
        foreach (Exception inner in aggregate.InnerExceptions)
        {
            errors += inner is AggregateException further ? CountErrors(further, most - errors) : 1;
            if (errors > most)
                break;
        }

        return errors;
    }
}
