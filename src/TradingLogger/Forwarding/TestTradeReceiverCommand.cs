using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Forwarding;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>Tells whether a receiver can be reached and accepts this client, without sending an event.</summary>
[Cmdlet(VerbsDiagnostic.Test, "TradeReceiver")]
[OutputType(typeof(ReceiverCheckResult), typeof(bool))]
public sealed class TestTradeReceiverCommand : EventReceiverCmdlet
{
    /// <summary>Outputs only whether the receiver would take events: <c>$true</c> or <c>$false</c>.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // A receiver can be tried before there is a log.
        ForwarderOptions options = Options(FileSystemPath.Resolve(this, "."));
        try
        {
            ReceiverCheckResult result = ReceiverCheck.Test(options, StopToken);
            WriteObject(Quiet ? result.IsReady : result);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The engine ends the pipeline by itself.
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(ForwardingErrors.Invalid(exception, ReceiverCheck.Shown(Uri)));
        }
    }
}
