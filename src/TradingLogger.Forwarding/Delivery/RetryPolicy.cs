using TradingLogging.Forwarding.Transports;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>Decides how long to wait after a failure: exponentially longer, with full jitter, so that many forwarders
/// do not come back in step.</summary>
/// <param name="time">The clocks.</param>
/// <param name="report">Keeps the state fresh while it waits.</param>
/// <param name="maxElapsed">After how long a row of failures is given up; null for never.</param>
internal sealed class RetryPolicy(DeliveryTime time, DeliveryReport report, TimeSpan? maxElapsed)
{
    /// <summary>The longest time that is waited between two attempts, unless the receiver asks for more.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>The longest time that a receiver may ask for.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    /// <summary>The longest time between two attempts while somebody has to change something.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    private const int WarnedFailure = 5;
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private int _failures;
    private int _holds;
    private TimeSpan _failingSince;

    /// <summary>How long a row of failures may still last.</summary>
    public TimeSpan Left => maxElapsed is not { } limit ? TimeSpan.MaxValue
        : _failures == 0 ? limit
        : limit - (time.Elapsed() - _failingSince);

    /// <summary>Ends a row of failures.</summary>
    public void Succeed()
    {
        if (_failures + _holds > 0)
            report.Recover();
        (_failures, _holds) = (0, 0);
    }

    /// <summary>Reads or writes files until it succeeds. Nothing is sent meanwhile, so a full disk makes no event be
    /// sent twice.</summary>
    /// <param name="action">What is done. Done again after an <see cref="IOException"/>.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <exception cref="RetriesExhaustedException">The time for retries is over.</exception>
    public void Persist(Action action, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                action();
                Succeed();
                return;
            }
            catch (IOException exception)
            {
                WaitAfterFailure(exception.Message, null, cancellation);
            }
        }
    }

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="asked">How long the receiver asked to wait.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <exception cref="RetriesExhaustedException">The time for retries is over.</exception>
    public void WaitAfterFailure(string message, TimeSpan? asked, CancellationToken cancellation)
    {
        if (_failures == 0)
            _failingSince = time.Elapsed();
        TimeSpan bounded = Shorter(asked is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero, LongestAsked);
        TimeSpan jittered = Multiply(Doubled(ShortestDelay, _failures++, LongestDelay), time.Random());
        report.Fail(message);
        if (_failures == WarnedFailure)
            report.Warn($"Nothing is sent at the moment: {ReceiverText.Sentence(message)} The forwarder keeps trying.");
        TimeSpan left = Left;
        if (bounded > TimeSpan.Zero && bounded > left)
        {
            throw new RetriesExhaustedException(ReceiverText.Sentence(message) + FormattableString.Invariant(
                $" The receiver asked to wait for {asked!.Value.TotalSeconds:0.###} s."));
        }

        if (left <= TimeSpan.Zero)
            throw new RetriesExhaustedException(message);
        Pause(Shorter(jittered > bounded ? jittered : bounded, left), () => false, cancellation);
    }

    /// <summary>Waits because somebody has to change something before events can be sent.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="isOver">Asked each second whether waiting has become needless.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <exception cref="RetriesExhaustedException">Retries have a limit: then nothing is waited
    /// for.</exception>
    public void Hold(string message, Func<bool> isOver, CancellationToken cancellation)
    {
        report.Hold(message);
        if (maxElapsed is not null)
            throw new RetriesExhaustedException(message);
        if (_holds == 0)
            report.Warn($"Nothing is sent until something is changed: {message}");
        TimeSpan longest = Doubled(ShortestHold, _holds++, LongestHold);
        Pause(Multiply(longest, 0.5 + (time.Random() / 2)), isOver, cancellation);
    }

    private static TimeSpan Doubled(TimeSpan shortest, int times, TimeSpan longest) =>
        Shorter(Multiply(shortest, Math.Pow(2, Math.Min(times, 30))), longest);

    private static TimeSpan Multiply(TimeSpan time, double factor) => TimeSpan.FromTicks((long)(time.Ticks * factor));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // In steps, so that the state is written and progress is told of meanwhile.
    private void Pause(TimeSpan length, Func<bool> isOver, CancellationToken cancellation)
    {
        report.Tick(cancellation);
        for (TimeSpan left = length; left > TimeSpan.Zero && !isOver(); left -= Step)
        {
            time.Wait(Shorter(left, Step), cancellation);
            report.Tick(cancellation);
        }
    }
}

/// <summary>Events are not sent, because the time for retries is over.</summary>
internal sealed class RetriesExhaustedException(string message) : Exception(message);
