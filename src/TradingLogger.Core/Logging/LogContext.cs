using System.Runtime.CompilerServices;

namespace TradingLogging.Logging;

/// <summary>Members that the records of an asynchronous flow get: those of a scope and of the scopes around it.
/// Immutable. It flows as the flow's <see cref="ExecutionContext"/> does: into tasks and threads that are started
/// inside. <c>TradingLogger.BeginScope</c> begins one, and its end ends it.</summary>
public sealed class LogContext : IDisposable
{
    private static readonly AsyncLocal<LogContext?> Flow = new();

    // A program that never begins a scope pays for reading this field alone.
    private static bool s_isUsed;

    private LogContext(object data, LogContext? outer, object? owner)
    {
        Data = data;
        Outer = outer;
        Owner = owner;
    }

    /// <summary>The innermost scope of this flow; null when there is none.</summary>
    public static LogContext? Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => s_isUsed ? Flow.Value : null;
    }

    /// <summary>The object whose members these are.</summary>
    internal object Data { get; }

    /// <summary>The scope around this one; null when there is none.</summary>
    internal LogContext? Outer { get; }

    /// <summary>Who began the scope, where that decides who may end it; else null.</summary>
    public object? Owner { get; }

    /// <summary>The members as the writer of lines keeps them.</summary>
    internal object? Encoded { get; set; }

    /// <summary>Makes a scope inside the current one. It is not begun yet.</summary>
    internal static LogContext Inside(object data, object? owner) => new(data, Current, owner);

    /// <summary>Makes this the innermost scope of the current flow, with the scopes that were around it when it was
    /// made: for hosts that go on with their work on another thread.</summary>
    public void Resume()
    {
        s_isUsed = true;
        Flow.Value = this;
    }

    /// <summary>Ends the scope and those that were begun inside it. Does nothing in a flow that is not inside it, so
    /// that a second call, or one in the wrong order, brings no ended scope back.</summary>
    public void Dispose()
    {
        for (LogContext? scope = Current; scope is not null; scope = scope.Outer)
        {
            if (!ReferenceEquals(scope, this))
                continue;
            Flow.Value = Outer;
            return;
        }
    }
}
