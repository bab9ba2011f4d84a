using System.Management.Automation;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Tells what logging has done so far in this process.</summary>
[Cmdlet(VerbsCommon.Get, "TradingLogger")]
[OutputType(typeof(TradingLoggerState))]
public sealed class GetTradingLoggerCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(TradingLogger.GetState());
}
