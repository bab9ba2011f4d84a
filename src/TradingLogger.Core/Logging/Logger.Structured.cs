using System.Runtime.CompilerServices;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Logging;

/// <content>Messages with members.</content>
public sealed partial class Logger
{
    /// <summary>Whether a handler takes the members of messages. None does where lines of text are written that do not
    /// show the context; then a framework need gather them for
    /// <see cref="LogRendered(LogLevel, string, object, Exception?, int, string?)"/> only if one of them
    /// <see cref="MayMask"/>.</summary>
    public bool TakesMembers => HandlerDispatch.UsesMembers(this);

    /// <summary>Whether the value of a member of a message may be masked, so that the message must not show it. Takes
    /// some nanoseconds and reads nothing of the value.</summary>
    /// <param name="name">The name of the member.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public bool MayMask(string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        // What else there is may hold members of its own.
        return value is not (null or bool)
            && (value is not (string or IConvertible or IFormattable or Uri)
                || _hierarchy.Mask.KindOf(name) != SecretKind.None
                || LabelledValue.IsValue(name.AsSpan()));
    }

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
            WriteData(level, template, data, error, lineNumber, new MessageOrigin(IsTemplate: true));
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
            WriteData(level, template, data, error, lineNumber, new MessageOrigin(IsTemplate: true));
    }

    /// <summary>Logs a message that was made of a template already, with the members of the template, for frameworks
    /// that render themselves. What is masked among the members is masked in the message, too.</summary>
    /// <inheritdoc cref="LogStructured(LogLevel, string, object, Exception?, int)"/>
    /// <param name="level">The severity.</param>
    /// <param name="message">The message.</param>
    /// <param name="data">The members.</param>
    /// <param name="exception">What went wrong, told below the message.</param>
    /// <param name="lineNumber">The line of the caller; 0 when unknown.</param>
    /// <param name="template">The template of the message. With it, a masked member is masked in its hole; without, or
    /// if the message is another one, its value is masked wherever it stands.</param>
    public void LogRendered(
        LogLevel level,
        string message,
        object data,
        Exception? exception = null,
        int lineNumber = 0,
        string? template = null)
    {
        if (IsEnabledFor(level))
        {
            ErrorDetails? error = exception is null ? null : ErrorDetails.From(exception);
            WriteData(level, message, data, error, lineNumber, new MessageOrigin(IsTemplate: false, template));
        }
    }

    private void WriteData(
        LogLevel level,
        string message,
        object data,
        ErrorDetails? error,
        int lineNumber,
        in MessageOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(data);
        if (origin.IsTemplate || TakesMembers)
        {
            WriteMembers(level, message, data, error, lineNumber, origin);
            return;
        }

        string shown = _hierarchy.Members?.WithoutSecrets(message, origin.Template, data) ?? message;
        WriteText(level, shown, error, lineNumber);
    }

    private void WriteMembers(
        LogLevel level,
        string message,
        object? data,
        ErrorDetails? error,
        int lineNumber,
        in MessageOrigin origin)
    {
        SecretMask mask = _hierarchy.Mask;
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            RecordMembers members = _hierarchy.Members is { } writer
                ? writer.Write(buffer, ref message, data, LogContext.Current, origin)
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
