using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Integrity;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell;

/// <summary>Creates the log directory and puts console, <c>trading.log</c> and <c>trades.log</c> in place.</summary>
[Cmdlet(VerbsData.Initialize, "TradingLogger", DefaultParameterSetName = FileSet)]
[OutputType(typeof(TradingLoggerState))]
public sealed class InitializeTradingLoggerCommand : SealKeyCmdlet
{
    private const string FileSet = "ConfigPath";
    private const string ConfigurationSet = "Configuration";

    /// <summary>The lowest level that is logged. Default INFO.</summary>
    [Parameter]
    [ValidateNotNull]
    [LogLevelArgument]
    [ValidateSet("Debug", "Info", "Warning", "Error", "Critical")]
    public LogLevel? LogLevel { get; set; }

    /// <summary>The directory of the log files, created with its parents. Default <c>logs</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>The INI file to take settings from. It must exist.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? ConfigPath { get; set; }

    /// <summary>The settings to start from, as <c>Get-TradingLoggerConfig</c> gives them.</summary>
    [Parameter(ParameterSetName = ConfigurationSet, Mandatory = true, ValueFromPipeline = true)]
    public LoggingConfig Configuration { get; set; } = null!;

    /// <summary>The size in bytes at which <c>trading.log</c> is rotated; 0 never rotates. Default 10485760.</summary>
    [Parameter]
    [ValidateNotNull]
    public long? MaxBytes { get; set; }

    /// <summary>How many rotated files of <c>trading.log</c> are kept. Default 5.</summary>
    [Parameter]
    [ValidateNotNull]
    public int? BackupCount { get; set; }

    /// <summary>How many archived days of <c>trades.log</c> are kept; 0 keeps all. Default 30.</summary>
    [Parameter]
    [ValidateNotNull]
    public int? TradeBackupCount { get; set; }

    /// <summary>What decides how long days of <c>trades.log</c> are kept: Files, Forever or a number of days. Default
    /// Files.</summary>
    [Parameter]
    [ValidateNotNull]
    public Retention? Retention { get; set; }

    /// <summary>For how many calendar days set-aside days of <c>trades.log</c> are kept: short for <c>-Retention</c> with that
    /// number.</summary>
    [Parameter]
    [ValidateRange(1, TradingLogging.Configuration.Retention.MostDays)]
    public int RetentionDays { get; set; }

    /// <summary>Whether records of level INFO and above are shown on the console. Default true.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? Console { get; set; }

    /// <summary>Shows nothing on the console: short for <c>-Console $false</c>.</summary>
    [Parameter]
    public SwitchParameter NoConsole { get; set; }

    /// <summary>Whether trade events also go to the console and to <c>trading.log</c>. Default true.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? PropagateTrades { get; set; }

    /// <summary>How the time of a trade event is written: Offset, Utc or Naive. Default Offset.</summary>
    [Parameter]
    [ValidateNotNull]
    public TimestampForm? Timestamp { get; set; }

    /// <summary>Whose midnight ends the day of <c>trades.log</c>: Local or Utc. Default Local.</summary>
    [Parameter]
    [ValidateNotNull]
    public RotationZone? RotationZone { get; set; }

    /// <summary>What a logged record survives: Os, the end of the process, or Disk, a power cut too. Default Os.</summary>
    [Parameter]
    [ValidateNotNull]
    public Durability? Durability { get; set; }

    /// <summary>When a record is written: before the cmdlet returns, or soon afterwards in the background.</summary>
    [Parameter]
    [ValidateNotNull]
    public WriteMode? Mode { get; set; }

    /// <summary>Whether changes of <c>trades.log</c> can be noticed: None or Chain. Default None.</summary>
    [Parameter]
    [ValidateNotNull]
    public IntegrityMode? Integrity { get; set; }

    /// <summary>How long a writer waits for another process, in seconds or as a TimeSpan. Default 5 seconds.</summary>
    [Parameter]
    [ValidateNotNull]
    [SecondsArgument]
    public TimeSpan? LockTimeout { get; set; }

    /// <summary>The longest line of <c>trades.log</c> in bytes. Default 262144.</summary>
    [Parameter]
    [ValidateNotNull]
    public int? MaxRecordBytes { get; set; }

    /// <summary>The permissions, in octal digits, that logs, archives, locks and fallbacks are made with, less the umask. Default 0640.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? FileMode { get; set; }

    /// <summary>The permissions, in octal digits, that directories are made with, less the umask. Default 0750.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? DirectoryMode { get; set; }

    /// <summary>Further names of members whose values are masked, separated by commas; * stands for any characters. Default none.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? Mask { get; set; }

    /// <summary>Names of members whose values are not masked, although the built-in names or -Mask say so. Default none.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? MaskExcept { get; set; }

    /// <summary>Whether each trade event tells the name of the machine, as host. Default false.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? EvidenceHost { get; set; }

    /// <summary>Whether each trade event tells the id of the process, as pid. Default false.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? EvidencePid { get; set; }

    /// <summary>Whether each trade event tells the user of the process, as user. Default false.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? EvidenceUser { get; set; }

    /// <summary>Whether each trade event tells the script and its line, as script and line. Default false.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? EvidenceScript { get; set; }

    /// <summary>Whether each trade event tells the id of the initialisation that wrote it, as session. Default false.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? EvidenceSession { get; set; }

    /// <summary>Whether each trade event tells the moment of writing in UTC, as sent. Default false.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? EvidenceSent { get; set; }

    /// <summary>Whether each trade event tells whether the system clock is synchronised, as clock. Default false.</summary>
    [Parameter]
    [ValidateNotNull]
    public bool? EvidenceClock { get; set; }

    /// <summary>The directory that takes records while their own file cannot, in files named <c>*.log.fallback</c>. Default
    /// none.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? FallbackDir { get; set; }

    /// <summary>Outputs the state of the logger.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SealKey? sealKey = ReadSealKey();
        LoggingConfig basis = ParameterSetName == ConfigurationSet ? Configuration : ReadFile();
        try
        {
            LoggingConfig config = WithParameters(basis);
            TradingLogger.Initialize(config with
            {
                LogDirectory = FileSystemPath.Resolve(this, config.LogDirectory),
                FallbackDir = config.FallbackDir.Length == 0 ? "" : FileSystemPath.Resolve(this, config.FallbackDir),
            }, sealKey);
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(LoggingErrors.InvalidConfiguration(exception, LogDirectory ?? basis.LogDirectory));
        }

        LoggerOwner.Claim();
        TradingLoggerState state = TradingLogger.GetState();
        foreach (string sentence in StateText.Initialized(state))
            WriteVerbose(sentence);
        if (PassThru)
            WriteObject(state);
    }

    private LoggingConfig ReadFile()
    {
        if (ConfigPath is null)
            return new LoggingConfig();
        string path = FileSystemPath.Resolve(this, ConfigPath);
        // Who names a file means that file: to log elsewhere, with other settings, would be noticed too late.
        if (!File.Exists(path) && !Directory.Exists(path))
            ThrowTerminatingError(LoggingErrors.ConfigurationFileNotFound(path));
        LoggingConfig config = ConfigurationFile.Read(this, path);
        WriteVerbose($"Read '{path}'.");
        return config;
    }

    private LoggingConfig WithParameters(LoggingConfig basis)
    {
        if (NoConsole && Console == true)
            ThrowTerminatingError(LoggingErrors.ContradictoryConsole());
        if (RetentionDays > 0 && Retention is not null)
            ThrowTerminatingError(LoggingErrors.ContradictoryRetention());
        Retention? retention = RetentionDays > 0 ? new Retention(RetentionDays) : Retention;
        return basis with
        {
            LogLevel = LogLevel ?? basis.LogLevel,
            LogDirectory = LogDirectory ?? basis.LogDirectory,
            MaxBytes = MaxBytes ?? basis.MaxBytes,
            BackupCount = BackupCount ?? basis.BackupCount,
            TradeBackupCount = TradeBackupCount ?? basis.TradeBackupCount,
            Retention = retention ?? basis.Retention,
            Console = !NoConsole && (Console ?? basis.Console),
            PropagateTrades = PropagateTrades ?? basis.PropagateTrades,
            Timestamp = Timestamp ?? basis.Timestamp,
            RotationZone = RotationZone ?? basis.RotationZone,
            Durability = Durability ?? basis.Durability,
            Mode = Mode ?? basis.Mode,
            Integrity = Integrity ?? basis.Integrity,
            LockTimeout = LockTimeout ?? basis.LockTimeout,
            MaxRecordBytes = MaxRecordBytes ?? basis.MaxRecordBytes,
            FileMode = FileMode ?? basis.FileMode,
            DirectoryMode = DirectoryMode ?? basis.DirectoryMode,
            Mask = Mask ?? basis.Mask,
            MaskExcept = MaskExcept ?? basis.MaskExcept,
            EvidenceHost = EvidenceHost ?? basis.EvidenceHost,
            EvidencePid = EvidencePid ?? basis.EvidencePid,
            EvidenceUser = EvidenceUser ?? basis.EvidenceUser,
            EvidenceScript = EvidenceScript ?? basis.EvidenceScript,
            EvidenceSession = EvidenceSession ?? basis.EvidenceSession,
            EvidenceSent = EvidenceSent ?? basis.EvidenceSent,
            EvidenceClock = EvidenceClock ?? basis.EvidenceClock,
            FallbackDir = FallbackDir ?? basis.FallbackDir,
        };
    }
}
