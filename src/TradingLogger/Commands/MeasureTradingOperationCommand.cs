using System.Diagnostics;
using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Capture;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Runs a script block and logs how long it took.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "TradingOperation")]
[OutputType(typeof(object), typeof(OperationResult))]
public sealed class MeasureTradingOperationCommand : RecordingCmdlet
{
    private bool _isLogged;

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

    /// <summary>The level of the record: DEBUG, INFO, WARNING, ERROR or CRITICAL, in any case. Default DEBUG.</summary>
    [Parameter]
    [LogLevelArgument]
    [ArgumentCompleter(typeof(LogLevelCompleter))]
    public string Level { get; set; } = nameof(LogLevel.Debug);

    /// <summary>An operation that takes longer is logged at WARNING at least, and its record names this limit: seconds,
    /// a text with a unit such as <c>90s</c> or <c>5m</c>, or a TimeSpan. Left out, there is no limit.</summary>
    [Parameter]
    [SecondsArgument]
    [ValidateDuration]
    public TimeSpan? WarnAfter { get; set; }

    /// <summary>Outputs, behind the output of the block, an object with Operation, Duration and IsFailed, also when an
    /// error ends the block.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Objects from the pipeline: the block runs once for each, with the object as <c>$_</c>, as
    /// <c>ForEach-Object</c> runs it, and each run is measured and logged on its own. An error that ends the block ends
    /// the cmdlet. An array that is given as an argument is one object.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    private bool HasInput =>
        MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Neither is a reason to leave the operation undone.
        _isLogged = HasTarget();
        if (_isLogged && !Target.IsInitialized)
            WriteError(LoggingErrors.NotInitialized(Target));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (HasInput)
            Measure(() => CallerScope.RunFor(this, ScriptBlock, InputObject));
        else
            Measure(() => CallerScope.Run(this, ScriptBlock));
    }

    private void Measure(Action run)
    {
        OperationTimer timer = Start();
        var time = Stopwatch.StartNew();
        bool isFailed = false;
        try
        {
            run();
            time.Stop();
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            time.Stop();
            isFailed = true;
            throw;
        }
        finally
        {
            // Also for break, continue, exit and a stopped pipeline, which are no failures and go on as they came.
            Stop(timer, isFailed);
            if (PassThru && !time.IsRunning)
                WriteObject(new OperationResult(Operation, time.Elapsed, isFailed));
        }
    }

    private OperationTimer Start() => _isLogged && Target.IsInitialized
        ? Target.GetLogger(Logger).MeasureTime(Operation, LogLevelArgument.Of(Level), WarnAfter, ScriptLine)
        : default;

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
