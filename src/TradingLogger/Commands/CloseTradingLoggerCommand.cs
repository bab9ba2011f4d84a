using System.Management.Automation;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Closes the log files and lets go of every lock.</summary>
[Cmdlet(VerbsCommon.Close, "TradingLogger")]
public sealed class CloseTradingLoggerCommand : LoggingCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TradingLoggerState state = Target.GetState();
        using (ShowOutput())
            Target.Close();
        WriteVerbose(state.IsInitialized
            ? StateText.Closed(state)
            : "Logging was not initialised; there was nothing to close.");
    }
}
