using TradingLogging.Configuration;
using TradingLogging.Configuration.Settings;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Handlers;

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

    /// <summary>The permission bits that files are made with, as <see cref="LoggingConfig.FileMode"/>. Default <c>0640</c>.</summary>
    /// <exception cref="ConfigurationException">The value is no such mode, or does not let the owner read and write.</exception>
    public string FileMode { get; init => field = LoggingSettings.FileMode.Check(value); } = "0640";

    /// <summary>The permission bits that directories are made with, as <see cref="LoggingConfig.DirectoryMode"/>. Default
    /// <c>0750</c>.</summary>
    /// <exception cref="ConfigurationException">The value is no such mode, or does not give the owner all rights.</exception>
    public string DirectoryMode { get; init => field = LoggingSettings.DirectoryMode.Check(value); } = "0750";

    /// <summary>The directory that takes records while the log file cannot, in a file of the log's name with
    /// <c>.fallback</c> behind it. Default null: none.</summary>
    public string? FallbackDirectory { get; init; }

    internal CreationModes Creation => CreationModes.From(FileMode, DirectoryMode);
}
