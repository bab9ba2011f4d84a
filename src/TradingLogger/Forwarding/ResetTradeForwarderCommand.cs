using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Forwarding;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>Makes a forwarder forget what it has sent, so that it sends everything again, or removes it.</summary>
[Cmdlet(
    VerbsCommon.Reset, "TradeForwarder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class ResetTradeForwarderCommand : PSCmdlet
{
    /// <summary>The name of the forwarder.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ForwarderNameCompleter))]
    public string Name { get; set; } = "";

    /// <inheritdoc cref="SendTradeEventCommand.LogDirectory"/>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>Removes the forwarder with all that it remembers, its dead letters included. Days of the log are no
    /// longer kept for it.</summary>
    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <inheritdoc cref="LogReadingCmdlet.Instance"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Instance { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string directory = ForwarderLog.Require(this, LogDirectory, Instance);
        string action = Remove
            ? "Remove the forwarder with its dead letters"
            : "Forget what was sent, and send all events of the log again";
        try
        {
            IReadOnlyList<ForwarderState> all = ForwarderState.ReadAll(directory);
            if (!all.Any(one => one.Name == Name))
                WriteError(ForwardingErrors.NotFound(Name, all));
            else if (ShouldProcess($"{Name} of {directory}", action))
                _ = Remove ? ForwarderReset.Remove(directory, Name) : ForwarderReset.Resend(directory, Name);
        }
        catch (ConfigurationException exception)
        {
            WriteError(ForwardingErrors.Invalid(exception, Name));
        }
        catch (IOException exception)
        {
            WriteError(ForwardingErrors.Failed(exception, Name));
        }
    }
}
