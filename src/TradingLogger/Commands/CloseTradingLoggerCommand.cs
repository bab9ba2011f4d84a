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
    /// <summary>The names of the loggers, as <c>Initialize-TradingLogger -Name</c> gave them; wildcards are allowed.
    /// Left out, it is the one that the calling module has initialised by name, else the one without a name,
    /// <c>default</c>. What the pipeline gives names the loggers: it closes no other one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string[]? Instance { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<LoggerInstance> loggers = Instance is null
            ? [InstanceSelection.Of(this, name: null)]
            : InstanceSelection.Matching(this, Instance);
        foreach (LoggerInstance logger in loggers)
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
