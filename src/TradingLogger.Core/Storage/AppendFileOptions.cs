using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>What a record survives once the call that logs it has returned (setting <c>durability</c>).</summary>
public enum Durability
{
    /// <summary>The end of the process, <c>kill -9</c> included: the operating system has the record. The
    /// default.</summary>
    Os,

    /// <summary>A power cut too: the disk has the record. Each record then waits for the disk.</summary>
    Disk,
}

/// <summary>When a record is written (setting <c>mode</c>).</summary>
public enum WriteMode
{
    /// <summary>Before the call that logs it returns. The default.</summary>
    Sync,

    /// <summary>Soon afterwards, in the background: the call formats and puts the record into a queue that outlives the
    /// process. What waits when the process is killed, or while the log cannot be written, is written by the next
    /// process that writes or reads the log. Closing and the ordinary end of the process wait for it.</summary>
    Async,
}

/// <summary>How log files are written; the same for the text log, the trade log and their fallbacks.</summary>
/// <param name="Warn">Takes warnings, each a sentence or two. Nothing has been lost when it is called.</param>
internal sealed record AppendFileOptions(Action<string> Warn)
{
    /// <summary>How long a writer waits for another process that holds the lock before the append fails.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What a record survives once the append has returned.</summary>
    public Durability Durability { get; init; } = Durability.Os;

    /// <summary>When a record is written.</summary>
    public WriteMode Mode { get; init; } = WriteMode.Sync;

    /// <summary>The permission bits of files and directories that are created.</summary>
    public CreationModes Modes { get; init; } = CreationModes.Default;

    /// <summary>The directory that takes records while the log file cannot, in a file of the log's name with
    /// <c>.fallback</c> appended; null for none.</summary>
    public string? FallbackDirectory { get; init; }
}
