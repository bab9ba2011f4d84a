namespace TradingLogging;

/// <summary>What both file handlers let their user decide.</summary>
public sealed record FileHandlerOptions
{
    /// <summary>The defaults.</summary>
    public static FileHandlerOptions Default { get; } = new();

    /// <summary>How long a writer waits for another process that holds the lock before the call fails. Default 5
    /// seconds.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What a record survives once the call returns. Default <see cref="Durability.Os"/>.</summary>
    public Durability Durability { get; init; } = Durability.Os;

    /// <summary>When a record is written. Default <see cref="WriteMode.Sync"/>.</summary>
    public WriteMode Mode { get; init; } = WriteMode.Sync;

    /// <summary>The directory that takes records while the log file cannot, in a file of the log's name with
    /// <c>.fallback</c> behind it. Default null: none.</summary>
    public string? FallbackDirectory { get; init; }
}
