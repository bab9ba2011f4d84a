using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Json;

/// <summary>Measures how long the caller's code (getters and sequences) has run for a line. After 30 ms no more of it
/// is run, so that logging does not delay a trade.</summary>
/// <remarks>The code runs on the thread of the caller, because it may need the locks and the runspace of that thread.
/// So a getter that never returns blocks its caller. Only the code itself is timed, which takes about 50 ns a
/// call.</remarks>
internal sealed class UserCodeBudget
{
    private static readonly long Most = Stopwatch.Frequency * 30 / 1000;

    private long _taken;

    /// <summary>Whether no more of the caller's code is to be run.</summary>
    public bool IsUp => _taken >= Most;

    /// <summary>Whether the code of a type is the caller's; that of the runtime is trusted.</summary>
    public static bool IsForeign(Type type) => type.Assembly != typeof(object).Assembly;

    /// <summary>Whether an exception counts as one of the caller's code, which is noted in the line. All others end the
    /// line.</summary>
    public static bool IsOfTheCaller(Exception error) =>
        error is not (OutOfMemoryException or ThreadInterruptedException or InsufficientExecutionStackException);

    /// <summary>Starts again at zero for another line.</summary>
    public void Reset() => _taken = 0;

    /// <summary>Counts the time since the caller's code was called.</summary>
    /// <param name="begun">The time of that call, as a timestamp of <see cref="Stopwatch"/>.</param>
    public void Add(long begun) => _taken += Stopwatch.GetTimestamp() - begun;

    /// <summary>Wraps a sequence of the caller. It throws a <see cref="TimeLimitException"/> when the time is
    /// up.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> sequence)
    {
        long begun = Stopwatch.GetTimestamp();
        using IEnumerator<T> items = sequence.GetEnumerator();
        while (items.MoveNext())
        {
            T item = items.Current;
            Add(begun);
            yield return item;
            if (IsUp)
                throw new TimeLimitException();
            begun = Stopwatch.GetTimestamp();
        }
    }
}

/// <summary>The caller's code has run too long for this line. The exception never leaves the formatting.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It is made here only.")]
[SuppressMessage(
    "Design", "CA1064:Exceptions should be public", Justification = "It is caught with the caller's exceptions.")]
internal sealed class TimeLimitException : Exception;
