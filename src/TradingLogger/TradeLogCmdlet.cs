using System.Management.Automation;

namespace TradingLogging.PowerShell;

/// <summary>A cmdlet that works on a trade log as a whole: the current file and the days set aside beside it.</summary>
public abstract class TradeLogCmdlet : SealKeyCmdlet
{
    private const string DirectorySet = "LogDirectory";
    private const string PathSet = "Path";
    private const string FileName = "trades.log";

    /// <summary>The log directory. Left out, it is that of the initialised logger, else logs.</summary>
    [Parameter(ParameterSetName = DirectorySet, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>The current file of a log that has another name than <c>trades.log</c>; its set-aside days lie beside
    /// it.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The full path of the current file.</summary>
    private protected string LogPath => Path is not null
        ? FileSystemPath.Resolve(this, Path)
        : System.IO.Path.Combine(
            FileSystemPath.Resolve(this, LogDirectory ?? TradingLogger.GetState().LogDirectory ?? "logs"),
            FileName);
}
