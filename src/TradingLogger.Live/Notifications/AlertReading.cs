using TradingLogging.Forwarding;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.Live.Sources;

namespace TradingLogging.Live.Notifications;

/// <summary>Reads a log for the rules of alerts: first what stands there from the remembered moment on, then what is
/// written.</summary>
internal sealed class AlertReading : IDisposable
{
    // So many records are taken before the rules are looked at again.
    private const int MostTogether = 10_000;

    private static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(1);

    private readonly AlertEngine _engine;
    private readonly LiveFeed _feed;
    private readonly Func<DateTimeOffset> _now;
    private readonly Action<string> _warn;
    private DateTimeOffset _newest;
    private DateTimeOffset _wall;
    private DateTimeOffset _warned;
    private long _lost;

    /// <param name="options">The log and the rules.</param>
    /// <param name="tellFrom">The moment up to which alerts are known.</param>
    /// <param name="known">Those that fire at it, and those that are over and still remembered.</param>
    /// <param name="isOneLook">Whether the log is looked at once, not followed.</param>
    /// <param name="lateness">How late records may come; null for the engine's default.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="warn">Receives warnings, on any thread.</param>
    /// <exception cref="IOException">The log cannot be read.</exception>
    public AlertReading(
        AlertWatchOptions options,
        DateTimeOffset tellFrom,
        IReadOnlyList<Alert> known,
        bool isOneLook,
        TimeSpan? lateness,
        Func<DateTimeOffset> now,
        Action<string> warn)
    {
        (_now, _warn, _wall) = (now, warn, now());
        var time = new AlertEngineOptions
        {
            Now = now,
            Warn = warn,
            TellFrom = tellFrom,
            Known = known,
            IsOneLook = isOneLook,
            Forwarders = () => ForwarderState.ReadAll(options.LogDirectory),
            FreeBytes = () => FreeBytesOf(options.LogDirectory),
        };
        if (lateness is { } given)
            time = time with { Lateness = given };
        // At this moment the next look decides what fires, also on a first run, and when the clock was set back.
        DateTimeOffset latest = _wall - time.Lateness - TimeSpan.FromMilliseconds(1);
        if (tellFrom > latest)
            time = time with { TellFrom = tellFrom = latest };
        DateTimeOffset from = tellFrom - new AlertEngine(options.Rules, options.LogDirectory, time).History;
        _engine = new AlertEngine(options.Rules, options.LogDirectory, time with { ReadFrom = from });
        _newest = tellFrom;
        _feed = new LiveFeed(options.LogDirectory, from, _engine.NeedsText, warn);
    }

    /// <summary>The options of a watch that looks once. What stands in no log has no past there: neither
    /// <see cref="AlertRule.For"/> nor <see cref="AlertRule.ClearAfter"/> could ever be reached.</summary>
    public static AlertWatchOptions ForOneLook(AlertWatchOptions options) => options with
    {
        Rules =
        [
            .. options.Rules.Select(rule => rule.Kind is AlertRuleKind.Lag or AlertRuleKind.DiskSpace
                ? rule with { For = TimeSpan.Zero, ClearAfter = TimeSpan.Zero }
                : rule),
        ],
    };

    /// <summary>How many records were taken.</summary>
    public long Records { get; private set; }

    /// <summary>Whether the log was read up to now, once.</summary>
    public bool HasCaughtUp { get; private set; }

    /// <summary>Up to when alerts are decided, in the time of the events. What is decided of a backlog counts when it
    /// was read to its end.</summary>
    public DateTimeOffset Decided => _engine.Decided;

    /// <summary>What fires, as it is at <see cref="Decided"/>.</summary>
    public IReadOnlyList<Alert> Firing => _engine.Firing;

    /// <summary>Takes what was written and looks at the rules.</summary>
    /// <param name="patience">How long to wait for the first record.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>What began to fire and what was resolved.</returns>
    /// <exception cref="IOException">The log can no longer be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<Alert> Look(TimeSpan patience, CancellationToken cancellation)
    {
        bool wasCaughtUp = _feed.IsCaughtUp;
        for (int taken = 0; taken < MostTogether; taken++)
        {
            if (!_feed.TryTake(out LiveRecord record, taken == 0 ? patience : TimeSpan.Zero, cancellation))
                break;
            wasCaughtUp = false;
            Records++;
            if ((record.Event?.Timestamp ?? record.Entry?.Timestamp) is { } moment && moment > _newest)
                _newest = moment;
            _engine.Observe(record);
        }

        DateTimeOffset now = _now();
        if (now < _wall - _engine.Lateness)
        {
            IsClockSetBack = true;
            return [];
        }

        _wall = now;
        bool isCaughtUp = wasCaughtUp || _feed.IsCaughtUp;
        HasCaughtUp |= isCaughtUp;
        if (!HasCaughtUp)
            return [];
        // Writers that are faster than this reading must not keep alerts back.
        IReadOnlyList<Alert> changes = _engine.AdvanceTo(isCaughtUp || _newest > _wall ? _wall : _newest);
        WarnOfLost();
        return changes;
    }

    /// <summary>Whether the clock was set back by more than records may be late. Then the log has to be read again,
    /// because what is written now is older than what was wanted.</summary>
    public bool IsClockSetBack { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _feed.Dispose();

    // On Windows a drive is named by its root alone; elsewhere each directory leads to its disk.
    private static long FreeBytesOf(string directory)
    {
        string full = Path.GetFullPath(directory);
        try
        {
            return new DriveInfo(Path.DirectorySeparatorChar == '\\' ? Path.GetPathRoot(full)! : full)
                .AvailableFreeSpace;
        }
        catch (ArgumentException exception)
        {
            throw new IOException($"How much of the disk of '{directory}' is free cannot be found out.", exception);
        }
    }

    private void WarnOfLost()
    {
        long lost = _engine.LateRecords + _engine.FutureRecords;
        if (lost == _lost || _wall - _warned < WarningInterval)
            return;
        (_lost, _warned) = (lost, _wall);
        _warn(FormattableString.Invariant(
            $"{_engine.LateRecords} records were older than the newest one by more than ")
            + FormattableString.Invariant($"{_engine.Lateness.TotalSeconds:0.###} s, and {_engine.FutureRecords} were ")
            + "ahead of the clock. No window has them; net pnl and findings do.");
    }
}
