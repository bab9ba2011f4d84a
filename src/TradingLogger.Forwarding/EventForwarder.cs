namespace TradingLogging.Forwarding;

/// <summary>Sends the events of a trade log to a receiver, in their order and each at least once, and remembers beside
/// the log what the receiver has. Events are sent by one thread, the caller's.</summary>
public sealed class EventForwarder
{
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
        Options = options;
        Warn = warn ?? (_ => { });
        Progress = progress;
    }

    private ForwarderOptions Options { get; }

    private Action<string> Warn { get; }

    private Action<ForwardProgress>? Progress { get; }

    /// <summary>Sends what is there, and returns.</summary>
    /// <param name="cancellation">Ends sending. What the receiver has taken stays remembered.</param>
    /// <exception cref="ForwardException">The receiver did not take all events within
    /// <see cref="ForwarderOptions.RetryFor"/>, or does not take any until something is changed.</exception>
    /// <exception cref="IOException">Another forwarder of this name runs, or a file cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Sending was cancelled.</exception>
    public ForwardSummary SendOnce(CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    /// <summary>Sends what is there and what is written from now on, until it is cancelled.</summary>
    /// <param name="cancellation">Ends sending. What the receiver has taken stays remembered.</param>
    /// <returns>What was sent until it was cancelled.</returns>
    /// <exception cref="IOException">Another forwarder of this name runs, or a file cannot be used.</exception>
    public ForwardSummary Follow(CancellationToken cancellation = default) => throw new NotSupportedException();
}
