using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Context;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Output;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Closes the log files and lets go of every lock.</summary>
[Cmdlet(VerbsCommon.Close, "TradingLogger")]
public sealed class CloseTradingLoggerCommand : PSCmdlet
{
    /// <inheritdoc cref="GetTradingLoggerCommand.Instance"/>
    /// <remarks>What the pipeline gives names the loggers: it closes no other one.</remarks>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string[]? Instance { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (LoggerInstance logger in InstanceSelection.Matching(this, Instance))
            Close(logger);
    }

    private void Close(LoggerInstance logger)
    {
        TradingLoggerState state = logger.GetState();
        RunspaceContext.Resume(this);
        using (new CmdletOutput(this, LoggingErrors.LineNotShown).PutInPlace())
            logger.Close();
        WriteVerbose(state.IsInitialized
            ? StateText.Closed(state)
            : "Logging was not initialised; there was nothing to close.");
    }
}
