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
}
