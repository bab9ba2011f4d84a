using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Configuration.Settings;

/// <summary>The definitions of all settings. Keys, parameters, defaults, help and tables are made from them.</summary>
public static class LoggingSettings
{
    /// <summary>The section of an INI file that holds the settings.</summary>
    public const string SectionName = "logging";

    internal static readonly TypedLoggingSetting<LogLevel> LogLevel = new(
        "log_level", nameof(LoggingConfig.LogLevel),
        "The lowest level that is logged. Trade events are logged at every level.",
        new ChoiceSettingKind<LogLevel>([.. LogLevelName.All.Select(NamedLevel)]),
        config => config.LogLevel,
        (config, value) => config with { LogLevel = value });

    internal static readonly TypedLoggingSetting<string> LogDirectory = new(
        "log_dir", nameof(LoggingConfig.LogDirectory),
        "The directory of the log files; created, with its parents, when it is missing.",
        new PathSettingKind(),
        config => config.LogDirectory,
        (config, value) => config with { LogDirectory = value });

    internal static readonly TypedLoggingSetting<long> MaxBytes = new(
        "max_bytes", nameof(LoggingConfig.MaxBytes),
        "The size in bytes at which trading.log is rotated; 0 never rotates it.",
        new WholeNumberSettingKind(0, long.MaxValue),
        config => config.MaxBytes,
        (config, value) => config with { MaxBytes = value });

    internal static readonly TypedLoggingSetting<long> BackupCount = new(
        "backup_count", nameof(LoggingConfig.BackupCount),
        "How many rotated files of trading.log are kept; with 0 it is never rotated.",
        new WholeNumberSettingKind(0, 100_000),
        config => config.BackupCount,
        (config, value) => config with { BackupCount = (int)value });

    internal static readonly TypedLoggingSetting<long> TradeBackupCount = new(
        "trade_backup_count", nameof(LoggingConfig.TradeBackupCount),
        "How many days of trades.log are kept beside the current one; 0 keeps all.",
        new WholeNumberSettingKind(0, 100_000),
        config => config.TradeBackupCount,
        (config, value) => config with { TradeBackupCount = (int)value });

    internal static readonly TypedLoggingSetting<Retention> Retention = new(
        "retention", nameof(LoggingConfig.Retention),
        "What decides how long days of trades.log are kept: "
        + "files is trade_backup_count, a number is that many calendar days, forever deletes nothing.",
        new RetentionSettingKind(),
        config => config.Retention,
        (config, value) => config with { Retention = value });

    internal static readonly TypedLoggingSetting<long> ForwardHoldDays = new(
        "forward_hold_days", nameof(LoggingConfig.ForwardHoldDays),
        "For how many calendar days a day of trades.log is kept that a forwarder has not sent, whatever retention "
        + "says; 0 never waits for a forwarder.",
        new WholeNumberSettingKind(0, 100_000),
        config => config.ForwardHoldDays,
        (config, value) => config with { ForwardHoldDays = (int)value });

    internal static readonly TypedLoggingSetting<ArchiveCompression> CompressArchives = new(
        "compress_archives", nameof(LoggingConfig.CompressArchives),
        "Whether days of trades.log and backups of trading.log that were set aside are compressed in the background: "
        + "gzip makes .gz of them, which readers read and retention deletes as it does plain ones.",
        new ChoiceSettingKind<ArchiveCompression>(
            ("none", ArchiveCompression.None), ("gzip", ArchiveCompression.Gzip)),
        config => config.CompressArchives,
        (config, value) => config with { CompressArchives = value });

    internal static readonly TypedLoggingSetting<bool> Console = new(
        "console", nameof(LoggingConfig.Console),
        "Whether records of level INFO and above are shown on the console.",
        Switch(),
        config => config.Console,
        (config, value) => config with { Console = value });

    internal static readonly TypedLoggingSetting<bool> PropagateTrades = new(
        "propagate_trades", nameof(LoggingConfig.PropagateTrades),
        "Whether trade events also go to the console and to trading.log.",
        Switch(),
        config => config.PropagateTrades,
        (config, value) => config with { PropagateTrades = value });

    internal static readonly TypedLoggingSetting<TradesOnConsole> TradesOnConsole = new(
        "trades_on_console", nameof(LoggingConfig.TradesOnConsole),
        "How the console shows trade events: text is a line for people, json the line of trades.log, none shows none.",
        new ChoiceSettingKind<TradesOnConsole>(
            ("text", TradingLogging.Formatting.TradesOnConsole.Text),
            ("json", TradingLogging.Formatting.TradesOnConsole.Json),
            ("none", TradingLogging.Formatting.TradesOnConsole.None)),
        config => config.TradesOnConsole,
        (config, value) => config with { TradesOnConsole = value });

    internal static readonly TypedLoggingSetting<TextFormat> TextFormat = new(
        "text_format", nameof(LoggingConfig.TextFormat),
        "The form of trading.log: text is a line for people, json is one JSON object on one line with the members of "
        + "message and context; Get-TradingLog reads both.",
        new ChoiceSettingKind<TextFormat>(
            ("text", TradingLogging.Formatting.TextFormat.Text), ("json", TradingLogging.Formatting.TextFormat.Json)),
        config => config.TextFormat,
        (config, value) => config with { TextFormat = value });

    internal static readonly TypedLoggingSetting<bool> TextContext = new(
        "text_context", nameof(LoggingConfig.TextContext),
        "Whether lines of text, on the console and in trading.log, end with the members of the context.",
        Switch(),
        config => config.TextContext,
        (config, value) => config with { TextContext = value });

    internal static readonly TypedLoggingSetting<TimestampForm> Timestamp = new(
        "timestamp", nameof(LoggingConfig.Timestamp),
        "How the time of a trade event is written: offset is local time with its offset, utc is universal time with Z, "
        + "naive is local time without offset.",
        new ChoiceSettingKind<TimestampForm>(
            ("offset", TimestampForm.Offset), ("utc", TimestampForm.Utc), ("naive", TimestampForm.Naive)),
        config => config.Timestamp,
        (config, value) => config with { Timestamp = value });

    internal static readonly TypedLoggingSetting<RotationZone> RotationZone = new(
        "rotation_zone", nameof(LoggingConfig.RotationZone),
        "Whose midnight ends the day of trades.log: that of the machine's time zone or that of UTC.",
        new ChoiceSettingKind<RotationZone>(
            ("local", TradingLogging.Storage.Rotation.RotationZone.Local),
            ("utc", TradingLogging.Storage.Rotation.RotationZone.Utc)),
        config => config.RotationZone,
        (config, value) => config with { RotationZone = value });

    internal static readonly TypedLoggingSetting<Durability> Durability = new(
        "durability", nameof(LoggingConfig.Durability),
        "What a logged record survives: os the end of the process, disk a power cut too.",
        new ChoiceSettingKind<Durability>(
            ("os", TradingLogging.Storage.Durability.Os), ("disk", TradingLogging.Storage.Durability.Disk)),
        config => config.Durability,
        (config, value) => config with { Durability = value });

    internal static readonly TypedLoggingSetting<WriteMode> Mode = new(
        "mode", nameof(LoggingConfig.Mode),
        "When a record is written: sync before the call returns, async soon afterwards; what waits outlives kill -9.",
        new ChoiceSettingKind<WriteMode>(("sync", WriteMode.Sync), ("async", WriteMode.Async)),
        config => config.Mode,
        (config, value) => config with { Mode = value });

    internal static readonly TypedLoggingSetting<IntegrityMode> Integrity = new(
        "integrity", nameof(LoggingConfig.Integrity),
        "Whether changes of trades.log can be noticed: "
        + "chain gives every line a number and the hash of the line before it, and every archived day a seal.",
        new ChoiceSettingKind<IntegrityMode>(
            ("none", IntegrityMode.None), ("chain", IntegrityMode.Chain)),
        config => config.Integrity,
        (config, value) => config with { Integrity = value });

    internal static readonly TypedLoggingSetting<TimeSpan> LockTimeout = new(
        "lock_timeout", nameof(LoggingConfig.LockTimeout),
        "How many seconds a writer waits for another process that holds the lock before the call fails.",
        new SecondsSettingKind(3600),
        config => config.LockTimeout,
        (config, value) => config with { LockTimeout = value });

    internal static readonly TypedLoggingSetting<long> MaxRecordBytes = new(
        "max_record_bytes", nameof(LoggingConfig.MaxRecordBytes),
        "The longest line of trades.log in bytes; a longer one is cut and marked.",
        new WholeNumberSettingKind(TradeLineLimits.LeastBytes, TradeLineLimits.MostBytes),
        config => config.MaxRecordBytes,
        (config, value) => config with { MaxRecordBytes = (int)value });

    internal static readonly TypedLoggingSetting<string> FileMode = new(
        "file_mode", nameof(LoggingConfig.FileMode),
        "The permissions that logs, archives, locks and fallbacks are made with, less the umask: "
            + "0660 lets a group write.",
        new ModeSettingKind(CreationModes.Default.File, ownerDigit: '6', otherDigits: "0246"),
        config => config.FileMode,
        (config, value) => config with { FileMode = value });

    internal static readonly TypedLoggingSetting<string> DirectoryMode = new(
        "directory_mode", nameof(LoggingConfig.DirectoryMode),
        "The permissions that directories are made with, less the umask: 0770 lets a group write.",
        new ModeSettingKind(CreationModes.Default.Directory, ownerDigit: '7', otherDigits: "01234567"),
        config => config.DirectoryMode,
        (config, value) => config with { DirectoryMode = value });

    internal static readonly TypedLoggingSetting<IReadOnlyList<string>> Mask = new(
        "mask", nameof(LoggingConfig.Mask),
        "Further member names whose values are masked: "
            + "compared without case and separators, * stands for any characters.",
        new NameListSettingKind(),
        config => config.Mask,
        (config, value) => config with { Mask = value });

    internal static readonly TypedLoggingSetting<IReadOnlyList<string>> MaskExcept = new(
        "mask_except", nameof(LoggingConfig.MaskExcept),
        "Member names whose values are not masked although the built-in names or mask say so; written as in "
        + "mask.",
        new NameListSettingKind(),
        config => config.MaskExcept,
        (config, value) => config with { MaskExcept = value });

    internal static readonly TypedLoggingSetting<IReadOnlyList<string>> Encrypt = new(
        "encrypt", nameof(LoggingConfig.Encrypt),
        "Members whose values only the readers named by encrypt_to can read: written as in mask; "
            + "client.* means the members of an object client.",
        new EncryptedNamesSettingKind(),
        config => config.Encrypt,
        (config, value) => config with { Encrypt = value });

    internal static readonly TypedLoggingSetting<IReadOnlyList<string>> EncryptTo = new(
        "encrypt_to", nameof(LoggingConfig.EncryptTo),
        "Who can read encrypted members: files with a certificate or a public key (RSA, P-256), or thumbprints of "
            + "certificates of this machine.",
        new RecipientListSettingKind(),
        config => config.EncryptTo,
        (config, value) => config with { EncryptTo = value });

    internal static readonly TypedLoggingSetting<string> EncryptKeys = new(
        "encrypt_keys", nameof(LoggingConfig.EncryptKeys),
        "A second directory in which the wrapped keys of encrypted members are kept; nothing for none.",
        new OptionalPathSettingKind(),
        config => config.EncryptKeys,
        (config, value) => config with { EncryptKeys = value });

    internal static readonly TypedLoggingSetting<EvidenceParts> Evidence = new(
        "evidence", nameof(LoggingConfig.Evidence),
        "What each trade event tells of its origin: "
        + "host, pid, user, script (with its line), session (the initialisation), sent (the moment of writing in UTC) "
        + "and clock (whether it is synchronised).",
        new FlagsSettingKind<EvidenceParts>(
            ("none", EvidenceParts.None), ("host", EvidenceParts.Host), ("pid", EvidenceParts.Pid),
            ("user", EvidenceParts.User), ("script", EvidenceParts.Script), ("session", EvidenceParts.Session),
            ("sent", EvidenceParts.Sent), ("clock", EvidenceParts.Clock)),
        config => config.Evidence,
        (config, value) => config with { Evidence = value });

    internal static readonly TypedLoggingSetting<string> FallbackDir = new(
        "fallback_dir", nameof(LoggingConfig.FallbackDir),
        "The directory that takes records, in files named *.log.fallback, while their own file cannot; "
            + "nothing for none.",
        new OptionalPathSettingKind(),
        config => config.FallbackDir,
        (config, value) => config with { FallbackDir = value });

    /// <summary>All settings, in the order in which they are documented.</summary>
    public static IReadOnlyList<LoggingSetting> All { get; } =
    [
        LogLevel, LogDirectory, MaxBytes, BackupCount, TradeBackupCount, Retention, ForwardHoldDays, CompressArchives,
        Console, PropagateTrades, TradesOnConsole, TextFormat, TextContext, Timestamp, RotationZone, Durability, Mode,
        Integrity, LockTimeout, MaxRecordBytes, FileMode, DirectoryMode, Mask, MaskExcept, Encrypt, EncryptTo,
        EncryptKeys, Evidence, FallbackDir,
    ];

    /// <summary>Finds a setting by its INI key, without regard to case.</summary>
    /// <param name="key">For example <c>max_bytes</c>.</param>
    /// <returns>The setting, or null when there is none of that name.</returns>
    public static LoggingSetting? Find(string key) =>
        All.FirstOrDefault(setting => string.Equals(setting.Key, key, StringComparison.OrdinalIgnoreCase));

    internal static string UnknownKey(string key) =>
        $"Unknown setting: {MessageText.Of(key)}. "
            + $"Must be one of {string.Join(", ", All.Select(setting => setting.Key))}";

    private static (string Name, LogLevel Value) NamedLevel(string name) =>
        (name, LogLevelName.TryParse(name, out LogLevel level) ? level : TradingLogging.Logging.LogLevel.NotSet);

    // The words that Python's configparser reads as a boolean.
    private static ChoiceSettingKind<bool> Switch() => new(
        ("true", true), ("false", false), ("yes", true), ("no", false), ("on", true), ("off", false), ("1", true),
        ("0", false));
}
