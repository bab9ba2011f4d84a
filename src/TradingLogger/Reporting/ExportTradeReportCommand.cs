using System.Management.Automation;
using TradingLogging.Analytics.Reports;
using TradingLogging.Analytics.Statements;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Writes a report of trading: a page for people, or the events as a table.</summary>
[Cmdlet(VerbsData.Export, "TradeReport", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportTradeReportCommand : TradeActivityCmdlet
{
    // A timeline is about a kilobyte of the page.
    private const int TimelinesOfAPage = 1_000;

    private readonly List<TradeEvent> _events = [];
    private ReportFile? _file;
    private TradeReportFormat _format;

    /// <summary>The file of the report. Its directory is made when it is missing; a file that exists is replaced only
    /// with <c>-Force</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string DestinationPath { get; set; } = "";

    /// <inheritdoc cref="LogReadingCmdlet.LogDirectory"/>
    [Parameter(Position = 1, ParameterSetName = DirectorySet)]
    [ValidateNotNullOrEmpty]
    public override string? LogDirectory { get; set; }

    /// <summary>Html for the page; Csv, Json or Parquet for the events. Default what the extension of
    /// <c>-DestinationPath</c> says: .html, .htm, .csv, .json or .parquet. Another extension needs
    /// <c>-Format</c>.</summary>
    [Parameter]
    public TradeReportFormat? Format { get; set; }

    /// <summary>The heading of the page. Default the days of the events.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Replaces a file that exists. The log itself is never replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>A comparison of <c>Compare-TradeStatement</c>, for a section of the page. Default none.</summary>
    [Parameter]
    public TradeStatementComparison? Statement { get; set; }

    /// <summary>Outputs the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override int Timelines => _format == TradeReportFormat.Html ? TimelinesOfAPage : 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _file = new ReportFile(FileSystemPath.Resolve(this, DestinationPath));
        if (_file.IsDirectory)
            ThrowTerminatingError(ReportErrors.IsDirectory(_file.FullName));
        if ((Format ?? _file.Format) is not { } format)
        {
            ThrowTerminatingError(ReportErrors.UnknownExtension(_file.FullName));
            return;
        }

        _format = format;
        if (_file.Exists && !Force)
            ThrowTerminatingError(ReportErrors.Exists(_file.FullName));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ReportFile file = _file!;
        if (IsLog(file.FullName))
            ThrowTerminatingError(ReportErrors.WouldReplaceLog(file.FullName));
        if (!ShouldProcess(file.FullName, $"Write the report as {_format}"))
            return;

        if (_format == TradeReportFormat.Html)
            ReadLog();
        if (!StopToken.IsCancellationRequested && TryWrite(file) && PassThru)
            WriteObject(new FileInfo(file.FullName));
    }

    /// <summary>The figures of a page need no event twice; a table does.</summary>
    private protected override void Measure(TradeEvent tradeEvent)
    {
        if (_format == TradeReportFormat.Html)
            base.Measure(tradeEvent);
        else
            _events.Add(tradeEvent);
    }

    private bool TryWrite(ReportFile file)
    {
        bool isWritten = false;
        try
        {
            ITradeReportWriter writer = ReportLibrary.Writer;
            ReadAll(() =>
            {
                file.Write(stream => writer.Write(Report(), _format, stream), Force);
                isWritten = true;
            });
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidDataException)
        {
            ThrowTerminatingError(ReportErrors.NotInThisFormat(exception, _format));
        }
        catch (ReportFileException exception)
        {
            ThrowTerminatingError(ReportErrors.NotWritten(exception, file.FullName));
        }
        catch (ReportLibraryException exception)
        {
            ThrowTerminatingError(ReportErrors.LibraryMissing(exception));
        }

        return isWritten;
    }

    private TradeReport Report() => new()
    {
        Activity = Meter.Measure(),
        Events = !ReadsLog || _format == TradeReportFormat.Html
            ? _events
            : _events.Concat(
                new RepeatedReading(OpenTradeLog(), Query() with { Until = Until }, Report("Exporting trade events"))),
        Title = Title,
        Statement = Statement,
        Source = !ReadsLog ? "" : NamedFiles is { } files ? string.Join(", ", files) : RequireDirectory(),
    };

    private bool IsLog(string path) =>
        ReadsLog
        && (NamedFiles is { } files
            ? files.Contains(path)
            : System.IO.Path.GetDirectoryName(path) == RequireDirectory().TrimEnd(System.IO.Path.DirectorySeparatorChar)
                && System.IO.Path.GetFileName(path).StartsWith("trades.log", StringComparison.OrdinalIgnoreCase));
}
