using System.Diagnostics;

namespace TradingLogging.Json;

/// <summary>How long the caller's own code, getters and sequences, has taken in a line. Once it has taken too long no more of it
/// is run: the logger must not cost a trade its moment.</summary>
/// <remarks>The code runs on the caller's own thread, where its locks and its runspace are; so one call that never returns hangs
/// its caller, as it would anywhere. Only the code itself is timed, with about 50 ns for each call, and not what
/// <see cref="IsForeign"/> says cannot be slow: a thread that the system makes wait loses no member by that.</remarks>
internal sealed class UserCodeBudget
{
    private static readonly long Most = Stopwatch.Frequency * 30 / 1000;

    private long _taken;

    /// <summary>Whether no more of the caller's code is to be run.</summary>
    public bool IsUp => _taken >= Most;

    /// <summary>Whether a type's own code is the caller's; that of the runtime is trusted.</summary>
    public static bool IsForeign(Type type) => type.Assembly != typeof(object).Assembly;

    /// <summary>Begins anew, with another line.</summary>
    public void Reset() => _taken = 0;

    /// <summary>Counts the time since the caller's code was begun with.</summary>
    /// <param name="begun">When that was, as a <see cref="Stopwatch"/>'s timestamp.</param>
    public void Add(long begun) => _taken += Stopwatch.GetTimestamp() - begun;

    /// <summary>A sequence of the caller's, which ends with an <see cref="OutOfTimeException"/> when its time is up.</summary>
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
                throw new OutOfTimeException();
            begun = Stopwatch.GetTimestamp();
        }
    }
}
