using TradingLogging.Forwarding.Transports;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>Waits after a failure, and gives up when the time for retries is over.</summary>
/// <param name="time">The clocks.</param>
/// <param name="report">Keeps the state fresh while it waits.</param>
/// <param name="maxElapsed">After how long a row of failures is given up; null for never.</param>
internal sealed class RetryPolicy(DeliveryTime time, DeliveryReport report, TimeSpan? maxElapsed)
{
    private const int WarnedFailure = 5;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new(time.Random);
    private TimeSpan _failingSince;

    /// <summary>How long a row of failures may still last.</summary>
    public TimeSpan Left => maxElapsed is not { } limit ? TimeSpan.MaxValue
        : _backoff.Failures == 0 ? limit
        : limit - (time.Elapsed() - _failingSince);

    /// <summary>Ends a row of failures.</summary>
    public void Succeed()
    {
        if (_backoff.Failures + _backoff.Holds > 0)
            report.Recover();
        _backoff.Reset();
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
        if (_backoff.Failures == 0)
            _failingSince = time.Elapsed();
        TimeSpan granted = Backoff.Granted(asked);
        TimeSpan pause = _backoff.AfterFailure(asked);
        report.Fail(message);
        if (_backoff.Failures == WarnedFailure)
            report.Warn($"Nothing is sent at the moment: {ReceiverText.Sentence(message)} The forwarder keeps trying.");
        TimeSpan left = Left;
        if (granted > TimeSpan.Zero && granted > left)
        {
            throw new RetriesExhaustedException(ReceiverText.Sentence(message) + FormattableString.Invariant(
                $" The receiver asked to wait for {asked!.Value.TotalSeconds:0.###} s."));
        }

        if (left <= TimeSpan.Zero)
            throw new RetriesExhaustedException(message);
        Pause(pause < left ? pause : left, () => false, cancellation);
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
        if (_backoff.Holds == 0)
            report.Warn($"Nothing is sent until something is changed: {message}");
        Pause(_backoff.AfterHold(), isOver, cancellation);
    }

    // In steps, so that the state is written and progress is told of meanwhile.
    private void Pause(TimeSpan length, Func<bool> isOver, CancellationToken cancellation)
    {
        report.Tick(cancellation);
        for (TimeSpan left = length; left > TimeSpan.Zero && !isOver(); left -= Step)
        {
            time.Wait(left < Step ? left : Step, cancellation);
            report.Tick(cancellation);
        }
    }
}

/// <summary>Events are not sent, because the time for retries is over.</summary>
internal sealed class RetriesExhaustedException(string message) : Exception(message);
