using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Reads the records of <c>trading.log</c> and its backups back.</summary>
[Cmdlet(VerbsCommon.Get, "TradingLog", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradingLogEntry))]
public sealed class GetTradingLogCommand : TextReadingCmdlet
{
    /// <inheritdoc cref="TradeInputCmdlet.Until"/>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Until { get; set; }

    /// <summary>How many records are output at most, from the earliest on.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>How many records are output at most, the latest ones; files are read from the last one back. Not
    /// together with <c>-First</c>.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (First is not null && Last is not null)
            ThrowTerminatingError(ReadingErrors.FirstAndLast());
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TradingLogQuery query = Query() with { Until = Until, First = First, Last = Last };
        TradingLog log = OpenTextLog();
        ReadingReport report = Report("Reading log records");
        ReadAll(report, () =>
        {
            foreach (TradingLogEntry entry in log.Read(query, report.Options))
                WriteObject(entry);
        });
    }
}
