using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Shows trade events as they are written.</summary>
[Cmdlet(VerbsCommon.Watch, "TradeEvent", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradeEvent))]
public sealed class WatchTradeEventCommand : TradeReadingCmdlet
{
    /// <summary>How long to watch: a number is seconds. Default until stopped.</summary>
    [Parameter]
    [SecondsArgument]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TradeLog log = OpenTradeLog();
        ReadingReport report = Report("Watching trade events");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        if (Timeout is { } timeout)
            ending.CancelAfter(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero);
        ReadAll(report, () =>
        {
            try
            {
                foreach (TradeEvent read in log.Follow(Query(), report.Options with { Cancellation = ending.Token }))
                    WriteObject(read);
            }
            catch (OperationCanceledException) when (!StopToken.IsCancellationRequested)
            {
                // The time to watch is over.
            }
        });
    }
}
