namespace TradingLogging.Forwarding.Delivery;

/// <summary>How long to wait before the next attempt: exponentially longer, with jitter, so that many senders do not
/// come back in step. Not thread-safe.</summary>
/// <param name="random">Gives numbers from 0 to less than 1.</param>
internal sealed class Backoff(Func<double> random)
{
    /// <summary>The longest time between two attempts, unless the receiver asks for more.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>The longest time that a receiver may ask for.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    /// <summary>The longest time between two attempts while somebody has to change something.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(5);

    /// <summary>How many attempts have failed in a row for a passing reason.</summary>
    public int Failures { get; private set; }

    /// <summary>How many have failed in a row because somebody has to change something.</summary>
    public int Holds { get; private set; }

    /// <summary>Begins anew after a success.</summary>
    public void Reset() => (Failures, Holds) = (0, 0);

    /// <summary>How long a receiver that asks for a pause gets it: <see cref="LongestAsked"/> at most.</summary>
    /// <param name="asked">What it asked for; null for nothing.</param>
    public static TimeSpan Granted(TimeSpan? asked) =>
        Shorter(asked is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero, LongestAsked);

    /// <summary>The pause after a passing failure, with full jitter.</summary>
    /// <param name="asked">How long the receiver asked to wait; null when it did not.</param>
    public TimeSpan AfterFailure(TimeSpan? asked)
    {
        TimeSpan jittered = Multiply(Doubled(ShortestDelay, Failures++, LongestDelay), random());
        TimeSpan granted = Granted(asked);
        return jittered > granted ? jittered : granted;
    }

    /// <summary>The pause while somebody has to change something.</summary>
    public TimeSpan AfterHold() =>
        Multiply(Doubled(ShortestHold, Holds++, LongestHold), 0.5 + (random() / 2));

    private static TimeSpan Doubled(TimeSpan shortest, int times, TimeSpan longest) =>
        Shorter(Multiply(shortest, Math.Pow(2, Math.Min(times, 30))), longest);

    private static TimeSpan Multiply(TimeSpan time, double factor) => TimeSpan.FromTicks((long)(time.Ticks * factor));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
