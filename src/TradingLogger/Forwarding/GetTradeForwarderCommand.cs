using System.Management.Automation;
using TradingLogging.Forwarding;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>Tells how far the forwarders of a trade log are, whether they run or not: what is still to be sent, the
/// last success, the last error, dead letters and gaps.</summary>
[Cmdlet(VerbsCommon.Get, "TradeForwarder")]
[OutputType(typeof(ForwarderState))]
public sealed class GetTradeForwarderCommand : PSCmdlet
{
    /// <inheritdoc cref="SendTradeEventCommand.LogDirectory"/>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>The names of the forwarders; wildcards are allowed. By default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ForwarderNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc cref="LogReadingCmdlet.Instance"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Instance { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string directory = ForwarderLog.Require(this, LogDirectory, Instance);
        try
        {
            IReadOnlyList<ForwarderState> all = ForwarderState.ReadAll(directory);
            foreach (string name in Name)
            {
                if (!WildcardPattern.ContainsWildcardCharacters(name) && !all.Any(one => IsNamed(one, name)))
                    WriteError(ForwardingErrors.NotFound(name, all));
            }

            Func<string, bool> isWanted = Wildcards.AnyOf(this, Name)!;
            WriteObject(all.Where(one => isWanted(one.Name)), enumerateCollection: true);
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(ForwardingErrors.Failed(exception, directory));
        }
    }

    private static bool IsNamed(ForwarderState forwarder, string name) =>
        string.Equals(forwarder.Name, name, StringComparison.OrdinalIgnoreCase);
}
