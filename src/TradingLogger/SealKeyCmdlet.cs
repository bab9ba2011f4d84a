using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Integrity;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

/// <summary>A cmdlet that makes or verifies seals: the key comes with the call, never from a configuration
/// file.</summary>
public abstract class SealKeyCmdlet : PSCmdlet
{
    /// <summary>The secret that signs the seals by HMAC-SHA-256, at least 16 bytes. It is kept in memory
    /// only.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? SealKey { get; set; }

    /// <summary>The certificate whose ECDSA P-256 key signs the seals; to verify, its public part is enough. Needs
    /// PowerShell 7.6 or later.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? SealCertificate { get; set; }

    /// <summary>The file that holds the key of the seals: an ECDSA P-256 key in PEM (private to sign, public to
    /// verify), or else a secret for HMAC-SHA-256, its bytes as they are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SealKeyFile { get; set; }

    /// <summary>The key that was given; null for none. Ends the cmdlet with an error when it is no key.</summary>
    private protected SealKey? ReadSealKey()
    {
        int given = (SealKey is null ? 0 : 1) + (SealCertificate is null ? 0 : 1) + (SealKeyFile is null ? 0 : 1);
        if (given > 1)
            ThrowTerminatingError(LoggingErrors.SeveralSealKeys());
        try
        {
            if (SealKey is not null)
                return TradingLogging.Integrity.SealKey.FromSecureString(SealKey);
            if (SealCertificate is not null)
                return TradingLogging.Integrity.SealKey.FromCertificate(SealCertificate);
            return SealKeyFile is null
                ? null
                : TradingLogging.Integrity.SealKey.FromFile(FileSystemPath.Resolve(this, SealKeyFile));
        }
        catch (Exception exception)
            when (exception is ArgumentException or IOException or UnauthorizedAccessException
                or PlatformNotSupportedException)
        {
            ThrowTerminatingError(LoggingErrors.InvalidSealKey(exception));
            throw;
        }
    }
}

/// <summary>A cmdlet that works on trade logs as a whole: the current file and the archived days beside it.</summary>
public abstract class TradeLogCmdlet : SealKeyCmdlet
{
    private protected const string DirectorySet = "LogDirectory";

    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string DefaultDirectory = "logs";

    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    private protected TradeLogCmdlet()
    {
    }

    /// <summary>The log directory, or the current file of a log. Left out, it is that of the initialised logger, else
    /// logs.</summary>
    [Parameter(ParameterSetName = DirectorySet, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>Log directories, or current files of logs that have another name than <c>trades.log</c>; their archived
    /// days lie beside them. Wildcards are resolved, also from the pipeline, as <c>Get-Item</c> outputs directories and
    /// files. A file of a log, such as an archived day, stands for its log, and each log is taken once.</summary>
    [Parameter(
        ParameterSetName = PathSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>As <c>-Path</c>, but every character stands for itself.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [Alias("LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc cref="LogReadingCmdlet.Instance"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Instance { get; set; }

    /// <summary>The key of the seals; null for none.</summary>
    private protected SealKey? Key { get; private set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Key = ReadSealKey();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IEnumerable<string> logs = ParameterSetName switch
        {
            PathSet => Path.SelectMany(path => LogPaths.CurrentFilesOf(this, path)),
            LiteralPathSet => LiteralPath.Select(path => TradeLog.CurrentFileOf(FileSystemPath.Resolve(this, path))),
            _ => [LogOf(DirectoryOrDefault())],
        };
        foreach (string log in logs)
        {
            if (_done.Add(log) && IsDirectoryThere(log))
                Process(log);
        }
    }

    /// <summary>Works on a log.</summary>
    /// <param name="logPath">The full path of its current file.</param>
    private protected abstract void Process(string logPath);

    /// <summary>Tells of a log that cannot be worked on. The statement ends, unless further logs may come.</summary>
    private protected void Fail(ErrorRecord error)
    {
        if (ParameterSetName == DirectorySet)
            ThrowTerminatingError(error);
        WriteError(error);
    }

    /// <summary>There is neither the current file of a log nor an archived day.</summary>
    private protected ErrorRecord NotFound(string logPath) => ParameterSetName == DirectorySet
        ? LoggingErrors.TradeLogNotFound(logPath)
        : ReadingErrors.FileNotFound(logPath);

    private static string LogOf(string directory) => File.Exists(directory)
        ? TradeLog.CurrentFileOf(directory)
        : System.IO.Path.Combine(directory, LogReadingCmdlet.TradeLogName);

    private string DirectoryOrDefault()
    {
        if ((LogDirectory ?? InstanceSelection.Of(this, Instance).GetState().LogDirectory) is { } directory)
            return FileSystemPath.Resolve(this, directory);
        string usual = FileSystemPath.Resolve(this, DefaultDirectory);
        // Who names a logger does not mean another one's directory.
        if (Instance is not null || !Directory.Exists(usual))
            ThrowTerminatingError(ReadingErrors.NoLogGiven(InstanceSelection.Of(this, Instance)));
        return usual;
    }

    private bool IsDirectoryThere(string logPath)
    {
        string directory = System.IO.Path.GetDirectoryName(logPath)!;
        if (Directory.Exists(directory))
            return true;
        Fail(ParameterSetName == DirectorySet
            ? ReadingErrors.DirectoryNotFound(
                new DirectoryNotFoundException($"The log directory '{directory}' does not exist."), directory)
            : ReadingErrors.FileNotFound(logPath));
        return false;
    }
}
