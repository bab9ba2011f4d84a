using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using TradingLogging.Text;

namespace TradingLogging.Logging;

/// <summary>An interpolated log message, which the compiler makes from <c>$"…"</c>. When the level is disabled, the
/// expressions in the braces are not evaluated. Values are formatted with the invariant culture.</summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LogMessage
{
    // One huge message must not hold its memory for the life of the thread.
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static StringBuilder? t_builder;

    private readonly StringBuilder? _text;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">The number of characters outside the braces.</param>
    /// <param name="formattedCount">The number of braces.</param>
    /// <param name="logger">The logger.</param>
    /// <param name="level">The level of the record.</param>
    /// <param name="isEnabled">Whether the message will be logged and so has to be formatted.</param>
    public LogMessage(int literalLength, int formattedCount, Logger logger, LogLevel level, out bool isEnabled)
    {
        ArgumentNullException.ThrowIfNull(logger);
        isEnabled = logger.IsEnabledFor(level);
        if (!isEnabled)
            return;
        // A value in the braces may itself log. It then finds no builder and makes its own.
        _text = t_builder ?? new StringBuilder(literalLength + (formattedCount * 16));
        t_builder = null;
    }

    internal readonly bool IsEnabled => _text is not null;

    /// <summary>Called by the compiler for the text outside the braces.</summary>
    /// <param name="value">The text.</param>
    public readonly void AppendLiteral(string value) => _text!.Append(value);

    /// <summary>Called by the compiler for a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value; null gives nothing.</param>
    /// <param name="format">What stands behind the colon.</param>
    public readonly void AppendFormatted<T>(T value, string? format = null) =>
        InvariantText.Append(_text!, value, 0, format);

    /// <summary>Called by the compiler for a value with a width.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value; null gives nothing.</param>
    /// <param name="alignment">The least width in characters; negative to align left.</param>
    /// <param name="format">What stands behind the colon.</param>
    public readonly void AppendFormatted<T>(T value, int alignment, string? format = null) =>
        InvariantText.Append(_text!, value, alignment, format);

    internal readonly string ToStringAndClear()
    {
        string text = _text!.ToString();
        _text.Clear();
        t_builder = _text.Capacity <= LargestKept ? _text : null;
        return text;
    }
}

/// <summary>An interpolated log message for a method that is named after its level.</summary>
/// <typeparam name="TLevel">The level.</typeparam>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LogMessage<TLevel>
    where TLevel : struct, ILevel
{
    internal LogMessage Inner;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">The number of characters outside the braces.</param>
    /// <param name="formattedCount">The number of braces.</param>
    /// <param name="logger">The logger.</param>
    /// <param name="isEnabled">Whether the message will be logged and so has to be formatted.</param>
    public LogMessage(int literalLength, int formattedCount, Logger logger, out bool isEnabled) =>
        Inner = new LogMessage(literalLength, formattedCount, logger, default(TLevel).Level, out isEnabled);

    /// <inheritdoc cref="LogMessage.AppendLiteral"/>
    public readonly void AppendLiteral(string value) => Inner.AppendLiteral(value);

    /// <inheritdoc cref="LogMessage.AppendFormatted{T}(T, string?)"/>
    public readonly void AppendFormatted<T>(T value, string? format = null) => Inner.AppendFormatted(value, format);

    /// <inheritdoc cref="LogMessage.AppendFormatted{T}(T, int, string?)"/>
    public readonly void AppendFormatted<T>(T value, int alignment, string? format = null) =>
        Inner.AppendFormatted(value, alignment, format);
}

/// <summary>A level as a type. By it an interpolated message knows before it is formatted whether it is
/// enabled.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILevel
{
    /// <summary>The level.</summary>
    LogLevel Level { get; }
}

/// <summary><see cref="LogLevel.Debug"/> as a type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DebugLevel : ILevel
{
    /// <inheritdoc/>
    public LogLevel Level => LogLevel.Debug;
}

/// <summary><see cref="LogLevel.Info"/> as a type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct InfoLevel : ILevel
{
    /// <inheritdoc/>
    public LogLevel Level => LogLevel.Info;
}

/// <summary><see cref="LogLevel.Warning"/> as a type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WarningLevel : ILevel
{
    /// <inheritdoc/>
    public LogLevel Level => LogLevel.Warning;
}

/// <summary><see cref="LogLevel.Error"/> as a type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ErrorLevel : ILevel
{
    /// <inheritdoc/>
    public LogLevel Level => LogLevel.Error;
}

/// <summary><see cref="LogLevel.Critical"/> as a type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct CriticalLevel : ILevel
{
    /// <inheritdoc/>
    public LogLevel Level => LogLevel.Critical;
}
