namespace TradingLogging.Forwarding.Sources;

/// <summary>The events of a trade log that a forwarder has not sent yet: of its archived days, compressed or not, of
/// its current file and of its fallback files. Holds the lock of the forwarder's name. Not thread-safe.</summary>
internal sealed class TradeEventSource : IEventSource
{
    /// <param name="options">The log and the name of the forwarder.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="deadLetter">Writes a line that cannot be sent to the disk before it returns. What it throws,
    /// <see cref="TryRead"/> throws; the line then comes again.</param>
    /// <exception cref="IOException">Another forwarder of the name runs, or its files cannot be used.</exception>
    public TradeEventSource(ForwarderOptions options, Action<string> warn, Action<DeadLetter> deadLetter) =>
        throw new NotImplementedException();

    /// <summary>How many unsent days rotation has deleted.</summary>
    public long Gaps { get; }

    /// <inheritdoc/>
    public bool TryRead(EventBatch batch, CancellationToken cancellation) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Commit() => throw new NotImplementedException();

    /// <inheritdoc/>
    public ForwardLag GetLag() => throw new NotImplementedException();

    /// <summary>What a forwarder has still to send; also while it runs in another process.</summary>
    /// <param name="options">The log and the name of the forwarder.</param>
    /// <exception cref="IOException">It cannot be found out.</exception>
    public static ForwardLag ReadLag(ForwarderOptions options) => throw new NotImplementedException();

    /// <summary>Releases the lock of the name.</summary>
    public void Dispose()
    {
    }
}
