using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Context;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Output;

namespace TradingLogging.PowerShell;

/// <summary>A cmdlet that makes log records: its console lines and warnings go to the host, its failures to the error
/// stream.</summary>
public abstract class LoggingCmdlet : PSCmdlet
{
    private readonly CmdletOutput _output;
    private LoggerInstance? _instance;
    private string? _instanceName;

    private protected LoggingCmdlet() => _output = new CmdletOutput(this, ConsoleError);

    /// <summary>The name of the logger, as <c>Initialize-TradingLogger -Name</c> gave it. Left out, it is the one that
    /// the calling module has initialised by name, else the one without a name, <c>default</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public virtual string? Instance { get; set; }

    /// <summary>The logger that is meant. There is none of the name, or several may be meant: ends the cmdlet with an
    /// error.</summary>
    private protected LoggerInstance Target
    {
        get
        {
            // The pipeline may give each of its objects another name.
            if (_instance is null || !ReferenceEquals(_instanceName, Instance))
                (_instance, _instanceName) = (InstanceSelection.Of(this, Instance), Instance);
            return _instance;
        }
    }

    /// <summary>Whether it is known which logger is meant. Writes an error when it is not: for cmdlets whose work is
    /// more than logging.</summary>
    private protected bool HasTarget()
    {
        (_instance, _instanceName) = (InstanceSelection.Find(this, Instance, out ErrorRecord? error), Instance);
        if (error is not null)
            WriteError(error);
        return _instance is not null;
    }

    /// <summary>The line of the script that called the cmdlet, or of the caller that it is told to name, from 1; 0 when
    /// no script did.</summary>
    private protected int ScriptLine => CallerLevel == 1
        ? MyInvocation.ScriptLineNumber
        : (_output.Caller ??= ScriptCaller.At(CallerLevel, MyInvocation)).Line;

    /// <summary>Which caller the records name: 1 is the one of the cmdlet, 2 the caller of that one.</summary>
    private protected virtual int CallerLevel => 1;

    /// <summary>Takes what the core shows to this cmdlet's streams until the result is disposed of.</summary>
    /// <param name="isShown">Whether what is logged is on the console already, so that its line is not.</param>
    private protected CmdletOutput.Scope ShowOutput(bool isShown = false)
    {
        _output.HidesLines = isShown;
        RunspaceContext.Resume(this);
        return _output.PutInPlace();
    }

    /// <summary>Tells, at the end of the pipeline, how often a warning held that was shown once.</summary>
    private protected void TellRepeatedWarnings() => _output.TellRepeated();

    /// <summary>The error of a line that is in the log files and could not be shown on the console.</summary>
    /// <param name="cause">Why the console did not take it.</param>
    /// <param name="line">The line.</param>
    private protected virtual ErrorRecord ConsoleError(Exception cause, string line) =>
        LoggingErrors.LineNotShown(cause, line);

    /// <summary>Ends the cmdlet with an error when there is no logger to write to.</summary>
    private protected void RequireLogger()
    {
        if (!Target.IsInitialized)
            ThrowTerminatingError(LoggingErrors.NotInitialized(Target));
    }
}

/// <summary>A cmdlet whose records may name a caller further up than its own.</summary>
public abstract class RecordingCmdlet : LoggingCmdlet
{
    private protected RecordingCmdlet()
    {
    }

    /// <summary>Whose line the record names: 1 is the caller of the cmdlet, 2 the caller of that function, script or
    /// block, and so on, as <c>Get-PSCallStack</c> lists them. A function that wraps the cmdlet gives 2. Beyond the
    /// outermost script it is that one.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int StackLevel { get; set; } = 1;

    private protected override int CallerLevel => StackLevel;
}

/// <summary>A cmdlet whose logger the objects of the pipeline may name.</summary>
public abstract class PipedLoggerCmdlet : LoggingCmdlet
{
    private protected PipedLoggerCmdlet()
    {
    }

    /// <inheritdoc cref="LoggingCmdlet.Instance"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public override string? Instance { get; set; }
}

/// <summary>The names of loggers that the module itself knows.</summary>
internal static class LoggerNames
{
    /// <summary>The logger of cmdlets that are not told another.</summary>
    public const string Default = "trading";

    /// <summary>The logger above all others.</summary>
    public const string Root = "root";
}
