using System.Management.Automation;
using TradingLogging.Analytics.Reports;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Writes the days of a trade log to a lake: files in folders that say their day, as DuckDB, ClickHouse and
/// Spark read them.</summary>
[Cmdlet(VerbsData.Export, "TradeEvent", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportTradeEventCommand : LogReadingCmdlet
{
    /// <summary>The directory of the lake. It is made when it is missing.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string DestinationPath { get; set; } = "";

    /// <inheritdoc cref="LogReadingCmdlet.LogDirectory"/>
    [Parameter(Position = 1, ParameterSetName = DirectorySet)]
    [ValidateNotNullOrEmpty]
    public override string? LogDirectory { get; set; }

    /// <summary>Parquet for a column for each member, with types; Ndjson for the lines of the log. Default Parquet,
    /// which needs PowerShell 7.6.</summary>
    [Parameter]
    public TradeLakeFormat Format { get; set; }

    /// <summary>What the folders are made by: Day, or Day and Symbol. The day is that of the timestamp as it stands in
    /// the line. Default Day.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public TradeLakeKey[] PartitionBy { get; set; } = [TradeLakeKey.Day];

    /// <summary>The name of the log's files in the lake, so that several hosts or logs write one lake. Default the name
    /// of the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Days that end before this moment are left out; it may be how long ago it was, such as 2d. A day is
    /// exported as a whole. Default none.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Days that begin at this moment or later are left out. Default none.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Takes the name from another log, such as one that was moved, and replaces days of the lake that have
    /// more events than the log.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Outputs the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (PartitionBy[0] != TradeLakeKey.Day || PartitionBy.Distinct().Count() != PartitionBy.Length)
            ThrowTerminatingError(ReportErrors.NotByDay());
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (NamedFiles is { Count: 0 })
            return;
        TradeLake lake = LakeIn(FileSystemPath.Resolve(this, DestinationPath));
        ReadingReport report = Report("Exporting trade events");
        ReadAll(report, () =>
        {
            TradeLog log = OpenTradeLog();
            if (ShouldProcess(lake.Directory, $"Write the days of the log as {Format}"))
                Write(log, lake, report.Options);
        });
    }

    private void Write(TradeLog log, TradeLake lake, LogReadOptions options)
    {
        try
        {
            ReportLibrary.LakeWriter.Write(
                log, lake, options, path =>
                {
                    if (PassThru)
                        WriteObject(new FileInfo(path));
                });
        }
        catch (NotSupportedException exception)
        {
            ThrowTerminatingError(ReportErrors.NotInThisFormat(exception, Format));
        }
        catch (InvalidDataException exception)
        {
            ThrowTerminatingError(ReportErrors.LakeConflict(exception, lake.Directory));
        }
        catch (TradeLakeException exception)
        {
            ThrowTerminatingError(ReportErrors.LakeNotWritten(exception, lake.Directory));
        }
        catch (ReportLibraryException exception)
        {
            ThrowTerminatingError(ReportErrors.LibraryMissing(exception));
        }
    }

    private TradeLake LakeIn(string directory)
    {
        string name = Name ?? Environment.MachineName;
        try
        {
            return new TradeLake
            {
                Directory = directory,
                Name = name,
                Format = Format,
                IsBySymbol = PartitionBy.Contains(TradeLakeKey.Symbol),
                Since = Since,
                Until = Until,
                IsForced = Force,
            };
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(ReportErrors.InvalidLakeName(exception, name));
            throw;
        }
    }
}
