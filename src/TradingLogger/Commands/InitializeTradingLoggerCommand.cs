using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Configuration.Settings;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Output;
using TradingLogging.Storage;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Creates the log directory and starts logging to the console, <c>trading.log</c> and
/// <c>trades.log</c>.</summary>
[Cmdlet(VerbsData.Initialize, "TradingLogger", DefaultParameterSetName = FileSet)]
[OutputType(typeof(TradingLoggerState))]
public sealed class InitializeTradingLoggerCommand : SealKeyCmdlet
{
    private const string FileSet = "ConfigPath";
    private const string ConfigurationSet = "Configuration";

    /// <summary>The name of the logger: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, 64 at most. A name makes a
    /// logger beside the others, with settings, files, handlers and levels of its own; cmdlets reach it by
    /// <c>-Instance</c>, and without that in the module that called this. Left out, it is the one that the calling
    /// module has initialised by name before, else <c>default</c>.</summary>
    [Parameter]
    [Alias("Instance")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc cref="LoggingConfig.LogLevel"/>
    /// <remarks>The console shows INFO and above, whatever is set here.</remarks>
    [Parameter]
    [ValidateNotNull]
    [LogLevelArgument]
    [ArgumentCompleter(typeof(LogLevelCompleter))]
    public string? LogLevel { get; set; }

    /// <inheritdoc cref="LoggingConfig.LogDirectory"/>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>The INI file to read the section <c>[logging]</c> of. It must exist; keys that it lacks have their
    /// defaults. <c>Get-TradingLoggerConfig</c> reads a file that may be missing.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? ConfigPath { get; set; }

    /// <summary>The settings to start from, as <c>Get-TradingLoggerConfig</c> gives them.</summary>
    [Parameter(ParameterSetName = ConfigurationSet, Mandatory = true, ValueFromPipeline = true)]
    public LoggingConfig Configuration { get; set; } = null!;

    /// <inheritdoc cref="LoggingConfig.MaxBytes"/>
    /// <remarks>The file is never larger, unless it holds a single larger record.</remarks>
    [Parameter]
    [ValidateNotNull]
    public long? MaxBytes { get; set; }

    /// <inheritdoc cref="LoggingConfig.BackupCount"/>
    /// <remarks><c>trading.log.1</c> is the newest.</remarks>
    [Parameter]
    [ValidateNotNull]
    public int? BackupCount { get; set; }

    /// <inheritdoc cref="LoggingConfig.TradeBackupCount"/>
    [Parameter]
    [ValidateNotNull]
    public int? TradeBackupCount { get; set; }

    /// <inheritdoc cref="LoggingConfig.Retention"/>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RetentionCompleter))]
    public Retention? Retention { get; set; }

    /// <summary>Keeps the archived days of <c>trades.log</c> for so many calendar days, counted back from the newest
    /// of them: short for <c>-Retention</c> with that number. 1827 are five years.</summary>
    [Parameter]
    [ValidateRange(1, TradingLogging.Storage.Rotation.Retention.MostDays)]
    public int RetentionDays { get; set; }

    /// <inheritdoc cref="LoggingConfig.ForwardHoldDays"/>
    /// <remarks>A day that is deleted unsent is warned of, and the receiver is told of the gap. A log without
    /// forwarders is not concerned.</remarks>
    [Parameter]
    [ValidateNotNull]
    public int? ForwardHoldDays { get; set; }

    /// <inheritdoc cref="LoggingConfig.CompressArchives"/>
    /// <remarks>A process compresses after each rotation and after this cmdlet; what it does not finish the next one
    /// does. A day with a seal is compressed only when the seal fits. Archives that somebody else has compressed are
    /// counted and deleted as well.</remarks>
    [Parameter]
    [ValidateNotNull]
    public ArchiveCompression? CompressArchives { get; set; }

    /// <inheritdoc cref="LoggingConfig.Console"/>
    /// <remarks>On by default; <c>-Console:$false</c> switches it off.</remarks>
    [Parameter]
    public SwitchParameter Console { get; set; }

    /// <summary>Shows nothing on the console. Short for <c>-Console:$false</c>.</summary>
    [Parameter]
    public SwitchParameter NoConsole { get; set; }

    /// <inheritdoc cref="LoggingConfig.PropagateTrades"/>
    /// <remarks>On by default; <c>-PropagateTrades:$false</c> switches it off.</remarks>
    [Parameter]
    public SwitchParameter PropagateTrades { get; set; }

    /// <inheritdoc cref="LoggingConfig.TradesOnConsole"/>
    /// <remarks>A line of text is cut to the width of the terminal, and coloured by what it means: fills, rejects, a
    /// pnl above and below 0.</remarks>
    [Parameter]
    [ValidateNotNull]
    public TradesOnConsole? TradesOnConsole { get; set; }

    /// <inheritdoc cref="LoggingConfig.TextFormat"/>
    /// <remarks>The console shows text in either case.</remarks>
    [Parameter]
    [ValidateNotNull]
    public TextFormat? TextFormat { get; set; }

    /// <inheritdoc cref="LoggingConfig.TextContext"/>
    /// <remarks>A line of JSON always has them.</remarks>
    [Parameter]
    public SwitchParameter TextContext { get; set; }

    /// <inheritdoc cref="LoggingConfig.Timestamp"/>
    [Parameter]
    [ValidateNotNull]
    public TimestampForm? Timestamp { get; set; }

    /// <inheritdoc cref="LoggingConfig.RotationZone"/>
    [Parameter]
    [ValidateNotNull]
    public RotationZone? RotationZone { get; set; }

    /// <inheritdoc cref="LoggingConfig.Durability"/>
    /// <remarks>The end of the process includes <c>kill -9</c>. Disk costs a sync for each record.</remarks>
    [Parameter]
    [ValidateNotNull]
    public Durability? Durability { get; set; }

    /// <inheritdoc cref="LoggingConfig.Mode"/>
    /// <remarks>Async is faster for the caller: a record that was taken is in a file that outlives the process, and in
    /// the log soon afterwards. A failure to write is a warning, and what waits is written when the log takes it again.
    /// <c>Close-TradingLogger</c> and the end of the process wait until all is written. What a killed process has left,
    /// the next one adds that writes or reads the log. A power cut loses what waits.</remarks>
    [Parameter]
    [ValidateNotNull]
    public WriteMode? Mode { get; set; }

    /// <inheritdoc cref="LoggingConfig.Integrity"/>
    /// <remarks>The number is the member <c>seq</c>, the hash <c>prev</c>. All processes that write a log must have the
    /// same.</remarks>
    [Parameter]
    [ValidateNotNull]
    public IntegrityMode? Integrity { get; set; }

    /// <inheritdoc cref="LoggingConfig.LockTimeout"/>
    [Parameter]
    [ValidateNotNull]
    [SecondsArgument]
    public TimeSpan? LockTimeout { get; set; }

    /// <inheritdoc cref="LoggingConfig.MaxRecordBytes"/>
    [Parameter]
    [ValidateNotNull]
    public int? MaxRecordBytes { get; set; }

    /// <inheritdoc cref="LoggingConfig.FileMode"/>
    /// <remarks>
    /// <para>With the usual umask of 022 the default stays 0640, with 077 it is 0600. A file that exists is left as it
    /// is; after a rotation the new file has this mode again. 0660 needs a umask of 002 or 007.</para>
    /// <para>On Windows a mode whose last digit is 0 gives SYSTEM, the administrators and the owner all rights and
    /// nobody else any; with another last digit the directory decides.</para>
    /// </remarks>
    [Parameter]
    [ValidateNotNull]
    public string? FileMode { get; set; }

    /// <inheritdoc cref="LoggingConfig.DirectoryMode"/>
    /// <remarks>Missing parents are made with it, too. A directory that exists is left as it is.</remarks>
    [Parameter]
    [ValidateNotNull]
    public string? DirectoryMode { get; set; }

    /// <inheritdoc cref="LoggingConfig.Mask"/>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public string[]? Mask { get; set; }

    /// <inheritdoc cref="LoggingConfig.MaskExcept"/>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public string[]? MaskExcept { get; set; }

    /// <inheritdoc cref="LoggingConfig.Encrypt"/>
    /// <remarks>Needs <c>-EncryptTo</c>. <c>Get-TradeEvent -KeyFile</c> and <c>Unprotect-TradeEvent</c> read the values
    /// with the private key, which does not belong on this machine.</remarks>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public string[]? Encrypt { get; set; }

    /// <inheritdoc cref="LoggingConfig.EncryptTo"/>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public string[]? EncryptTo { get; set; }

    /// <inheritdoc cref="LoggingConfig.EncryptKeys"/>
    /// <remarks>Who loses the wrapped keys, loses the values. Beside the log they stand in
    /// <c>trades.log.2025-12-17.keys</c>.</remarks>
    [Parameter]
    [ValidateNotNull]
    public string? EncryptKeys { get; set; }

    /// <inheritdoc cref="LoggingConfig.Evidence"/>
    [Parameter]
    public EvidenceParts Evidence { get; set; }

    /// <inheritdoc cref="LoggingConfig.FallbackDir"/>
    /// <remarks>The files are <c>trades.log.fallback</c> and <c>trading.log.fallback</c>.</remarks>
    [Parameter]
    [Alias("FallbackDirectory")]
    [ValidateNotNull]
    public string? FallbackDir { get; set; }

    /// <summary>Outputs the state of the logger.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LoggerInstance instance = InstanceSelection.OfNew(this, Name);
        SealKey? sealKey = ReadSealKey();
        LoggingConfig basis = ParameterSetName == ConfigurationSet
            ? Configuration
            : ConfigurationFile.ReadNamed(this, ConfigPath);
        try
        {
            LoggingConfig config = WithParameters(basis);
            using CmdletOutput.Scope output = new CmdletOutput(this, LoggingErrors.LineNotShown).PutInPlace();
            config = config.WithPaths(path => FileSystemPath.Resolve(this, path));
            instance.Initialize(config, sealKey, InstanceSelection.CallerOf(this));
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(LoggingErrors.InvalidConfiguration(exception, LogDirectory ?? basis.LogDirectory));
        }

        LoggerOwner.Claim(instance);
        if (Name is not null)
            ModuleLoggers.Remember(this, instance);
        TradingLoggerState state = instance.GetState();
        foreach (string sentence in StateText.Initialized(state))
            WriteVerbose(sentence);
        if (PassThru)
            WriteObject(state);
    }

    private static object ValueOf(LoggingSetting setting, object argument) => argument switch
    {
        SwitchParameter given => given.IsPresent,
        string name when setting.PropertyName == nameof(LogLevel) => LogLevelArgument.Of(name),
        _ => argument,
    };

    private LoggingConfig WithParameters(LoggingConfig basis)
    {
        if (NoConsole && Console)
            ThrowTerminatingError(LoggingErrors.ContradictoryConsole());
        if (RetentionDays > 0 && Retention is not null)
            ThrowTerminatingError(LoggingErrors.ContradictoryRetention());
        LoggingConfig config = basis;
        foreach (LoggingSetting setting in LoggingSettings.All)
        {
            if (MyInvocation.BoundParameters.TryGetValue(setting.PropertyName, out object? value))
                config = setting.SetValue(config, ValueOf(setting, value));
        }

        return config with
        {
            Console = config.Console && !NoConsole,
            Retention = RetentionDays > 0 ? new Retention(RetentionDays) : config.Retention,
        };
    }
}
