using System.Collections.Concurrent;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.Masking;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Live.Notifications;

/// <summary>Watches the rules of alerts over a log and tells receivers of what fires and of what is over, each at least
/// once, and remembers beside the log what was told. Rules are looked at on the thread of the caller; each receiver is
/// told on a thread of its own.</summary>
public sealed class AlertWatch
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LeastAttempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly AlertWatchOptions _options;
    private readonly Action<AlertNotification>? _output;
    private readonly Action<string> _warn;
    private readonly ConcurrentQueue<string> _warnings = new();
    private bool _isUnsaved;

    /// <param name="options">The log, the rules and the receivers.</param>
    /// <param name="output">Is told of each notification, on the thread of the caller. Default: nobody.</param>
    /// <param name="warn">Receives warnings, on the thread of the caller. Default: nobody is told.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="Configuration.ConfigurationException">An option is wrong.</exception>
    public AlertWatch(
        AlertWatchOptions options, Action<AlertNotification>? output = null, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        AlertWatchCheck.Check(options, output is not null);
        _options = options;
        _output = output;
        _warn = warn ?? (_ => { });
        // It checks the rules.
        _ = new AlertEngine(options.Rules, options.LogDirectory);
    }

    /// <summary>The clocks; tests have their own.</summary>
    internal DeliveryTime Time { get; init; } = DeliveryTime.OfMachine();

    /// <summary>The file system; tests put faults in its place.</summary>
    internal PlatformFiles Files { get; init; } = PlatformFiles.Current;

    /// <summary>How late records may come; null for the engine's default.</summary>
    internal TimeSpan? Lateness { get; init; }

    /// <summary>How long alerts that begin together are gathered into one message.</summary>
    internal TimeSpan GroupWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Is called after each look at a log that was read up to now, with the number of records that were taken
    /// since it was opened.</summary>
    internal Action<long> Looked { get; init; } = _ => { };

    /// <summary>Looks at what stands in the log now, tells everybody, and returns.</summary>
    /// <param name="cancellation">Ends it. What was told stays remembered.</param>
    /// <exception cref="AlertWatchException">Not everybody could be told within
    /// <see cref="AlertWatchOptions.RetryFor"/>. The next run tells them.</exception>
    /// <exception cref="IOException">Another watch of the name runs, or a file cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public AlertWatchSummary RunOnce(CancellationToken cancellation = default) => Run(isOnce: true, cancellation);

    /// <summary>Watches until it is cancelled.</summary>
    /// <param name="cancellation">Ends it. What was told stays remembered.</param>
    /// <exception cref="IOException">Another watch of the name runs, or a file of the log cannot be read.</exception>
    public AlertWatchSummary Follow(CancellationToken cancellation = default) => Run(isOnce: false, cancellation);

    private AlertWatchSummary Run(bool isOnce, CancellationToken cancellation)
    {
        TimeSpan start = Time.Elapsed();
        using NotificationState state = NotificationState.Open(
            Files, _options.LogDirectory, _options.Name, new NotificationBook(RepeatOf), Time.UtcNow, Warn);
        List<AlertReceiver> all = [];
        var watchdog = new Watchdog(_options, state.Begun, Time, () => all);
        var makers = new AlertReceivers(_options, state, watchdog, Time, Warn);
        using var told = new ReceiverThreads(makers.Told(isOnce), GroupWait);
        using var watched = new ReceiverThreads(makers.Watchdogs(), GroupWait);
        AlertReceiver? output = _output is null ? null : makers.Output(_output);
        all.AddRange(told.Receivers);
        if (output is not null)
            all.Add(output);
        state.Begin([.. all.Select(receiver => receiver.Key)]);
        try
        {
            if (isOnce)
                Once(state, told, watched, output, watchdog, cancellation);
            else
                Forever(state, told, watched, output, watchdog, cancellation);
        }
        catch (OperationCanceledException) when (!isOnce && cancellation.IsCancellationRequested)
        {
            // This is how following ends.
        }
        finally
        {
            told.End();
            watched.End();
            Save(state, always: true);
            TellWarnings();
        }

        var summary = new AlertWatchSummary(
            state.Read(book => book.Firing.Count),
            all.Sum(receiver => receiver.Told),
            all.Sum(receiver => receiver.Retries),
            Time.Elapsed() - start);
        AlertReceiver[] untold = [.. all.Where(receiver => !receiver.IsSettled)];
        return isOnce && untold.Length > 0 ? throw new AlertWatchException(Describe(untold), summary) : summary;
    }

    private void Once(
        NotificationState state,
        ReceiverThreads told,
        ReceiverThreads watched,
        AlertReceiver? output,
        Watchdog watchdog,
        CancellationToken cancellation)
    {
        bool isRead = false;
        while (!isRead)
        {
            using AlertReading reading = Open(state, isOnce: true);
            while (!reading.HasCaughtUp && !reading.IsClockSetBack)
                Look(state, reading, cancellation);
            isRead = reading.HasCaughtUp;
        }

        watchdog.Saw();
        Save(state, always: true);
        output?.Step(cancellation);
        TellWarnings();
        RunOut(told, cancellation);
        // Whoever waits for it is to miss it when others are not told.
        if (told.Receivers.All(receiver => receiver.IsSettled))
            RunOut(watched, cancellation);
    }

    private void Forever(
        NotificationState state,
        ReceiverThreads told,
        ReceiverThreads watched,
        AlertReceiver? output,
        Watchdog watchdog,
        CancellationToken cancellation)
    {
        told.Start(isOnce: false);
        watched.Start(isOnce: false);
        while (true)
        {
            using AlertReading reading = Open(state, isOnce: false);
            while (!reading.IsClockSetBack)
            {
                cancellation.ThrowIfCancellationRequested();
                told.ThrowFailure();
                watched.ThrowFailure();
                if (Look(state, reading, cancellation))
                {
                    // First on the disk: told again after a kill, it has the same id.
                    Save(state);
                    told.Wake();
                }

                Save(state);
                if (reading.HasCaughtUp)
                {
                    watchdog.Saw();
                    Looked(reading.Records);
                }

                output?.Step(cancellation);
                TellWarnings();
            }

            Warn("The clock was set back. The log is read again for the rules of alerts.");
        }
    }

    private AlertReading Open(NotificationState state, bool isOnce) => new(
        isOnce ? AlertReading.ForOneLook(_options) : _options,
        state.TellFrom(),
        state.Read(book => book.Alerts),
        isOnce,
        Lateness,
        Time.UtcNow,
        Warn);

    private static bool Look(NotificationState state, AlertReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<Alert> changes = reading.Look(Beat, cancellation);
        return reading.HasCaughtUp && state.Apply(changes, reading.Firing, reading.Decided);
    }

    private void RunOut(ReceiverThreads threads, CancellationToken cancellation)
    {
        TimeSpan start = Time.Elapsed();
        threads.Start(isOnce: true);
        // Each has one attempt at least.
        while (threads.Left > 0 && (Time.Elapsed() - start < _options.RetryFor
            || (Time.Elapsed() - start < LeastAttempt && !threads.Receivers.All(one => one.IsTried))))
        {
            threads.ThrowFailure();
            Time.Wait(Pause, cancellation);
            TellWarnings();
        }

        threads.End();
        threads.ThrowFailure();
    }

    private void Save(NotificationState state, bool always = false)
    {
        if (state.TrySave(always) is not { } fault)
        {
            _isUnsaved = false;
            return;
        }

        if (!_isUnsaved)
            Warn($"What was told cannot be remembered: {fault} Alerts are told all the same; after a start again.");
        _isUnsaved = true;
    }

    private TimeSpan RepeatOf(string name) =>
        _options.Rules.FirstOrDefault(rule => rule.Name == name)?.RepeatAfter ?? TimeSpan.FromHours(4);

    private static string Describe(AlertReceiver[] untold) =>
        string.Join(" ", untold.Select(receiver => $"{receiver.Shown} is not told of all alerts: "
            + (receiver.Trouble ?? receiver.Refusal ?? "It did not end in time.")))
        + " The next run tells them.";

    private void Warn(string message) => _warnings.Enqueue(SecretMask.ToVisible(message));

    private void TellWarnings()
    {
        while (_warnings.TryDequeue(out string? warning))
            _warn(warning);
    }
}
