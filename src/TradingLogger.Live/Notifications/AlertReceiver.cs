using System.Security.Cryptography;
using System.Text;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Text;

namespace TradingLogging.Live.Notifications;

/// <summary>One who is told of alerts. What is due follows from the state, so an attempt that failed is made again with
/// what is due then. Used by one thread at a time.</summary>
internal abstract class AlertReceiver : IDisposable
{
    private const int WarnedFailure = 5;

    private readonly DeliveryTime _time;
    private readonly Action<string> _warn;
    private readonly Backoff _backoff;
    private TimeSpan _pausedUntil;
    private bool _isWarned;
    private long _told;
    private long _retries;

    /// <param name="key">Tells it from others between runs, without a secret.</param>
    /// <param name="shown">Its name for people, without a secret.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="warn">Receives warnings, on the thread of the receiver.</param>
    protected AlertReceiver(string key, string shown, DeliveryTime time, Action<string> warn)
    {
        (Key, Shown, _time, _warn) = (key, shown, time, warn);
        // The clocks of the machine have a source of chance that is for one thread.
        _backoff = new Backoff(new Random().NextDouble);
    }

    /// <summary>Tells it from others between runs, without a secret.</summary>
    public string Key { get; }

    /// <summary>Its name for people, without a secret.</summary>
    public string Shown { get; }

    /// <summary>Whether it was told all that is due.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether an attempt to tell it has ended.</summary>
    public bool IsTried { get; private set; }

    /// <summary>Since when it cannot be told, by the clock that only goes forward; null when it can.</summary>
    public TimeSpan? FailingSince { get; private set; }

    /// <summary>Why it could not be told, masked; null when it could.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Why it refuses something that is due, while it takes other things, masked; null when it refuses
    /// nothing.</summary>
    public virtual string? Refusal => null;

    /// <summary>How many notifications it has taken.</summary>
    public long Told => Interlocked.Read(ref _told);

    /// <summary>How many attempts failed.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>The key of a receiver with an address: several know their client by a part of it.</summary>
    public static string KeyOf(string kind, Uri uri)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(uri.AbsoluteUri), hash);
        return $"{kind} {HexText.Of(hash.Slice(0, 8))}";
    }

    /// <summary>Tells what is due, unless it waits after a failure.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>After what time there is something to do again, if nothing changes.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TimeSpan Step(CancellationToken cancellation)
    {
        TimeSpan left = _pausedUntil - _time.Elapsed();
        if (left > TimeSpan.Zero)
            return left;
        IsSettled = false;
        TimeSpan wait = TellDue(cancellation);
        IsSettled = FailingSince is null && Refusal is null;
        IsTried = true;
        return wait;
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>The clocks.</summary>
    protected DeliveryTime Time => _time;

    /// <summary>Tells what is due.</summary>
    /// <returns>After what time there is something to do again, if nothing changes.</returns>
    protected abstract TimeSpan TellDue(CancellationToken cancellation);

    /// <summary>Passes a warning on.</summary>
    protected void Warn(string message) => _warn(message);

    /// <summary>Notes that it has taken notifications.</summary>
    protected void Succeed(int told)
    {
        Interlocked.Add(ref _told, told);
        if (_isWarned)
            _warn($"{Shown} is told again.");
        _isWarned = false;
        (FailingSince, Trouble) = (null, null);
        _backoff.Reset();
    }

    /// <summary>Notes that it could not be told.</summary>
    /// <returns>How long to wait.</returns>
    protected TimeSpan Fail(DeliveryResult result)
    {
        Interlocked.Increment(ref _retries);
        FailingSince ??= _time.Elapsed();
        Trouble = ReceiverText.Sentence(result.Message);
        TimeSpan pause = result is DeliveryResult.Retry retry
            ? _backoff.AfterFailure(retry.After)
            : _backoff.AfterHold();
        if (!_isWarned && (WarnsAtOnce || result is not DeliveryResult.Retry || _backoff.Failures >= WarnedFailure))
        {
            _isWarned = true;
            _warn($"{Shown} is not told of alerts at the moment: {Trouble} It is tried again.");
        }

        _pausedUntil = _time.Elapsed() + pause;
        return pause;
    }

    /// <summary>Whether the first failure is a warning already.</summary>
    protected virtual bool WarnsAtOnce => false;
}
