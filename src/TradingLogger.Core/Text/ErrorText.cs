using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace TradingLogging.Text;

/// <summary>What a line tells of an exception that came out of the caller's own code.</summary>
internal static class ErrorText
{
    /// <summary>The note that stands where the value would have stood.</summary>
    public static string NoteOf(Exception error)
    {
        Exception cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
        return $"<error: {cause.GetType().Name}: {MessageOf(cause)}>";
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "An exception's message is the caller's code and may throw anything.")]
    public static string MessageOf(Exception error)
    {
        try
        {
            return error.Message ?? string.Empty;
        }
        catch (Exception failure)
        {
            return $"(its message could not be had: {failure.GetType().Name})";
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
            return $"(its stack trace could not be had: {failure.GetType().Name})";
        }
    }
}
