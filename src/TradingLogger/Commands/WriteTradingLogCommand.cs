using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Capture;
using TradingLogging.PowerShell.Output;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Writes a message, or what went wrong, to the log.</summary>
[Cmdlet(VerbsCommunications.Write, "TradingLog", DefaultParameterSetName = MessageSet)]
public sealed class WriteTradingLogCommand : RecordingCmdlet, IDisposable
{
    private const string MessageSet = "Message";
    private const string ErrorRecordSet = "ErrorRecord";
    private const string ExceptionSet = "Exception";

    private Logger? _logger;
    private bool _isMessageGiven;
    private StreamLog? _log;

    /// <summary>
    /// <para>The message. An object is written as its text, the same in every culture; a hashtable, an array or a
    /// custom object as its content in JSON, without secrets and cut to 4,096 bytes; another object that has no text of
    /// its own as the console shows it, a record a line; <c>$null</c> is an empty message.</para>
    /// <para>An error is logged at ERROR with all that <c>-ErrorRecord</c> tells, and a record of another stream at the
    /// level of its stream, as <c>*&gt;&amp;1</c> gives them: warnings at WARNING, verbose and debug at DEBUG,
    /// information at INFO, a line that a program wrote to its stderr at WARNING. What this module shows on the console
    /// is in the log already and is left out.</para>
    /// <para>With <c>-ErrorRecord</c> or <c>-Exception</c> the message may be left out: it is then the message of the
    /// error.</para>
    /// </summary>
    [Parameter(ParameterSetName = MessageSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ErrorRecordSet, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ExceptionSet, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Message { get; set; }

    /// <summary>
    /// <para>The members of the message: a hashtable, an ordered dictionary or any object with properties. The message
    /// is then a template: <c>{name}</c> is the value of a member, <c>{name:0.00}</c> with a format for numbers and
    /// times, <c>{name,10}</c> with a width, <c>{@name}</c> as JSON; <c>{{</c> and <c>}}</c> are braces. A name that no
    /// member has stays as it is written.</para>
    /// <para>With text_format = json the members are members of the line; in a line of text those that the message does
    /// not name stand behind it. Secrets are masked in both.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? Data { get; set; }

    /// <summary>The severity: DEBUG, INFO, WARNING, ERROR or CRITICAL, in any case. Left out, it is that of the stream
    /// which a record comes from, ERROR of an error and INFO of all others.</summary>
    [Parameter]
    [LogLevelArgument]
    [ArgumentCompleter(typeof(LogLevelCompleter))]
    public string? Level { get; set; }

    /// <summary>The dotted name of the logger whose record it is. It takes its level from the nearest logger above it
    /// that has one.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string Logger { get; set; } = LoggerNames.Default;

    /// <summary>The error to tell of, with its place in the script, its category, its id, the text of its target and
    /// the script's stack. In a catch block this is <c>$_</c>. Of several, such as those of <c>-ErrorVariable</c>, each
    /// is a record.</summary>
    [Parameter(ParameterSetName = ErrorRecordSet, Mandatory = true)]
    [ErrorRecordsArgument]
    public ErrorRecord[]? ErrorRecord { get; set; }

    /// <summary>The exception to tell of, with its stack and inner exceptions; of those that PowerShell made, also what
    /// <c>-ErrorRecord</c> tells.</summary>
    [Parameter(ParameterSetName = ExceptionSet, Mandatory = true)]
    public Exception? Exception { get; set; }

    /// <summary>What comes through the pipeline beside a message: an error or an exception to tell of, as
    /// <c>-ErrorRecord</c> and <c>-Exception</c> do. Anything else is an error, and is not logged.</summary>
    // The binder would make an exception of any text or number for a parameter of that type.
    [Parameter(ParameterSetName = MessageSet, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireLogger();
        _isMessageGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Message));
        _logger = Target.GetLogger(Logger);
        _log = new StreamLog(_logger, LogLevelArgument.OrNull(Level), Log);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ErrorRecord is not null)
            Array.ForEach(ErrorRecord, LogError);
        else if (Exception is not null)
            LogError(Exception);
        else if (_isMessageGiven && MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
            LogInput();
        else if (!LogLineMessage.IsIn(Message))
            _log!.Add(Message);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _log!.End();

    /// <summary>Lets go of what formats objects, also when the pipeline was stopped.</summary>
    public void Dispose() => _log?.Dispose();

    private void LogInput()
    {
        if (StreamRecord.ErrorOf(InputObject) is not null)
            LogError(InputObject!);
        else
            WriteError(LoggingErrors.NotAnError(InputObject));
    }

    private void LogError(object error)
    {
        LogLevel level = LogLevelArgument.OrNull(Level) ?? LogLevel.Error;
        if (!_logger!.IsEnabledFor(level))
            return;
        string text = StreamRecord.TextOf(Message);
        Log(level, text.Length > 0 ? text : StreamRecord.TextOf(error), StreamRecord.ErrorOf(error));
    }

    private void Log(LogLevel level, string text, ErrorDetails? error)
    {
        try
        {
            using (ShowOutput())
                LogText(level, text, error);
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(LoggingErrors.InvalidData(exception, Data));
        }
        catch (LogWriteException exception)
        {
            WriteError(LoggingErrors.RecordNotWritten(exception, text));
        }
        catch (InvalidOperationException) when (!Target.IsInitialized)
        {
            ThrowTerminatingError(LoggingErrors.NotInitialized(Target));
        }
    }

    private void LogText(LogLevel level, string text, ErrorDetails? error)
    {
        if (Data is null)
            _logger!.Log(level, text, error, ScriptLine);
        else
            _logger!.LogStructured(level, text, Data, error, ScriptLine);
    }
}
