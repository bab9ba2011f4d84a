using System.Management.Automation;

namespace TradingLogging.PowerShell;

/// <summary>A cmdlet that works on a trade log as a whole: the current file and the days set aside beside it.</summary>
public abstract class TradeLogCmdlet : SealKeyCmdlet
{
    private const string DirectorySet = "LogDirectory";
    private const string PathSet = "Path";
    private const string FileName = "trades.log";

    /// <summary>The log directory. Default that of the initialised logger, else <c>logs</c>.</summary>
    [Parameter(ParameterSetName = DirectorySet, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>The current file of a log of another name.</summary>
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
