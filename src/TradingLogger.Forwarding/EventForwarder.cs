using System.Diagnostics;
using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Forwarding;

/// <summary>Sends the events of a trade log to a receiver, in their order and each at least once, and remembers beside
/// the log what the receiver has. Events are sent by one thread, the caller's.</summary>
public sealed class EventForwarder
{
    private readonly ForwarderOptions _options;
    private readonly Action<string> _warn;
    private readonly Action<ForwardProgress>? _progress;

    /// <param name="options">The log and the receiver.</param>
    /// <param name="warn">Receives warnings, on the thread that sends. Default: nobody is told.</param>
    /// <param name="progress">Is told of the progress, once a second at most, on the thread that sends. Default: nobody
    /// is told.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="Configuration.ConfigurationException">An option is wrong.</exception>
    public EventForwarder(
        ForwarderOptions options, Action<string>? warn = null, Action<ForwardProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ForwarderOptionsCheck.Check(options);
        _options = options;
        _warn = warn ?? (_ => { });
        _progress = progress;
    }

    /// <summary>The clocks; tests have their own.</summary>
    internal DeliveryTime Time { get; init; } = DeliveryTime.OfMachine();

    /// <summary>Makes what gives the events; tests have their own.</summary>
    internal Func<ForwarderOptions, Action<string>, Action<DeadLetter>, IEventSource> OpenSource { get; init; } =
        (options, warn, deadLetter) => new TradeEventSource(options, warn, deadLetter);

    /// <summary>Makes what sends them; tests have their own.</summary>
    internal Func<ForwarderOptions, IEventTransport> OpenTransport { get; init; } = EventTransport.Create;

    /// <summary>The file system; tests put faults in its place.</summary>
    internal PlatformFiles Files { get; init; } = PlatformFiles.Current;

    /// <summary>Sends what is there, and returns.</summary>
    /// <param name="cancellation">Ends sending. What the receiver has taken stays remembered.</param>
    /// <exception cref="ForwardException">The receiver did not take all events within
    /// <see cref="ForwarderOptions.RetryFor"/>, or does not take any until something is changed; or a file of the
    /// log cannot be read, after all others were sent.</exception>
    /// <exception cref="IOException">Another forwarder of this name runs, or a file cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Sending was cancelled.</exception>
    public ForwardSummary SendOnce(CancellationToken cancellation = default) => Run(follow: false, cancellation);

    /// <summary>Sends what is there and what is written from now on, until it is cancelled.</summary>
    /// <param name="cancellation">Ends sending. What the receiver has taken stays remembered.</param>
    /// <returns>What was sent until it was cancelled.</returns>
    /// <exception cref="IOException">Another forwarder of this name runs, or its files cannot be used at the
    /// start.</exception>
    public ForwardSummary Follow(CancellationToken cancellation = default) => Run(follow: true, cancellation);

    // A transport that times itself does not know how long is left of the time for retries.
    private TimeSpan TimeoutOnce => BatchDelivery.AnswerTimeOf(_options.Timeout, _options.RetryFor);

    private ForwardSummary Run(bool follow, CancellationToken cancellation)
    {
        var paths = new ForwarderFiles(_options.LogDirectory, _options.Name);
        using var deadLetters = new DeadLetterFile(paths.DeadLetters, Files, Time);
        DeliveryReport? report = null;
        using IEventSource source = OpenSource(_options, _warn, letter =>
        {
            deadLetters.Add(letter);
            report?.AddDeadLetterLine();
        });
        using IEventTransport transport = OpenTransport(follow ? _options : _options with { Timeout = TimeoutOnce });
        var state = new ForwarderStateFile(paths.State, Files);
        report = new DeliveryReport(source, state, StateAtStart(paths), Time, _warn, _progress);
        if (ForwarderOptionsCheck.WarningOf(_options) is { } warning)
            report.Warn(warning);
        try
        {
            MakeLoop(source, transport, deadLetters, report, follow).Run(follow, cancellation);
        }
        catch (OperationCanceledException) when (follow && cancellation.IsCancellationRequested)
        {
            // This is how following ends.
        }
        catch (RetriesExhaustedException exception)
        {
            throw new ForwardException(Describe(report.ReadLag(cancellation), exception.Message), report.Summary);
        }
        finally
        {
            report.End();
        }

        if (!follow && source.Unreadable is { } unreadable)
            throw new ForwardException(Describe(unreadable), report.Summary);
        return report.Summary;
    }

    private DeliveryLoop MakeLoop(
        IEventSource source, IEventTransport transport, DeadLetterFile deadLetters, DeliveryReport report, bool follow)
    {
        TimeSpan? maxElapsed = follow ? null : _options.RetryFor;
        var retries = new RetryPolicy(Time, report, maxElapsed);
        var fileRetries = new RetryPolicy(Time, report, maxElapsed);
        var delivery = new BatchDelivery(transport, _options, deadLetters, report, retries, fileRetries, Time);
        return new DeliveryLoop(source, delivery, deadLetters, report, retries, fileRetries, Time);
    }

    private ForwarderStateRecord StateAtStart(ForwarderFiles paths)
    {
        ForwarderStateRecord? before = ForwarderStateFile.TryRead(paths.State);
        using Process process = Process.GetCurrentProcess();
        return new ForwarderStateRecord
        {
            Uri = ReceiverText.Of(_options.Uri),
            Protocol = _options.Protocol,
            ProcessId = process.Id,
            Started = Time.UtcNow(),
            LastSuccess = before?.LastSuccess,
            LastError = before?.LastError,
            LastErrorTime = before?.LastErrorTime,
        };
    }

    private string Describe(string unreadable) =>
        $"A part of the log cannot be read, and is not sent to {ReceiverText.Of(_options.Uri)}: {unreadable} All else "
            + "is sent. The next start tries again.";

    private string Describe(ForwardLag? lag, string reason)
    {
        string left = lag switch
        {
            null => "Events",
            { Events: { } events } => FormattableString.Invariant($"{events} events ({lag.Bytes} bytes)"),
            _ => FormattableString.Invariant($"Events of {lag.Bytes} bytes"),
        };
        return $"{left} are not sent to {ReceiverText.Of(_options.Uri)}: {ReceiverText.Sentence(reason)} They stay in"
            + " the log, and the next start sends them.";
    }
}
