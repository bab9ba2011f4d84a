using System.Diagnostics;
using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Values;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell.Capture;

/// <summary>Runs a script block and logs everything that it writes to its streams, how it ends and how long it takes;
/// everything still reaches its own stream.</summary>
[Cmdlet(VerbsDiagnostic.Trace, "TradingScript")]
[OutputType(typeof(object))]
public sealed class TraceTradingScriptCommand : LoggingCmdlet, IDisposable
{
    private const string LastExitCode = "global:LASTEXITCODE";

    private readonly Stopwatch _time = new();
    private StreamLog? _log;
    private int _errors;
    private int _warnings;
    private bool _isLoggerMissing;

    /// <summary>The script. It runs in the scope of the caller.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>What the script is called in the log. Left out, it is the name of the file that calls the cmdlet, or
    /// <c>script</c>.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc cref="Commands.WriteTradingLogCommand.Logger"/>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string Logger { get; set; } = LoggerNames.Default;

    private string ScriptName => Name
        ?? (Path.GetFileName(MyInvocation.ScriptName) is { Length: > 0 } file ? file : "script");

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Not a reason to leave the script undone.
        if (HasTarget())
            Trace();
        else
            CallerScope.Run(this, ScriptBlock);
    }

    /// <summary>Lets go of what formats objects, also when the pipeline was stopped.</summary>
    public void Dispose() => _log?.Dispose();

    private void Trace()
    {
        _log = new StreamLog(Target.GetLogger(Logger), level: null, LogSeen);
        var tee = new StreamTee(this, See);
        object? formerExitCode = GetVariableValue(LastExitCode);
        Log(LogLevel.Info, $"{ScriptName} started");
        _time.Start();
        try
        {
            tee.Run(ScriptBlock);
            End(formerExitCode);
        }
        catch (ExitException exception)
        {
            Exit(ExitCodeOf(exception.Argument));
            throw;
        }
        catch (PipelineStoppedException)
        {
            Stop();
            throw;
        }
        catch (RuntimeException exception)
        {
            CallerScope.KeepPosition(exception);
            Fail(exception, tee.IsObstructed);
            throw;
        }
        catch (FlowControlException)
        {
            // break and continue belong to a loop of the caller.
            End(formerExitCode);
            throw;
        }
    }

    private void See(object item, bool isLogged)
    {
        LogLevel level = StreamRecord.LevelOf(item);
        if (level == LogLevel.Error && ArgumentValue.Of(item) is ErrorRecord)
            _errors++;
        else if (level == LogLevel.Warning)
            _warnings++;
        if (!isLogged)
            _log!.Add(item);
    }

    // The program that ran last left its exit code; a value of an earlier one is another object.
    private void End(object? formerExitCode)
    {
        object? exitCode = GetVariableValue(LastExitCode);
        string? note = exitCode is null || ReferenceEquals(exitCode, formerExitCode)
            ? null
            : FormattableString.Invariant($"last exit code {exitCode}");
        LogEnd(note is null || exitCode is 0 ? LogLevel.Info : LogLevel.Warning, "completed in", note);
    }

    private void Exit(int exitCode) => LogEnd(
        exitCode == 0 ? LogLevel.Info : LogLevel.Error,
        FormattableString.Invariant($"exited with code {exitCode} after"));

    private void Stop()
    {
        if (Stopping)
            LogEnd(LogLevel.Warning, "was stopped after");
        else if (_errors + _warnings > 0 && MyInvocation.BoundParameters.Any(IsStop))
            LogEnd(LogLevel.Error, "was ended by a preference of Stop after");
        else
            // A reader such as Select-Object -First stops a pipeline, too, and that is no fault.
            LogEnd(LogLevel.Info, "completed in", "its output was not read to the end");
    }

    private static bool IsStop(KeyValuePair<string, object> parameter) =>
        parameter.Key is "ErrorAction" or "WarningAction" && parameter.Value is ActionPreference.Stop;

    private void Fail(RuntimeException exception, bool isObstructed) => LogEnd(
        LogLevel.Error,
        isObstructed ? "was ended after" : "failed after",
        ErrorRecordDetails.MessageOf(exception.ErrorRecord),
        ErrorRecordDetails.Of(exception.ErrorRecord));

    private void LogEnd(LogLevel level, string outcome, string? note = null, ErrorDetails? error = null)
    {
        _log!.End();
        string[] notes =
        [
            .. new[] { Count(_errors, "error"), Count(_warnings, "warning"), note }.OfType<string>(),
        ];
        string time = FormattableString.Invariant($"{ScriptName} {outcome} {_time.Elapsed.TotalSeconds:F3}s");
        Log(level, notes.Length == 0 ? time : $"{time}: {string.Join(", ", notes)}", error);
    }

    private static string? Count(int count, string what) => count switch
    {
        0 => null,
        1 => $"1 {what}",
        _ => FormattableString.Invariant($"{count} {what}s"),
    };

    private static int ExitCodeOf(object? argument) =>
        LanguagePrimitives.TryConvertTo(argument, out int exitCode) ? exitCode : 0;

    // What is seen reaches its own stream: the console must not show it twice.
    private void LogSeen(LogLevel level, string text, ErrorDetails? error) => Log(level, text, error, isShown: true);

    private void Log(LogLevel level, string text, ErrorDetails? error = null, bool isShown = false)
    {
        try
        {
            using (ShowOutput(isShown))
                Target.GetLogger(Logger).Log(level, text, error, ScriptLine);
        }
        catch (LogWriteException exception)
        {
            WriteError(LoggingErrors.RecordNotWritten(exception, text));
        }
        catch (InvalidOperationException) when (!Target.IsInitialized)
        {
            TellOfMissingLogger();
        }
    }

    // Not a reason to leave the script undone.
    private void TellOfMissingLogger()
    {
        if (_isLoggerMissing)
            return;
        _isLoggerMissing = true;
        WriteError(LoggingErrors.NotInitialized(Target));
    }
}
