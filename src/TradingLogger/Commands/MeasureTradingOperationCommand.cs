using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Capture;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Runs a script block and logs at DEBUG how long it took.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "TradingOperation")]
[OutputType(typeof(object))]
public sealed class MeasureTradingOperationCommand : LoggingCmdlet
{
    /// <summary>What is measured, in words for the log.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Operation { get; set; } = string.Empty;

    /// <summary>The operation.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <inheritdoc cref="WriteTradingLogCommand.Logger"/>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string Logger { get; set; } = LoggerNames.Default;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        OperationTimer timer = Start();
        bool isFailed = false;
        try
        {
            CallerScope.Run(this, ScriptBlock);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            isFailed = true;
            throw;
        }
        finally
        {
            // Also for break, continue, exit and a stopped pipeline, which are no failures and go on as they came.
            Stop(timer, isFailed);
        }
    }

    private OperationTimer Start()
    {
        if (Target.IsInitialized)
            return Target.MeasureTime(Operation, Target.GetLogger(Logger), ScriptLine);
        // Not a reason to leave the operation undone.
        WriteError(LoggingErrors.NotInitialized(Target));
        return default;
    }

    private void Stop(OperationTimer timer, bool isFailed)
    {
        try
        {
            using (ShowOutput())
                timer.Stop(isFailed);
        }
        catch (LogWriteException exception)
        {
            WriteError(LoggingErrors.RecordNotWritten(exception, Operation));
        }
        catch (InvalidOperationException) when (!Target.IsInitialized)
        {
            WriteError(LoggingErrors.NotInitialized(Target));
        }
    }
}
