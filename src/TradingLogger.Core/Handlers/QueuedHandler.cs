using System.Diagnostics.CodeAnalysis;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Handlers;

/// <summary>A handler whose records wait in a bounded queue for a thread of its own, so that a slow or failing
/// destination neither delays nor fails a logging call.</summary>
/// <remarks>A record for which there is no room is dropped and counted, as is one that <see cref="Write"/> does not
/// take. Of both the log is warned once. What the handler logs itself, on its thread or on those that it starts, goes
/// to the log files and to the console, and to no handler of this kind: it cannot cause itself.</remarks>
public abstract partial class QueuedHandler : LogHandler
{
    /// <summary>The largest <see cref="Capacity"/>.</summary>
    public const int MostCapacity = 1_000_000;

    /// <summary>The longest <see cref="DrainTimeout"/>, in seconds.</summary>
    public const int MostDrainSeconds = 3600;

    private const string Tolerance = "Whatever the caller's code throws: no background thread may end the process.";

    private static readonly AsyncLocal<bool> Inside = new();

    // Whose warning this thread logs.
    [ThreadStatic]
    private static QueuedHandler? t_warning;

    private readonly object _gate = new();
    private readonly Queue<LoggedRecord> _waiting = new();
    private readonly Action<bool> _ending;
    private Thread? _thread;
    private bool _isClosed;
    private bool _isWriting;
    private bool _isCut;
    private bool _isFailureTold;
    private bool _isDropTold;
    private long _events;
    private long _failures;
    private long _dropped;
    private string? _lastError;

    /// <summary>Makes a handler that takes records of the level INFO and above.</summary>
    /// <param name="name">Its name. No two handlers of a logger may have the same.</param>
    /// <exception cref="ArgumentException">The name is empty, or has control characters, quotation marks or
    /// wildcards.</exception>
    protected QueuedHandler(string name)
    {
        if (WhyNoName(name) is { } reason)
            throw new ArgumentException(reason, nameof(name));
        Name = name;
        Level = LogLevel.Info;
        _ending = OnEnding;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>How many records may wait; 1 to 1,000,000. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Capacity
    {
        get;
        init => field = value is >= 1 and <= MostCapacity
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The capacity is 1 to 1,000,000 records.");
    } = 1000;

    /// <summary>How long closing waits, at most, until the records that wait are delivered; 0 to an hour. Default 5
    /// seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan DrainTimeout
    {
        get;
        init => field = value >= TimeSpan.Zero && value.TotalSeconds <= MostDrainSeconds
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The time to drain is 0 to 3600 seconds.");
    } = TimeSpan.FromSeconds(5);

    /// <summary>Tells what this handler could not do.</summary>
    internal Action<string> Warn { get; set; } = HostOutput.Warn;

    /// <summary>The parameter that names the logger of this handler, for messages; empty for the default one.</summary>
    internal string InstanceHint { get; set; } = "";

    /// <inheritdoc/>
    public override HandlerState GetState()
    {
        lock (_gate)
        {
            return base.GetState() with
            {
                Events = _events,
                Failures = _failures + _dropped,
                LastError = _lastError,
                Waiting = _waiting.Count,
                Dropped = _dropped,
            };
        }
    }

    /// <summary>Waits until the records that wait are delivered, within <see cref="DrainTimeout"/>.</summary>
    public void Flush()
    {
        lock (_gate)
            WaitUntilDelivered();
    }

    /// <summary>Delivers a record. Called on the handler's own thread, for one record at a time.</summary>
    /// <param name="record">The record, with its secrets masked.</param>
    /// <remarks>An exception counts as a failure; the next record comes all the same.</remarks>
    protected abstract void Write(LoggedRecord record);

    /// <summary>Decides on a record before <see cref="Write"/>, on the handler's own thread: for what would take too
    /// long in a <see cref="LogFilter"/>. By default it takes all.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Whether it is to be written. One that is not is neither a failure nor counted.</returns>
    protected virtual bool IsAccepted(LoggedRecord record) => true;

    /// <summary>Releases what <see cref="Write"/> has opened. Called on the handler's own thread, behind the last
    /// record.</summary>
    protected virtual void Release()
    {
    }

    /// <summary>Ends a call of <see cref="Write"/> that takes longer than closing waits, from another thread.</summary>
    protected virtual void Cancel()
    {
    }

    /// <inheritdoc/>
    protected sealed override void Emit(in LogRecord record)
    {
        if (Inside.Value || ReferenceEquals(t_warning, this))
            return;
        LoggedRecord? kept = HasRoom ? new LoggedRecord(record) : null;
        bool isToTell;
        lock (_gate)
        {
            if (kept is not null && HasRoom && HasThread())
            {
                _waiting.Enqueue(kept);
                Monitor.PulseAll(_gate);
                return;
            }

            isToTell = Drop(1);
        }

        if (isToTell)
            WarnOthers(Lost(WhyNotTaken()));
    }

    // The warning that there is no room has none either, and is no record that this handler lost.
    private void WarnOthers(string message)
    {
        QueuedHandler? former = t_warning;
        t_warning = this;
        try
        {
            Warn(message);
        }
        finally
        {
            t_warning = former;
        }
    }

    /// <summary>Delivers the records that wait, within <see cref="DrainTimeout"/>.</summary>
    /// <param name="disposing">True when called from <see cref="LogHandler.Dispose()"/>.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ProcessEnd.Remove(_ending);
            Close();
        }

        base.Dispose(disposing);
    }

    private bool HasRoom => !_isClosed && _waiting.Count < Capacity;

    // The thread is one of the handler: it must not carry on the context of the first caller.
    private bool HasThread()
    {
        if (_thread is not null)
            return true;
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _thread = BackgroundThread.TryStart(Run, $"TradingLogger handler {Name}");
        if (_thread is not null)
            ProcessEnd.Add(_ending);
        return _thread is not null;
    }

    // Counts, under the gate, and tells whether to warn: of the first loss alone.
    private bool Drop(int records)
    {
        bool isFirst = !_isDropTold;
        _isDropTold = true;
        _dropped += records;
        return isFirst;
    }

    private string WhyNotTaken() => _thread is null && !_isClosed
        ? "has no thread, because the system gives none"
        : FormattableString.Invariant($"has no room for a record, because {Capacity} wait already");

    private string Hint => $"(Get-TradingLogHandler {Name}{InstanceHint})";

    private string Lost(string what) => $"The handler {Name} {what}. They are dropped and counted; the log files have "
        + $"all records {Hint}.";

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = Tolerance)]
    private void Run()
    {
        Inside.Value = true;
        while (TryTake(out LoggedRecord? record))
            Deliver(record);
        try
        {
            Release();
        }
        catch (Exception exception)
        {
            NoteFailure(exception);
        }
    }

    private bool TryTake([NotNullWhen(true)] out LoggedRecord? record)
    {
        lock (_gate)
        {
            _isWriting = false;
            Monitor.PulseAll(_gate);
            while (_waiting.Count == 0 && !_isClosed)
                Monitor.Wait(_gate);
            record = _waiting.Count == 0 ? null : _waiting.Dequeue();
            _isWriting = record is not null;
            return _isWriting;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = Tolerance)]
    private void Deliver(LoggedRecord record)
    {
        try
        {
            if (!IsAccepted(record))
                return;
            Write(record);
            lock (_gate)
            {
                _events++;
                // It came through after all.
                if (_isCut)
                    _failures--;
                _isCut = false;
            }
        }
        catch (Exception exception)
        {
            NoteFailure(exception);
        }
    }

    private void NoteFailure(Exception exception)
    {
        bool isFirst;
        lock (_gate)
        {
            // The end of a record that was cut has been told.
            isFirst = !_isFailureTold && !_isCut;
            _isFailureTold = true;
            if (!_isCut)
                _failures++;
            _isCut = false;
            _lastError = exception.Message;
        }

        if (isFirst)
        {
            Warn($"The handler {Name} failed: {exception.Message.TrimEnd('.')}. Further failures are counted; the log "
                + $"files have all records {Hint}.");
        }
    }
}
