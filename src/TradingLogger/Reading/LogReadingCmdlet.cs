using System.Management.Automation;
using TradingLogging.Decryption;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Instances;
using TradingLogging.Reading;
using TradingLogging.Storage.Paths;

namespace TradingLogging.PowerShell.Reading;

/// <summary>A cmdlet that reads logs: of a directory, of files, or of the initialised logger.</summary>
public abstract class LogReadingCmdlet : PSCmdlet, IDisposable
{
    internal const string TradeLogName = "trades.log";
    internal const string TextLogName = "trading.log";

    // What a timer of .NET takes, in all its versions.
    internal const int MostWatchSeconds = int.MaxValue / 1000;

    private protected const string DirectorySet = "LogDirectory";
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _paths = [];
    private bool _isWaitingTold;
    private bool _isDirectoryOfFiles;

    private protected LogReadingCmdlet()
    {
    }

    /// <summary>The log directory. Default that of the initialised logger. A file, or wildcards that name files, are
    /// taken as <c>-Path</c> takes them.</summary>
    [Parameter(Position = 0, ParameterSetName = DirectorySet)]
    [ValidateNotNullOrEmpty]
    public virtual string? LogDirectory { get; set; }

    /// <summary>Log files or directories, in the order to be read; archives of a log among them are read before it, the
    /// oldest first. A directory stands for its log with the archives. Wildcards name files, also from the pipeline, as
    /// <c>Get-Item</c> and <c>Get-ChildItem</c> output files and directories. A path at which there is one of them
    /// stands for itself. Files that end with <c>.gz</c> are decompressed. Beside files of the log that is read, those
    /// of the other log of the same directory, seals and key files are left out, so that all files of a directory may
    /// be piped.</summary>
    [Parameter(
        Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public virtual string[] Path { get; set; } = [];

    /// <summary>As <c>-Path</c>, but every character stands for itself: nothing is taken for a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The name of the logger whose directory is read where no path is given, as
    /// <c>Initialize-TradingLogger -Name</c> gave it. Left out, it is the one that the calling module has initialised
    /// by name, else the one without a name, <c>default</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Instance { get; set; }

    /// <summary>Makes a non-terminating error of each damaged line, which otherwise is skipped with a warning. For
    /// <c>Measure-TradeActivity</c> and <c>Export-TradeReport</c> it is a finding in either case.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The full paths of the files and directories that were named; null when a directory is to be read. When
    /// the pipeline named none, that is no reason to read another log in their place.</summary>
    private protected IReadOnlyList<string>? NamedFiles =>
        ParameterSetName != DirectorySet || IsGivenNothing || _isDirectoryOfFiles ? _paths : null;

    private bool IsGivenNothing =>
        ParameterSetName == DirectorySet && LogDirectory is null && MyInvocation.ExpectingInput;

    /// <summary>The private keys that were given; null for none.</summary>
    private protected ContentKeys? Keys { get; set; }

    /// <summary>Frees what stops the cmdlet, and zeroes its keys.</summary>
    public void Dispose()
    {
        Keys?.Dispose();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
            AddPath(path);
        foreach (string path in LiteralPath)
            _paths.AddRange(LogPaths.Resolve(this, path, isLiteral: true));
        if (LogDirectory is null || LogPaths.FilesInPlaceOfDirectory(this, LogDirectory) is not { } files)
            return;
        _isDirectoryOfFiles = true;
        _paths.AddRange(files);
    }

    /// <summary>Reads a path, too.</summary>
    private protected void AddPath(string path) => _paths.AddRange(LogPaths.Resolve(this, path));

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>The directory to be read. Without one the cmdlet ends with an error.</summary>
    private protected string RequireDirectory() =>
        RequireDirectory(this, LogDirectory, Instance, "-LogDirectory or -Path");

    /// <summary>The full path of a log directory; nothing need exist there. When none is meant, the cmdlet ends with an
    /// error.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="given">The directory that it was given; null for none.</param>
    /// <param name="instanceName">The logger that it was told; null for none.</param>
    /// <param name="parameters">What may be given.</param>
    internal static string RequireDirectory(PSCmdlet cmdlet, string? given, string? instanceName, string parameters)
    {
        if (given is not null)
            return FileSystemPath.Resolve(cmdlet, given);
        LoggerInstance instance = InstanceSelection.Of(cmdlet, instanceName);
        if (instance.GetState().LogDirectory is { } directory)
            return directory;
        cmdlet.ThrowTerminatingError(ReadingErrors.NoLogGiven(instance, parameters));
        return string.Empty;
    }

    /// <summary>The trade log of the parameters. Without one the cmdlet ends with an error.</summary>
    private protected TradeLog OpenTradeLog()
    {
        if (FindFiles(TradeLogName) is { } files)
            return TradeLog.OfFiles(files);
        return TradeLog.InDirectory(RequireDirectory());
    }

    /// <summary>The files that were named; null when the log of a directory is to be read. Warns, the first time, of
    /// records that wait to be added to what is read.</summary>
    /// <param name="name">The name of the log in a directory.</param>
    private protected IReadOnlyList<string>? FindFiles(string name)
    {
        IReadOnlyList<string>? files = NamedFiles;
        if (_isWaitingTold)
            return files;
        _isWaitingTold = true;
        foreach (string path in files ?? [RequireDirectory()])
            WarnOfWaiting(this, Directory.Exists(path) ? System.IO.Path.Combine(path, name) : path, files);
        return files;
    }

    /// <summary>Warns of records that a log could not take and that are not read with it.</summary>
    /// <param name="cmdlet">Who warns.</param>
    /// <param name="logPath">The full path of the log.</param>
    /// <param name="read">The files that are read with it; null for none.</param>
    internal static void WarnOfWaiting(Cmdlet cmdlet, string logPath, IReadOnlyList<string>? read = null)
    {
        try
        {
            foreach (string path in FallbackRecords.Find(logPath).Except(read ?? []))
            {
                cmdlet.WriteWarning(
                    $"Records that '{logPath}' could not take wait in '{path}' and are not read with it. "
                        + "They are added to it before the next record that it takes; "
                        + "with -Path they are read where they are.");
            }
        }
        catch (IOException exception)
        {
            cmdlet.WriteWarning(
                $"Whether records wait to be added to '{logPath}' cannot be found out: {exception.Message}");
        }
    }

    /// <summary>Reads, and makes error records of what goes wrong.</summary>
    private protected void ReadAll(Action read)
    {
        try
        {
            read();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The engine ends the pipeline by itself.
        }
        catch (DirectoryNotFoundException exception)
        {
            ThrowTerminatingError(ReadingErrors.DirectoryNotFound(exception, LogDirectory));
        }
        catch (IOException exception)
        {
            WriteError(ReadingErrors.NotReadable(exception));
        }
    }

    /// <summary>Reads, and ends what the user is told even when a later command has enough: a progress bar would
    /// stay.</summary>
    private protected void ReadAll(ReadingReport report, Action read)
    {
        try
        {
            ReadAll(read);
        }
        finally
        {
            report.Complete();
        }
    }

    /// <summary>Outputs what is written to a log until the time is over or the pipeline is stopped.</summary>
    /// <param name="activity">What the progress bar says.</param>
    /// <param name="timeout">For how long; null for ever.</param>
    /// <param name="follow">Follows the log.</param>
    private protected void Watch<T>(
        string activity, TimeSpan? timeout, Func<LogReadOptions, IEnumerable<T>> follow)
    {
        ReadingReport report = Report(activity);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        if (timeout is { } longest)
            ending.CancelAfter(longest);
        ReadAll(report, () =>
        {
            try
            {
                foreach (T read in follow(report.Options with { Cancellation = ending.Token }))
                    WriteObject(read);
            }
            catch (OperationCanceledException) when (!StopToken.IsCancellationRequested)
            {
                // The time to watch is over.
            }
        });
    }

    /// <summary>Who tells the user of damage, failures and progress.</summary>
    /// <param name="activity">What the progress bar says.</param>
    private protected ReadingReport Report(string activity) => new(this, Strict, activity, StopToken);
}
