using TradingLogging.Configuration.Settings;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Configuration;

/// <summary>
/// The configuration of the logger. Every value is checked when it is set, so that a configuration that exists is valid.
/// </summary>
/// <remarks>An invalid value is a <see cref="ConfigurationException"/> whose message lists the valid ones, in an object
/// initializer as well as in a <c>with</c> expression. <see cref="LoggingSettings.All"/> is the table of the settings.
/// </remarks>
public sealed record LoggingConfig
{
    /// <summary>The lowest level the root logger passes on (<c>log_level</c>). Default <see cref="LogLevel.Info"/>. The
    /// logger of the trade events has its own level, INFO, whatever is set here.</summary>
    /// <exception cref="ConfigurationException">The value is not one of the five named levels.</exception>
    public LogLevel LogLevel { get; init => field = LoggingSettings.LogLevel.Check(value); } = LogLevel.Info;

    /// <summary>The directory of the log files (<c>log_dir</c>). Default <c>logs</c>.</summary>
    /// <exception cref="ConfigurationException">The value is null, empty, white space, or has control characters or
    /// a part that is the name of a device on Windows, such as <c>NUL</c>.</exception>
    public string LogDirectory { get; init => field = LoggingSettings.LogDirectory.Check(value); } = "logs";

    /// <summary>The size in bytes at which <c>trading.log</c> is rotated (<c>max_bytes</c>), 0 or more; 0 never rotates,
    /// as in Python's RotatingFileHandler. Default 10,485,760.</summary>
    /// <exception cref="ConfigurationException">The value is negative.</exception>
    public long MaxBytes { get; init => field = LoggingSettings.MaxBytes.Check(value); } = 10_485_760;

    /// <summary>How many rotated files of <c>trading.log</c> are kept (<c>backup_count</c>), 0 to 100,000; with 0 the
    /// file is never rotated, as in Python's RotatingFileHandler. Default 5.</summary>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public int BackupCount { get; init => field = (int)LoggingSettings.BackupCount.Check(value); } = 5;

    /// <summary>How many archived days of <c>trades.log</c> are kept (<c>trade_backup_count</c>), 0 to 100,000; 0 keeps
    /// all. Default 30.</summary>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public int TradeBackupCount { get; init => field = (int)LoggingSettings.TradeBackupCount.Check(value); } = 30;

    /// <summary>What decides how long archived days of <c>trades.log</c> are kept (<c>retention</c>). Default
    /// <see cref="Retention.Files"/>: <see cref="TradeBackupCount"/> does.</summary>
    public Retention Retention { get; init; }

    /// <summary>Whether records of level INFO and above are shown on the console (<c>console</c>). Default true.</summary>
    public bool Console { get; init; } = true;

    /// <summary>Whether trade events also go to the console and to <c>trading.log</c> (<c>propagate_trades</c>).
    /// Default true.</summary>
    public bool PropagateTrades { get; init; } = true;

    /// <summary>How the time of a trade event is written (<c>timestamp</c>). Default
    /// <see cref="TimestampForm.Offset"/>.</summary>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public TimestampForm Timestamp { get; init => field = LoggingSettings.Timestamp.Check(value); } = TimestampForm.Offset;

    /// <summary>Whose midnight ends the day of <c>trades.log</c> (<c>rotation_zone</c>). Default
    /// <see cref="RotationZone.Local"/>.</summary>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public RotationZone RotationZone { get; init => field = LoggingSettings.RotationZone.Check(value); } =
        RotationZone.Local;

    /// <summary>What a logged record survives (<c>durability</c>). Default <see cref="Durability.Os"/>.</summary>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public Durability Durability
    {
        get => Files.Durability;
        init => Files = Files with { Durability = LoggingSettings.Durability.Check(value) };
    }

    /// <summary>When a record is written (<c>mode</c>). Default <see cref="WriteMode.Sync"/>.</summary>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public WriteMode Mode
    {
        get => Files.Mode;
        init => Files = Files with { Mode = LoggingSettings.Mode.Check(value) };
    }

    /// <summary>Whether changes of <c>trades.log</c> can be noticed afterwards (<c>integrity</c>). Default
    /// <see cref="IntegrityMode.None"/>. All processes that write a log must have the same.</summary>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public IntegrityMode Integrity { get; init => field = LoggingSettings.Integrity.Check(value); } = IntegrityMode.None;

    /// <summary>How long a writer waits for another process that holds the lock before the call fails
    /// (<c>lock_timeout</c>, in seconds), more than 0 and at most 3,600 seconds. Default 5 seconds.</summary>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public TimeSpan LockTimeout
    {
        get => Files.LockTimeout;
        init => Files = Files with { LockTimeout = LoggingSettings.LockTimeout.Check(value) };
    }

    /// <summary>The longest line of <c>trades.log</c> in bytes of UTF-8 (<c>max_record_bytes</c>), 4,096 to 67,108,864; a
    /// longer one is cut and marked. Default 262,144.</summary>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public int MaxRecordBytes { get; init => field = (int)LoggingSettings.MaxRecordBytes.Check(value); } = 262_144;

    /// <summary>The permission bits, in octal digits, that logs, archives, locks and fallbacks are made with (<c>file_mode</c>); the
    /// process's umask takes its bits away. An archive keeps those its file had. On Windows a mode without rights for others, as
    /// the default is, gives SYSTEM, the administrators and the owner all rights and nobody else any; a mode with rights for
    /// others leaves them to the directory. Default <c>0640</c>; <c>0660</c> for a log that a group writes.</summary>
    /// <exception cref="ConfigurationException">The value is no such mode, or does not let the owner read and write.</exception>
    public string FileMode
    {
        get => ModeSettingKind.TextOf(Files.Modes.File);
        init => Files = Files with { Modes = Files.Modes with { File = ModeSettingKind.BitsOf(LoggingSettings.FileMode.Check(value)) } };
    }

    /// <summary>The permission bits, in octal digits, that directories are made with (<c>directory_mode</c>), as
    /// <see cref="FileMode"/> for files. A directory that exists is left as it is. Default <c>0750</c>.</summary>
    /// <exception cref="ConfigurationException">The value is no such mode, or does not give the owner all rights.</exception>
    public string DirectoryMode
    {
        get => ModeSettingKind.TextOf(Files.Modes.Directory);
        init => Files = Files with { Modes = Files.Modes with { Directory = ModeSettingKind.BitsOf(LoggingSettings.DirectoryMode.Check(value)) } };
    }

    /// <summary>Further names of members whose values are secrets and are masked as <c>***</c> (<c>mask</c>); compared
    /// without case and separators, <c>*</c> stands for any characters. Default none: the built-in names.</summary>
    /// <exception cref="ConfigurationException">The value is null, or a name has control characters, a comma, or no letter, digit or <c>*</c>.</exception>
    public IReadOnlyList<string> Mask { get; init => field = LoggingSettings.Mask.Check(value); } = [];

    /// <summary>Names of members whose values are no secrets, although the built-in names or <see cref="Mask"/> say so
    /// (<c>mask_except</c>); written in the same way. Default none.</summary>
    /// <exception cref="ConfigurationException">The value is null, or a name has control characters, a comma, or no letter, digit or <c>*</c>.</exception>
    public IReadOnlyList<string> MaskExcept { get; init => field = LoggingSettings.MaskExcept.Check(value); } = [];

    /// <summary>What each trade event tells of its origin, in its member <c>evidence</c> (<c>evidence</c>). Default
    /// <see cref="EvidenceParts.None"/>.</summary>
    /// <exception cref="ConfigurationException">The value has bits that are no members of the enumeration.</exception>
    public EvidenceParts Evidence { get; init => field = LoggingSettings.Evidence.Check(value); }

    /// <summary>The directory that takes records while their own file cannot (<c>fallback_dir</c>): those of
    /// <c>trades.log</c> in <c>trades.log.fallback</c>, those of <c>trading.log</c> in <c>trading.log.fallback</c>. Made when it
    /// is needed. Default empty: then a record that cannot be written is an error only.</summary>
    /// <exception cref="ConfigurationException">The value is null, white space, or has control characters or a part that
    /// is the name of a device on Windows.</exception>
    public string FallbackDir
    {
        get => Files.FallbackDirectory ?? "";
        init => Files = Files with { FallbackDirectory = LoggingSettings.FallbackDir.Check(value) is { Length: > 0 } directory ? directory : null };
    }

    /// <summary>The settings that both log files share, as storage takes them.</summary>
    internal AppendFileOptions Files { get; init; } = new(HostOutput.Warn);

    /// <summary>Makes a configuration from settings written as text.</summary>
    /// <param name="settings">Keys as in <see cref="LoggingSettings.All"/>, without regard to case, and values; of equal
    /// keys the last counts.</param>
    /// <param name="basis">Where the other settings come from; null for the defaults.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ConfigurationException">A key is unknown or a value not valid; the message names the key.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static LoggingConfig FromText(
        IEnumerable<KeyValuePair<string, string>> settings,
        LoggingConfig? basis = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        LoggingConfig config = basis ?? new LoggingConfig();
        foreach (KeyValuePair<string, string> pair in settings)
        {
            LoggingSetting setting = LoggingSettings.Find(pair.Key)
                ?? throw new ConfigurationException(LoggingSettings.UnknownKey(pair.Key));
            config = setting.Apply(config, pair.Value);
        }

        return config;
    }
}
