using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Masking;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>Counts what delivery does, and tells of it: in the state file, as progress and by warnings.</summary>
internal sealed class DeliveryReport
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(1);

    private readonly IEventSource _source;
    private readonly ForwarderStateFile _file;
    private readonly DeliveryTime _time;
    private readonly Action<string> _warn;
    private readonly Action<ForwardProgress>? _progress;
    private readonly TimeSpan _start;
    private readonly Dictionary<string, TimeSpan> _warned = [];

    private ForwarderStateRecord _state;
    private string? _unreadable;
    private TimeSpan _told;
    private long _deadLetters;
    private bool _isChanged;
    private bool _isFailing;

    /// <param name="source">Tells the lag and the gaps.</param>
    /// <param name="file">Where the state is written.</param>
    /// <param name="begin">The state at the start.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="progress">Is told of the progress, once a second at most; null for nobody.</param>
    public DeliveryReport(
        IEventSource source,
        ForwarderStateFile file,
        ForwarderStateRecord begin,
        DeliveryTime time,
        Action<string> warn,
        Action<ForwardProgress>? progress)
    {
        (_source, _file, _state, _time, _warn, _progress) = (source, file, begin, time, warn, progress);
        _start = time.Elapsed();
        _told = _start;
        WriteState();
    }

    /// <summary>What was done so far.</summary>
    public ForwardSummary Summary => new(
        _state.Events, _state.Batches, _state.Retries, _deadLetters, _state.Rejected, _source.Gaps,
        _time.Elapsed() - _start);

    /// <summary>The receiver took events of a request.</summary>
    public void Accept(long events) => Change(_state with
    {
        Events = _state.Events + events,
        Batches = _state.Batches + 1,
        LastSuccess = _time.UtcNow(),
        Held = null,
    }, isFailing: false);

    /// <summary>A request is sent again.</summary>
    public void Retry() => _state = _state with { Retries = _state.Retries + 1 };

    /// <summary>Something failed for a passing reason.</summary>
    public void Fail(string message) => Change(WithError(message), isFailing: true);

    /// <summary>Nothing can be sent until somebody changes something.</summary>
    public void Hold(string message) =>
        Change(WithError(message) with { Held = SecretMask.ToVisible(message) }, isFailing: true);

    /// <summary>What failed works again.</summary>
    public void Recover() => Change(_state with { Held = null }, isFailing: false);

    /// <summary>Shows what of the log cannot be read; the source has warned of it.</summary>
    public void NoteUnreadable()
    {
        if (_source.Unreadable == _unreadable)
            return;
        _unreadable = _source.Unreadable;
        if (_unreadable is not null)
            Change(WithError(_unreadable), _isFailing);
    }

    /// <summary>The receiver rejected some events of a request for good.</summary>
    public void Reject(long rejected, int count, string message)
    {
        _deadLetters++;
        _state = WithError(message) with { Rejected = _state.Rejected + rejected };
        WarnAtInterval("rejected", FormattableString.Invariant(
            $"The receiver rejected {rejected} of the {count} events of a request for good, and does not say which: ")
            + $"{ReceiverText.Sentence(message)} Their range is in the dead letters"
            + $" ({_state.Rejected} rejected so far).");
    }

    /// <summary>The receiver rejected all events of a request for good.</summary>
    public void RejectAll(int count, string message)
    {
        _deadLetters += count;
        _state = WithError(message) with { Rejected = _state.Rejected + count };
        WarnAtInterval("rejected", FormattableString.Invariant(
            $"The receiver rejected all {count} events of a request for good: {ReceiverText.Sentence(message)}")
            + FormattableString.Invariant($" They are in the dead letters ({_state.Rejected} rejected so far)."));
    }

    /// <summary>An event went to the dead letters.</summary>
    public void AddDeadLetter(string message)
    {
        _deadLetters++;
        _state = WithError(message);
        WarnAtInterval("dead letter", FormattableString.Invariant(
            $"An event went to the dead letters ({_deadLetters} so far): {message}"));
    }

    /// <summary>A line that is no event went to the dead letters; the source has warned of it.</summary>
    public void AddDeadLetterLine()
    {
        _deadLetters++;
        _isChanged = true;
    }

    /// <summary>Passes a warning on.</summary>
    public void Warn(string message) => _warn(SecretMask.ToVisible(message));

    /// <summary>Writes the state and tells of the progress, if a second has gone by since the last time.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Tick(CancellationToken cancellation)
    {
        if (_time.Elapsed() - _told < ProgressInterval)
            return;
        _told = _time.Elapsed();
        if (_isChanged)
            WriteState();
        _progress?.Invoke(new ForwardProgress(Summary, ReadLag(cancellation), _isFailing ? _state.LastError : null));
    }

    /// <summary>Writes the state for the last time.</summary>
    public void End() => WriteState();

    /// <summary>What is still to be sent; null when it cannot be found out.</summary>
    public ForwardLag? ReadLag(CancellationToken cancellation)
    {
        try
        {
            return _source.GetLag(cancellation);
        }
        catch (IOException)
        {
            // A figure to look at is no reason to stop sending; a fault that stops reading shows there.
            return null;
        }
    }

    private ForwarderStateRecord WithError(string message) =>
        _state with { LastError = SecretMask.ToVisible(message), LastErrorTime = _time.UtcNow() };

    private void Change(ForwarderStateRecord state, bool isFailing)
    {
        _state = state;
        _isChanged = true;
        _isFailing = isFailing;
    }

    private void WarnAtInterval(string kind, string message)
    {
        _isChanged = true;
        TimeSpan now = _time.Elapsed();
        if (_warned.TryGetValue(kind, out TimeSpan last) && now - last < WarningInterval)
            return;
        _warned[kind] = now;
        Warn(message);
    }

    private void WriteState()
    {
        _isChanged = false;
        _state = _state with { Gaps = _source.Gaps };
        if (_file.TryWrite(_state) is { } fault)
            WarnAtInterval("state", $"The state of the forwarder cannot be written; sending goes on. {fault}");
    }
}
