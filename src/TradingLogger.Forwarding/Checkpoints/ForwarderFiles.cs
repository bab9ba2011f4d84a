using TradingLogging.Storage.Rotation;

namespace TradingLogging.Forwarding.Checkpoints;

/// <summary>The paths of the files in which a forwarder keeps its state. This is the only place that makes
/// them.</summary>
/// <param name="logDirectory">The directory of the log.</param>
/// <param name="name">The name of the forwarder.</param>
internal sealed class ForwarderFiles(string logDirectory, string name)
{
    /// <summary>The path of the log.</summary>
    public string Log { get; } = Path.Combine(Path.GetFullPath(logDirectory), LoggingSession.TradeLogName);

    /// <summary>The directory of the files of all forwarders of the log.</summary>
    public string Directory => ForwardHold.DirectoryOf(Log);

    /// <summary>Up to where the receiver has the events.</summary>
    public string Checkpoint => PathOf(ForwardHold.CheckpointSuffix);

    /// <summary>The archives that were sent to their end. Rotation reads it.</summary>
    public string Sent => PathOf(ForwardHold.SentSuffix);

    /// <summary>The unsent days that rotation deleted.</summary>
    public string Gaps => PathOf(ForwardHold.GapsSuffix);

    /// <summary>The ids that lines of fallback files were sent under.</summary>
    public string FallbackIds => PathOf(".fallback-ids");

    /// <summary>What the forwarder tells of itself.</summary>
    public string State => PathOf(".state");

    /// <summary>The lines that were not sent.</summary>
    public string DeadLetters => PathOf(".dead.ndjson");

    /// <summary>Held by the forwarder that runs.</summary>
    public string Lock => PathOf(".lock");

    /// <summary>All that a forwarder remembers: all files but the lock, which is never deleted.</summary>
    public IReadOnlyList<string> Memory => [Checkpoint, Sent, Gaps, FallbackIds, State, DeadLetters];

    private string PathOf(string suffix) => Path.Combine(Directory, name + suffix);
}
