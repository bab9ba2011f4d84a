using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Integrity;
using TradingLogging.PowerShell.Reading;

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

/// <summary>A cmdlet that works on a trade log as a whole: the current file and the archived days beside it.</summary>
public abstract class TradeLogCmdlet : SealKeyCmdlet
{
    private const string DirectorySet = "LogDirectory";
    private const string PathSet = "Path";
    private const string FileName = "trades.log";

    /// <summary>The log directory. Left out, it is that of the initialised logger, else logs.</summary>
    [Parameter(ParameterSetName = DirectorySet, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>The current file of a log that has another name than <c>trades.log</c>; its archived days lie beside
    /// it.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Makes sure that the directory of the log exists. Without it the cmdlet ends with an error.</summary>
    private protected void RequireDirectory()
    {
        string path = LogPath;
        string directory = System.IO.Path.GetDirectoryName(path)!;
        if (Directory.Exists(directory))
            return;
        ThrowTerminatingError(Path is not null
            ? ReadingErrors.FileNotFound(path)
            : ReadingErrors.DirectoryNotFound(
                new DirectoryNotFoundException($"The log directory '{directory}' does not exist."), directory));
    }

    /// <summary>The full path of the current file.</summary>
    private protected string LogPath => Path is not null
        ? FileSystemPath.Resolve(this, Path)
        : System.IO.Path.Combine(
            FileSystemPath.Resolve(this, LogDirectory ?? TradingLogger.GetState().LogDirectory ?? "logs"),
            FileName);
}
