using System.ComponentModel;

namespace TradingLogging.Logging;

/// <summary>A level as a type, so that an interpolated message knows whether it is enabled before it is formatted.</summary>
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
