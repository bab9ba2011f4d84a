using System.Management.Automation;
using TradingLogging.Analytics;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Measures trading: pnl, orders, latencies, and what does not reconcile.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "TradeActivity", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradeActivity))]
public sealed class MeasureTradeActivityCommand : TradeActivityCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ReadLog();
        if (!StopToken.IsCancellationRequested)
            WriteObject(Meter.Measure());
    }
}
