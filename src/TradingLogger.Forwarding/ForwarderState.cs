namespace TradingLogging.Forwarding;

/// <summary>What is known of a forwarder of a log, whether it runs or not. Holds no secret.</summary>
public sealed record ForwarderState
{
    /// <summary>The name of the forwarder.</summary>
    public required string Name { get; init; }

    /// <summary>The full path of the directory of the log.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>Whether it runs at this moment.</summary>
    public bool IsRunning { get; init; }

    /// <summary>The receiver, without secrets; null when it is not known.</summary>
    public string? Uri { get; init; }

    /// <summary>The language of the receiver; null when it is not known.</summary>
    public ForwardProtocol? Protocol { get; init; }

    /// <summary>The process that runs it or ran it last; null when it is not known.</summary>
    public int? ProcessId { get; init; }

    /// <summary>When it was started last; null when it is not known.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the receiver last took events; null when it never did since the start.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>What went wrong last, masked; null when nothing did since the start.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastErrorTime { get; init; }

    /// <summary>Why nothing is sent until somebody changes something, masked; null when that is not so.</summary>
    public string? Held { get; init; }

    /// <summary>How many events the receiver has taken since the start.</summary>
    public long Events { get; init; }

    /// <summary>In how many requests it took them.</summary>
    public long Batches { get; init; }

    /// <summary>How many requests were sent again since the start.</summary>
    public long Retries { get; init; }

    /// <summary>How many events the receiver has rejected since the start, out of requests that it took for the
    /// rest.</summary>
    public long Rejected { get; init; }

    /// <summary>How many days rotation deleted before they were sent.</summary>
    public long Gaps { get; init; }

    /// <summary>How many events are still to be sent; null when they were not counted.</summary>
    public long? LagEvents { get; init; }

    /// <summary>Their size in bytes, uncompressed; null when it cannot be found out.</summary>
    public long? LagBytes { get; init; }

    /// <summary>The timestamp of the oldest event that is still to be sent; null when there is none or it cannot be
    /// found out.</summary>
    public DateTimeOffset? OldestUnsent { get; init; }

    /// <summary>How many lines and ranges of lines are in the dead letters, ever since the forwarder was
    /// made.</summary>
    public long DeadLetters { get; init; }

    /// <summary>The size of the file of dead letters in bytes.</summary>
    public long DeadLetterBytes { get; init; }

    /// <summary>The file of dead letters, whether it exists or not.</summary>
    public required string DeadLetterPath { get; init; }

    /// <summary>Reads the states of all forwarders of a log, by their names.</summary>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <returns>None when nothing was ever forwarded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="logDirectory"/> is null.</exception>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public static IReadOnlyList<ForwarderState> ReadAll(string logDirectory) => throw new NotSupportedException();
}
