using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace TradingLogging.Logging;

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
