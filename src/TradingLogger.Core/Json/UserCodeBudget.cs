using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Measures how long the caller's code (getters and sequences) has run for a line. After 30 ms of processor
/// time, or 2 s with its waits, no more of it is run, so that logging does not delay a trade.</summary>
/// <remarks>The code runs on the thread of the caller, because it may need the locks and the runspace of that thread.
/// So a getter that never returns blocks its caller. Only the code itself is timed, which takes about 50 ns a
/// call. A thread that waits for a processor on a busy machine loses no member: so processor time decides, which is
/// read when 30 ms have passed, and at the first call of a line, at most once a millisecond.</remarks>
/// <param name="processorTime">Reads the processor time of the thread; null for that of the system.</param>
internal sealed class UserCodeBudget(Func<long?>? processorTime = null)
{
    private const long MostProcessorTime = 30 * TimeSpan.TicksPerMillisecond;

    private static readonly long Most = Stopwatch.Frequency * 30 / 1000;
    private static readonly long MostWithWaits = Stopwatch.Frequency * 2;
    private static readonly long Freshness = Stopwatch.Frequency / 1000;

    private readonly Func<long?> _processorTime = processorTime ?? ThreadTime.Read;
    private long _taken;
    private long? _usedBefore;
    private long _readAt;
    private int _thread;

    /// <summary>Whether no more of the caller's code is to be run.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Whether the code of a type is the caller's; that of the runtime is trusted.</summary>
    public static bool IsForeign(Type type) => type.Assembly != typeof(object).Assembly;

    /// <summary>Whether an exception counts as one of the caller's code, which is noted in the line. All others end the
    /// line.</summary>
    public static bool IsOfTheCaller(Exception error) =>
        error is not (OutOfMemoryException or ThreadInterruptedException or InsufficientExecutionStackException);

    /// <summary>Starts again at zero for another line.</summary>
    public void Reset()
    {
        _taken = 0;
        IsUp = false;
    }

    /// <summary>To be called before the caller's code.</summary>
    /// <returns>The time, for <see cref="Add"/>.</returns>
    public long Begin()
    {
        long now = Stopwatch.GetTimestamp();
        if (_taken == 0)
            ReadProcessorTime(now);
        return now;
    }

    /// <summary>Counts the time since the caller's code was called.</summary>
    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    public void Add(long begun) => Count(Stopwatch.GetTimestamp() - begun);

    /// <summary>Counts a time, in ticks of <see cref="Stopwatch"/>.</summary>
    public void Count(long time)
    {
        _taken += time;
        if (_taken >= Most && !IsUp)
            IsUp = _taken >= MostWithWaits || _processorTime() - _usedBefore >= MostProcessorTime;
    }

    /// <summary>Wraps a sequence of the caller. It throws a <see cref="TimeLimitException"/> when the time is
    /// up.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> sequence)
    {
        long begun = Begin();
        using IEnumerator<T> items = sequence.GetEnumerator();
        while (items.MoveNext())
        {
            T item = items.Current;
            Add(begun);
            yield return item;
            if (IsUp)
                throw new TimeLimitException();
            begun = Begin();
        }
    }

    // The reading of the line before is good enough: a thread uses at most a millisecond in a millisecond.
    private void ReadProcessorTime(long now)
    {
        int thread = Environment.CurrentManagedThreadId;
        if (thread == _thread && now - _readAt < Freshness)
            return;
        _usedBefore = _processorTime();
        _readAt = now;
        _thread = thread;
    }
}

/// <summary>The caller's code has run too long for this line. The exception never leaves the formatting.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It is made here only.")]
[SuppressMessage(
    "Design", "CA1064:Exceptions should be public", Justification = "It is caught with the caller's exceptions.")]
internal sealed class TimeLimitException : Exception;
