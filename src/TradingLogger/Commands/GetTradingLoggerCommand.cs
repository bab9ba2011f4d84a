using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Instances;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Tells what logging has done so far in this process.</summary>
[Cmdlet(VerbsCommon.Get, "TradingLogger")]
[OutputType(typeof(TradingLoggerState))]
public sealed class GetTradingLoggerCommand : PSCmdlet
{
    /// <summary>The names of the loggers, as <c>Initialize-TradingLogger -Name</c> gave them; wildcards are allowed.
    /// Left out, it is the one that the calling module has initialised by name, else the one without a name,
    /// <c>default</c>.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string[]? Instance { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (LoggerInstance instance in InstanceSelection.Matching(this, Instance))
            WriteObject(instance.GetState());
    }
}
