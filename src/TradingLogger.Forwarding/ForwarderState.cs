using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Forwarding;

/// <summary>What is known of a forwarder of a log, whether it runs or not. Holds no secret.</summary>
public sealed record ForwarderState
{
    private static readonly string[] FilesOfEach = SuffixesOf(new ForwarderFiles(".", ""));

    /// <summary>The name of the forwarder.</summary>
    public required string Name { get; init; }

    /// <summary>The full path of the directory of the log.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>Whether it runs at this moment; null when that cannot be found out.</summary>
    public bool? IsRunning { get; init; }

    /// <summary>The receiver, without secrets; null when it is not known.</summary>
    public string? Uri { get; init; }

    /// <summary>The language of the receiver; null when it is not known.</summary>
    public ForwardProtocol? Protocol { get; init; }

    /// <summary>The process that runs it or ran it last; null when it is not known.</summary>
    public int? ProcessId { get; init; }

    /// <summary>When it was started last; null when it is not known.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the receiver last took events; null when it never did.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>What went wrong last, masked; null when nothing did.</summary>
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

    /// <summary>How many events of requests that it answered with success the receiver has rejected since the
    /// start.</summary>
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

    /// <summary>Why the lag cannot be found out; null when it can.</summary>
    public string? LagError { get; init; }

    /// <summary>How many lines and ranges of lines are in the file of dead letters.</summary>
    public long DeadLetters { get; init; }

    /// <summary>The size of the file of dead letters in bytes.</summary>
    public long DeadLetterBytes { get; init; }

    /// <summary>The file of dead letters, whether it exists or not.</summary>
    public required string DeadLetterPath { get; init; }

    /// <summary>Reads the states of all forwarders of a log, by their names.</summary>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <returns>None when nothing was ever forwarded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="logDirectory"/> is null.</exception>
    /// <exception cref="Configuration.ConfigurationException"><paramref name="logDirectory"/> is empty.</exception>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public static IReadOnlyList<ForwarderState> ReadAll(string logDirectory) => ReadAll(logDirectory, ReadLag);

    /// <inheritdoc cref="ReadAll(string)"/>
    internal static IReadOnlyList<ForwarderState> ReadAll(
        string logDirectory, Func<string, string, ForwardLag> readLag)
    {
        ArgumentNullException.ThrowIfNull(logDirectory);
        ForwarderOptionsCheck.CheckDirectory(logDirectory);
        string directory = Path.GetFullPath(logDirectory);
        return [.. NamesIn(directory).Select(name => Read(directory, name, readLag))];
    }

    private static IEnumerable<string> NamesIn(string logDirectory)
    {
        string directory = new ForwarderFiles(logDirectory, "").Directory;
        if (!Directory.Exists(directory))
            return [];
        return PlatformFiles.Current.List(directory, "")
            .Select(Path.GetFileName)
            .SelectMany(file => FilesOfEach.Where(suffix => file!.EndsWith(suffix, StringComparison.Ordinal))
                .Select(suffix => file![..^suffix.Length]))
            .Where(ForwarderOptionsCheck.IsName)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal);
    }

    private static ForwarderState Read(string logDirectory, string name, Func<string, string, ForwardLag> readLag)
    {
        var paths = new ForwarderFiles(logDirectory, name);
        ForwarderStateRecord known = ForwarderStateFile.TryRead(paths.State) ?? new ForwarderStateRecord();
        ForwardLag? lag = null;
        string? fault = null;
        try
        {
            lag = readLag(logDirectory, name);
        }
        catch (IOException exception)
        {
            fault = exception.Message;
        }

        (long count, long bytes) = DeadLetterLog.Measure(paths.DeadLetters);
        return new ForwarderState
        {
            Name = name,
            LogDirectory = logDirectory,
            IsRunning = ForwarderLock.IsTaken(PlatformFiles.Current, paths.Lock),
            Uri = known.Uri,
            Protocol = known.Protocol,
            ProcessId = known.ProcessId,
            Started = known.Started,
            LastSuccess = known.LastSuccess,
            LastError = known.LastError,
            LastErrorTime = known.LastErrorTime,
            Held = known.Held,
            Events = known.Events,
            Batches = known.Batches,
            Retries = known.Retries,
            Rejected = known.Rejected,
            Gaps = known.Gaps,
            LagEvents = lag?.Events,
            LagBytes = lag?.Bytes,
            OldestUnsent = lag?.Oldest,
            LagError = fault,
            DeadLetters = count,
            DeadLetterBytes = bytes,
            DeadLetterPath = paths.DeadLetters,
        };
    }

    // Any of these files says that there is a forwarder of that name.
    private static string[] SuffixesOf(ForwarderFiles unnamed) =>
    [
        .. new[] { unnamed.State, unnamed.Checkpoint, unnamed.Sent, unnamed.DeadLetters }
            .Select(path => Path.GetFileName(path)!),
    ];

    private static ForwardLag ReadLag(string logDirectory, string name) => LagMeter.Read(
        new ForwarderOptions { LogDirectory = logDirectory, Name = name, Uri = new Uri("none:") });
}
