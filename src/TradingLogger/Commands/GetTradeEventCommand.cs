using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Reads trade events back from <c>trades.log</c> and the days set aside.</summary>
[Cmdlet(VerbsCommon.Get, "TradeEvent", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradeEvent))]
public sealed class GetTradeEventCommand : TradeReadingCmdlet
{
    /// <summary>The first moment no longer wanted. Default to the end.</summary>
    [Parameter]
    [EventTimeArgument]
    public DateTimeOffset? Until { get; set; }

    /// <summary>How many events are output at most, from the earliest on.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>How many events are output at most, the latest ones; read from the end. Not together with
    /// <c>-First</c>.</summary>
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
        TradeQuery query = Query() with { Until = Until, First = First, Last = Last };
        TradeLog log = Log();
        ReadingReport report = Report("Reading trade events");
        ReadAll(report, () =>
        {
            foreach (TradeEvent read in log.Read(query, report.Options))
                WriteObject(read);
        });
    }
}
