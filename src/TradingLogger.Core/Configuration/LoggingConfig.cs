using TradingLogging.Configuration.Settings;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;

namespace TradingLogging.Configuration;

/// <summary>
/// The configuration of the logger. Every value is checked when it is set, so that a configuration that exists is
/// valid.
/// </summary>
/// <remarks>An invalid value is a <see cref="ConfigurationException"/> whose message lists the valid ones, in an object
/// initializer as well as in a <c>with</c> expression. <see cref="LoggingSettings.All"/> is the table of the settings.
/// </remarks>
public sealed partial record LoggingConfig
{
    /// <summary>The lowest level that is logged. Trade events are logged at every level.</summary>
    /// <remarks>The setting <c>log_level</c>. Default <see cref="LogLevel.Info"/>. The logger of the trade events has
    /// its own level, INFO, whatever is set here.</remarks>
    /// <exception cref="ConfigurationException">The value is not one of the five named levels.</exception>
    public LogLevel LogLevel { get; init => field = LoggingSettings.LogLevel.Check(value); } = LogLevel.Info;

    /// <summary>The directory of the log files; created, with its parents, when it is missing.</summary>
    /// <remarks>The setting <c>log_dir</c>. Default <c>logs</c>.</remarks>
    /// <exception cref="ConfigurationException">The value is null, empty, white space, or has control characters or
    /// a part that is the name of a device on Windows, such as <c>NUL</c>.</exception>
    public string LogDirectory { get; init => field = LoggingSettings.LogDirectory.Check(value); } = "logs";

    /// <summary>The size in bytes at which <c>trading.log</c> is rotated; 0 never rotates it.</summary>
    /// <remarks>The setting <c>max_bytes</c>. 0 or more; 0 as in Python's RotatingFileHandler. Default
    /// 10,485,760.</remarks>
    /// <exception cref="ConfigurationException">The value is negative.</exception>
    public long MaxBytes { get; init => field = LoggingSettings.MaxBytes.Check(value); } = 10_485_760;

    /// <summary>How many rotated files of <c>trading.log</c> are kept; with 0 it is never rotated.</summary>
    /// <remarks>The setting <c>backup_count</c>. 0 to 100,000; 0 as in Python's RotatingFileHandler. Default
    /// 5.</remarks>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public int BackupCount { get; init => field = (int)LoggingSettings.BackupCount.Check(value); } = 5;

    /// <summary>How many days of <c>trades.log</c> are kept beside the current one; 0 keeps all.</summary>
    /// <remarks>The setting <c>trade_backup_count</c>. 0 to 100,000. Default 30.</remarks>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public int TradeBackupCount { get; init => field = (int)LoggingSettings.TradeBackupCount.Check(value); } = 30;

    /// <summary>What decides how long days of <c>trades.log</c> are kept: files is <c>trade_backup_count</c>, a number
    /// is that many calendar days, forever deletes nothing.</summary>
    /// <remarks>The setting <c>retention</c>. Default <see cref="Retention.Files"/>: <see cref="TradeBackupCount"/>
    /// decides.</remarks>
    public Retention Retention { get; init; }

    /// <summary>For how many calendar days a day of <c>trades.log</c> is kept that a forwarder has not sent, whatever
    /// retention says; 0 never waits for a forwarder.</summary>
    /// <remarks>The setting <c>forward_hold_days</c>. 0 to 100,000, counted as retention counts. Default 90. A day that
    /// is deleted unsent is warned of, and the receiver is told of the gap. A log without forwarders is not
    /// concerned.</remarks>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public int ForwardHoldDays { get; init => field = (int)LoggingSettings.ForwardHoldDays.Check(value); } = 90;

    /// <summary>Whether days of <c>trades.log</c> and backups of <c>trading.log</c> that were set aside are compressed
    /// in the background: gzip makes <c>.gz</c> of them, which readers read and retention deletes as it does plain
    /// ones.</summary>
    /// <remarks>The setting <c>compress_archives</c>. Default <see cref="ArchiveCompression.None"/>. With gzip, and for
    /// as long as another process of the log has it, retention also counts and deletes archives that somebody else has
    /// compressed. A process compresses after each rotation and after its initialisation.</remarks>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public ArchiveCompression CompressArchives { get; init => field = LoggingSettings.CompressArchives.Check(value); }

    /// <summary>Whether records of level INFO and above are shown on the console.</summary>
    /// <remarks>The setting <c>console</c>. Default true.</remarks>
    public bool Console { get; init; } = true;

    /// <summary>Whether trade events also go to the console and to <c>trading.log</c>.</summary>
    /// <remarks>The setting <c>propagate_trades</c>. Default true.</remarks>
    public bool PropagateTrades { get; init; } = true;

    /// <summary>How the console shows trade events: text is a line for people, json the line of trades.log, none shows
    /// none.</summary>
    /// <remarks>The setting <c>trades_on_console</c>. Default <see cref="TradesOnConsole.Text"/>. The files are the
    /// same.</remarks>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public TradesOnConsole TradesOnConsole { get; init => field = LoggingSettings.TradesOnConsole.Check(value); }

    /// <summary>The form of <c>trading.log</c>: text is a line for people, json is one JSON object on one line with the
    /// members of message and context; Get-TradingLog reads both.</summary>
    /// <remarks>The setting <c>text_format</c>. The console shows text in either case. Default <see
    /// cref="TextFormat.Text"/>.</remarks>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public TextFormat TextFormat { get; init => field = LoggingSettings.TextFormat.Check(value); }

    /// <summary>Whether lines of text, on the console and in <c>trading.log</c>, end with the members of the
    /// context.</summary>
    /// <remarks>The setting <c>text_context</c>. Default false.</remarks>
    public bool TextContext { get; init; }

    /// <summary>How the time of a trade event is written: offset is local time with its offset, utc is universal time
    /// with Z, naive is local time without offset.</summary>
    /// <remarks>The setting <c>timestamp</c>. Default <see cref="TimestampForm.Offset"/>.</remarks>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public TimestampForm Timestamp
    {
        get;
        init => field = LoggingSettings.Timestamp.Check(value);
    } = TimestampForm.Offset;

    /// <summary>Whose midnight ends the day of <c>trades.log</c>: that of the machine's time zone or that of
    /// UTC.</summary>
    /// <remarks>The setting <c>rotation_zone</c>. Default <see cref="RotationZone.Local"/>.</remarks>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public RotationZone RotationZone { get; init => field = LoggingSettings.RotationZone.Check(value); } =
        RotationZone.Local;

    /// <summary>What a logged record survives: os the end of the process, disk a power cut too.</summary>
    /// <remarks>The setting <c>durability</c>. Default <see cref="Durability.Os"/>.</remarks>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public Durability Durability
    {
        get => Files.Durability;
        init => Files = Files with { Durability = LoggingSettings.Durability.Check(value) };
    }

    /// <summary>When a record is written: sync before the call returns, async soon afterwards; what waits outlives
    /// <c>kill -9</c>.</summary>
    /// <remarks>The setting <c>mode</c>. Default <see cref="WriteMode.Sync"/>.</remarks>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public WriteMode Mode
    {
        get => Files.Mode;
        init => Files = Files with { Mode = LoggingSettings.Mode.Check(value) };
    }

    /// <summary>Whether changes of <c>trades.log</c> can be noticed: chain gives every line a number and the hash of
    /// the line before it, and every archived day a seal.</summary>
    /// <remarks>The setting <c>integrity</c>. Default <see cref="IntegrityMode.None"/>. All processes that write a log
    /// must have the same.</remarks>
    /// <exception cref="ConfigurationException">The value is not a member of the enumeration.</exception>
    public IntegrityMode Integrity
    {
        get;
        init => field = LoggingSettings.Integrity.Check(value);
    } = IntegrityMode.None;

    /// <summary>How many seconds a writer waits for another process that holds the lock before the call
    /// fails.</summary>
    /// <remarks>The setting <c>lock_timeout</c>. More than 0 and at most 3,600 seconds. Default 5 seconds.</remarks>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public TimeSpan LockTimeout
    {
        get => Files.LockTimeout;
        init => Files = Files with { LockTimeout = LoggingSettings.LockTimeout.Check(value) };
    }

    /// <summary>The longest line of <c>trades.log</c> in bytes; a longer one is cut and marked.</summary>
    /// <remarks>The setting <c>max_record_bytes</c>. Bytes of UTF-8, 4,096 to 67,108,864. Default 262,144.</remarks>
    /// <exception cref="ConfigurationException">The value is out of range.</exception>
    public int MaxRecordBytes { get; init => field = (int)LoggingSettings.MaxRecordBytes.Check(value); } = 262_144;

    /// <summary>The permissions that logs, archives, locks and fallbacks are made with, less the umask: 0660 lets a
    /// group write.</summary>
    /// <remarks>The setting <c>file_mode</c>. Octal digits; the umask of the process takes its bits away. An archive
    /// keeps those its file had. On Windows a mode without rights for others, as the default is, gives SYSTEM, the
    /// administrators and the owner all rights and nobody else any; a mode with rights for others leaves them to the
    /// directory. Default <c>0640</c>.</remarks>
    /// <exception cref="ConfigurationException">The value is no such mode, or does not let the owner read and
    /// write.</exception>
    public string FileMode
    {
        get => ModeSettingKind.TextOf(Files.Modes.File);
        init => Files = Files with
        {
            Modes = Files.Modes with { File = ModeSettingKind.BitsOf(LoggingSettings.FileMode.Check(value)) },
        };
    }

    /// <summary>The permissions that directories are made with, less the umask: 0770 lets a group write.</summary>
    /// <remarks>The setting <c>directory_mode</c>. Octal digits, as <see cref="FileMode"/> for files. A directory that
    /// exists is left as it is. Default <c>0750</c>.</remarks>
    /// <exception cref="ConfigurationException">The value is no such mode, or does not give the owner all
    /// rights.</exception>
    public string DirectoryMode
    {
        get => ModeSettingKind.TextOf(Files.Modes.Directory);
        init => Files = Files with
        {
            Modes = Files.Modes with { Directory = ModeSettingKind.BitsOf(LoggingSettings.DirectoryMode.Check(value)) },
        };
    }

    /// <summary>Further member names whose values are masked: compared without case and separators, <c>*</c> stands for
    /// any characters.</summary>
    /// <remarks>The setting <c>mask</c>. A value that is masked is written as <c>***</c>. Default none: the built-in
    /// names.</remarks>
    /// <exception cref="ConfigurationException">The value is null, or a name has control characters, a comma, or no
    /// letter, digit or <c>*</c>.</exception>
    public IReadOnlyList<string> Mask
    {
        get;
        init => field = ReadableList.Of(LoggingSettings.Mask.Check(value));
    } = ReadableList.Of<string>([]);

    /// <summary>Member names whose values are not masked although the built-in names or mask say so; written as in
    /// mask.</summary>
    /// <remarks>The setting <c>mask_except</c>. Default none.</remarks>
    /// <exception cref="ConfigurationException">The value is null, or a name has control characters, a comma, or no
    /// letter, digit or <c>*</c>.</exception>
    public IReadOnlyList<string> MaskExcept
    {
        get;
        init => field = ReadableList.Of(LoggingSettings.MaskExcept.Check(value));
    } = ReadableList.Of<string>([]);

    /// <summary>Members whose values only the readers named by encrypt_to can read: written as in mask;
    /// <c>client.*</c> means the members of an object client.</summary>
    /// <remarks>The setting <c>encrypt</c>. A name means a member at any depth, a path those members of an object whose
    /// last names it has; a list counts as the member that holds it. The members that every line has cannot be
    /// encrypted. In all other places than <c>trades.log</c> the values are masked. Default none. On Windows PowerShell
    /// an error.</remarks>
    /// <exception cref="ConfigurationException">The value is null, a name is not valid or belongs to the line itself,
    /// or there are more than 64 names.</exception>
    public IReadOnlyList<string> Encrypt
    {
        get;
        init => field = ReadableList.Of(LoggingSettings.Encrypt.Check(value));
    } = ReadableList.Of<string>([]);

    /// <summary>Who can read encrypted members: files with a certificate or a public key (RSA, P-256), or thumbprints
    /// of certificates of this machine.</summary>
    /// <remarks>The setting <c>encrypt_to</c>. PEM or DER; RSA of 2,048 bits or more. The stores are My and
    /// TrustedPeople, of the user and of the machine. Each of them can read all; at most 32. They are read when logging
    /// is initialised, and only if <see cref="Encrypt"/> names a member. Default none.</remarks>
    /// <exception cref="ConfigurationException">The value is null, or one is empty or has control characters or a
    /// comma.</exception>
    public IReadOnlyList<string> EncryptTo
    {
        get;
        init => field = ReadableList.Of(LoggingSettings.EncryptTo.Check(value));
    } = ReadableList.Of<string>([]);

    /// <summary>A second directory in which the wrapped keys of encrypted members are kept; nothing for none.</summary>
    /// <remarks>The setting <c>encrypt_keys</c>. The first place is beside the log, in files named
    /// <c>trades.log.2025-12-17.keys</c>. The directory is made when logging is initialised; its files are never
    /// deleted. Default empty.</remarks>
    /// <exception cref="ConfigurationException">The value is null, white space, or has control characters or a part
    /// that is the name of a device on Windows.</exception>
    public string EncryptKeys { get; init => field = LoggingSettings.EncryptKeys.Check(value); } = "";

    /// <summary>What each trade event tells of its origin: host, pid, user, script (with its line), session (the
    /// initialisation), sent (the moment of writing in UTC) and clock (whether it is synchronised).</summary>
    /// <remarks>The setting <c>evidence</c>. The member is called <c>evidence</c>. Default <see
    /// cref="EvidenceParts.None"/>.</remarks>
    /// <exception cref="ConfigurationException">The value has bits that are no members of the enumeration.</exception>
    public EvidenceParts Evidence { get; init => field = LoggingSettings.Evidence.Check(value); }

    /// <summary>The directory that takes records, in files named <c>*.log.fallback</c>, while their own file cannot;
    /// nothing for none.</summary>
    /// <remarks>The setting <c>fallback_dir</c>. Records of <c>trades.log</c> go to <c>trades.log.fallback</c>, those
    /// of <c>trading.log</c> to <c>trading.log.fallback</c>. The directory is made when it is needed. Default empty:
    /// then a record that cannot be written is an error only.</remarks>
    /// <exception cref="ConfigurationException">The value is null, white space, or has control characters or a part
    /// that is the name of a device on Windows.</exception>
    public string FallbackDir
    {
        get => Files.FallbackDirectory ?? "";
        init => Files = Files with
        {
            FallbackDirectory = LoggingSettings.FallbackDir.Check(value) is { Length: > 0 } directory
                ? directory
                : null,
        };
    }

    /// <summary>Levels of single loggers, by their dotted names. A level holds for the loggers below, too; the nearest
    /// one wins.</summary>
    /// <remarks>The section <c>[logging.levels]</c>. Names are told apart by case. The level of a handler holds as
    /// well: the console shows INFO and above. Default none: <see cref="LogLevel"/> holds for all.</remarks>
    /// <exception cref="ConfigurationException">The value is null, a name is empty, <c>root</c> or has wildcards, a
    /// level is not one of the five, or that of <c>trades</c> would drop trade events.</exception>
    public IReadOnlyDictionary<string, LogLevel> Levels { get; init => field = LoggerLevels.Check(value); } =
        LoggerLevels.None;

    /// <summary>The settings that both log files share, as storage takes them.</summary>
    internal AppendFileOptions Files { get; init; } = new(HostOutput.Warn);
}
