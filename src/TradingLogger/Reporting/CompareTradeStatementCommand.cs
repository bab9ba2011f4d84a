using System.Collections;
using System.Management.Automation;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Statements;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Compares the fills of a trade log with a broker's statement: what is missing here, what is missing there,
/// duplicates, and differences in quantity, price, fee and time.</summary>
[Cmdlet(VerbsData.Compare, "TradeStatement")]
[OutputType(typeof(TradeStatementComparison))]
public sealed class CompareTradeStatementCommand : PSCmdlet
{
    private readonly List<TradeEvent> _events = [];

    /// <summary>The statement: values separated by commas, semicolons or tabs, with a heading.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The log directory, or log files in its place. Default the directory of the initialised
    /// logger.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <inheritdoc cref="LogReadingCmdlet.Instance"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Instance { get; set; }

    /// <summary>Events in the place of a log directory, from <c>Get-TradeEvent</c>, and objects with a timestamp, an
    /// action and members.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Whose statement it is. Default None: columns are found by the names that events have.</summary>
    [Parameter]
    public TradeStatementPreset Preset { get; set; }

    /// <summary>Own names of columns: <c>@{ quantity = 'Lots'; time = 'Executed at' }</c>. The names are time,
    /// execution_id, order_id, symbol, side, quantity, price, fee and fee_currency. Several columns of fee are added,
    /// and several of time joined: <c>@{ time = 'Date', 'Time' }</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Map { get; set; }

    /// <summary>How much a quantity, a price or a fee may differ, as a share of it, 0 to 1. Default
    /// 0.000000001.</summary>
    [Parameter]
    [ValidateRange(0, 1)]
    public decimal? Tolerance { get; set; }

    /// <summary>How much the times may differ: seconds, or such as 2m. Default 5 seconds.</summary>
    [Parameter]
    [SecondsArgument]
    [ValidateDuration]
    public TimeSpan? TimeTolerance { get; set; }

    /// <summary>The first moment of a fill of the log that is compared, or how long ago it was, such as 2d. Default
    /// from the beginning.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>The first moment no longer compared. Default to the end.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Until { get; set; }

    private bool IsInputGiven =>
        MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject input in InputObject)
        {
            if (TradeInput.EventOf(input, ThrowTerminatingError) is { } tradeEvent)
                _events.Add(tradeEvent);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string path = FileSystemPath.Resolve(this, Path);
        IReadOnlyList<TradeFill> statement = ReadStatement(path);
        var meter = new TradeStatementMeter(new TradeActivityOptions(), Since, Until);
        try
        {
            foreach (TradeEvent tradeEvent in IsInputGiven ? _events : ReadLog())
                meter.Add(tradeEvent);
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(ReadingErrors.NotReadable(exception));
        }

        WriteObject(meter.Compare(statement, ToleranceOf(), System.IO.Path.GetFileName(path)));
    }

    private IReadOnlyList<TradeFill> ReadStatement(string path)
    {
        try
        {
            return TradeStatement.Read(path, Preset, MeasureArguments.Names(Map));
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(
                new ErrorRecord(exception, "InvalidMeasureArgument", ErrorCategory.InvalidArgument, Map));
            throw;
        }
        catch (InvalidDataException exception)
        {
            ThrowTerminatingError(new ErrorRecord(exception, "InvalidStatement", ErrorCategory.InvalidData, path));
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(exception, "StatementNotReadable", ErrorCategory.ReadError, path));
            throw;
        }
    }

    private TradeStatementTolerance ToleranceOf()
    {
        var usual = new TradeStatementTolerance();
        return new TradeStatementTolerance { Amounts = Tolerance ?? usual.Amounts, Time = TimeTolerance ?? usual.Time };
    }

    private IEnumerable<TradeEvent> ReadLog()
    {
        var options = new LogReadOptions
        {
            Damaged = damage => WriteWarning(damage.ToString()),
            Failed = exception => WriteError(ReadingErrors.NotReadable(exception)),
        };
        var query = new TradeQuery { Since = MeasureArguments.WeekBefore(Since) };
        return OpenLog().Read(query, options);
    }

    private TradeLog OpenLog()
    {
        if (LogDirectory is not null && LogPaths.FilesInPlaceOfDirectory(this, LogDirectory) is { } files)
        {
            foreach (string file in files)
                LogReadingCmdlet.WarnOfWaiting(this, file, files);
            return TradeLog.OfFiles(files);
        }

        if ((LogDirectory is null
            ? InstanceSelection.Of(this, Instance).GetState().LogDirectory
            : FileSystemPath.Resolve(this, LogDirectory)) is not { } directory)
        {
            ThrowTerminatingError(
                ReadingErrors.NoLogGiven(InstanceSelection.Of(this, Instance), "-LogDirectory"));
            return null!;
        }

        if (!Directory.Exists(directory))
        {
            ThrowTerminatingError(ReadingErrors.DirectoryNotFound(
                new DirectoryNotFoundException($"The log directory '{directory}' does not exist."), directory));
        }

        LogReadingCmdlet.WarnOfWaiting(this, System.IO.Path.Combine(directory, LogReadingCmdlet.TradeLogName));
        return TradeLog.InDirectory(directory);
    }
}
