using System.Runtime.CompilerServices;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Logging;

/// <content>Messages with members.</content>
public sealed partial class Logger
{
    /// <summary>Whether a handler takes the members of messages. None does where lines of text are written that do not
    /// show the context; then a framework need not gather them for <see cref="LogRendered"/>.</summary>
    public bool TakesMembers => HandlerDispatch.UsesMembers(this);

    /// <summary>Logs a message whose members stay members: <c>LogStructured(level, "Order {order_id} rejected", new {
    /// order_id, venue })</c>. The message of the record is the template with the values in it.</summary>
    /// <remarks>Holes are <c>{name}</c>, <c>{name:0.00}</c> with a format for numbers and times, <c>{name,10}</c> with
    /// a width, and <c>{@name}</c> for the value as JSON; <c>{{</c> and <c>}}</c> are braces. A hole without a member
    /// stays as it is written. A member that the template does not name stands behind the message in lines of text, and
    /// all of them are members of the line with <c>text_format = json</c>.</remarks>
    /// <param name="level">The severity.</param>
    /// <param name="template">The template.</param>
    /// <param name="data">The members: a dictionary, or any object with properties.</param>
    /// <param name="exception">What went wrong, told below the message.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException"><paramref name="template"/> or <paramref name="data"/> is
    /// null.</exception>
    /// <exception cref="ArgumentException"><paramref name="data"/> cannot have members (a number, a string, a
    /// list).</exception>
    /// <exception cref="InvalidOperationException">The level is enabled but no handler is attached: logging is not
    /// initialised.</exception>
    /// <exception cref="LogWriteException">A handler could not write; the others have.</exception>
    public void LogStructured(
        LogLevel level,
        string template,
        object data,
        Exception? exception = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        if (IsEnabledFor(level))
        {
            ErrorDetails? error = exception is null ? null : ErrorDetails.From(exception);
            WriteData(level, template, data, error, lineNumber, isTemplate: true);
        }
    }

    /// <summary>Logs a template with the details of an error.</summary>
    /// <inheritdoc cref="LogStructured(LogLevel, string, object, Exception?, int)"/>
    /// <param name="level">The severity.</param>
    /// <param name="template">The template.</param>
    /// <param name="data">The members: a dictionary, or any object with properties.</param>
    /// <param name="error">What went wrong, told below the message; null for nothing.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    public void LogStructured(
        LogLevel level,
        string template,
        object data,
        ErrorDetails? error,
        [CallerLineNumber] int lineNumber = 0)
    {
        if (IsEnabledFor(level))
            WriteData(level, template, data, error, lineNumber, isTemplate: true);
    }

    /// <summary>Logs a message that was made of a template already, with the members of the template, for frameworks
    /// that render themselves.</summary>
    /// <inheritdoc cref="LogStructured(LogLevel, string, object, Exception?, int)"/>
    /// <param name="level">The severity.</param>
    /// <param name="message">The message.</param>
    /// <param name="data">The members.</param>
    /// <param name="exception">What went wrong, told below the message.</param>
    /// <param name="lineNumber">The line of the caller; 0 when unknown.</param>
    public void LogRendered(
        LogLevel level,
        string message,
        object data,
        Exception? exception = null,
        int lineNumber = 0)
    {
        if (IsEnabledFor(level))
        {
            ErrorDetails? error = exception is null ? null : ErrorDetails.From(exception);
            WriteData(level, message, data, error, lineNumber, isTemplate: false);
        }
    }

    private void WriteData(
        LogLevel level,
        string message,
        object data,
        ErrorDetails? error,
        int lineNumber,
        bool isTemplate)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(data);
        if (isTemplate || TakesMembers)
        {
            WriteMembers(level, message, data, error, lineNumber, isTemplate);
            return;
        }

        _hierarchy.Members?.Require(data);
        WriteText(level, message, error, lineNumber);
    }

    private void WriteMembers(
        LogLevel level,
        string message,
        object? data,
        ErrorDetails? error,
        int lineNumber,
        bool isTemplate)
    {
        SecretMask mask = _hierarchy.Mask;
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            RecordMembers members = _hierarchy.Members is { } writer
                ? writer.Write(buffer, ref message, data, LogContext.Current, isTemplate)
                : default;
            ErrorDetails? shown = error?.WithoutSecrets(mask);
            HandlerDispatch.Dispatch(
                this,
                new LogRecord(_hierarchy.Clock.Now, level, _recordName, mask.Apply(message), lineNumber, shown)
                {
                    Data = members,
                });
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }
}
