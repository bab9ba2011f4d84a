using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Values;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Writes a message, or what went wrong, to the log.</summary>
[Cmdlet(VerbsCommunications.Write, "TradingLog", DefaultParameterSetName = MessageSet)]
public sealed class WriteTradingLogCommand : LoggingCmdlet
{
    private const string MessageSet = "Message";
    private const string ErrorRecordSet = "ErrorRecord";
    private const string ExceptionSet = "Exception";

    private Logger? _logger;

    /// <summary>
    /// <para>The message. An object is written as its text, the same in every culture; a hashtable, an array or a
    /// custom object as its content in JSON, without secrets and cut to 4,096 bytes; <c>$null</c> is an empty
    /// message.</para>
    /// <para>With <c>-ErrorRecord</c> or <c>-Exception</c> the message may be left out: it is then the message of the
    /// error.</para>
    /// </summary>
    [Parameter(ParameterSetName = MessageSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ErrorRecordSet, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ExceptionSet, Position = 0, ValueFromPipeline = true)]
    [InvariantTextArgument]
    [AllowNull]
    [AllowEmptyString]
    public string? Message { get; set; }

    /// <summary>The severity: DEBUG, INFO, WARNING, ERROR or CRITICAL, in any case.</summary>
    [Parameter]
    [LogLevelArgument]
    [ValidateSet("Debug", "Info", "Warning", "Error", "Critical")]
    public LogLevel? Level { get; set; }

    private LogLevel Severity =>
        Level ?? (ErrorRecord is null && Exception is null ? LogLevel.Info : LogLevel.Error);

    /// <summary>The dotted name of the logger whose record it is. It takes its level from the nearest logger above it
    /// that has one.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string Logger { get; set; } = LoggerNames.Default;

    /// <summary>The error to tell of, with its place in the script, its category, its id, the text of its target and
    /// the script's stack. In a catch block this is <c>$_</c>.</summary>
    [Parameter(ParameterSetName = ErrorRecordSet, Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>The exception to tell of, with its stack and inner exceptions; of those that PowerShell made, also what
    /// <c>-ErrorRecord</c> tells.</summary>
    [Parameter(ParameterSetName = ExceptionSet, Mandatory = true)]
    public Exception? Exception { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireLogger();
        _logger = TradingLogger.GetLogger(Logger);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!_logger!.IsEnabledFor(Severity))
            return;
        try
        {
            using (ShowOutput())
                Log(_logger);
        }
        catch (LogWriteException exception)
        {
            WriteError(LoggingErrors.RecordNotWritten(exception, Message));
        }
        catch (InvalidOperationException) when (!TradingLogger.IsInitialized)
        {
            ThrowTerminatingError(LoggingErrors.NotInitialized());
        }
    }

    private void Log(Logger logger)
    {
        if (ErrorRecord is not null)
        {
            logger.Log(
                Severity,
                MessageOr(ErrorRecordDetails.MessageOf(ErrorRecord)),
                ErrorRecordDetails.Of(ErrorRecord),
                ScriptLine);
        }
        else if (Exception is not null)
        {
            logger.Log(
                Severity,
                MessageOr(ErrorRecordDetails.MessageOf(Exception)),
                ErrorRecordDetails.Of(Exception),
                ScriptLine);
        }
        else
        {
            logger.Log(Severity, Message ?? string.Empty, exception: null, ScriptLine);
        }
    }

    private string MessageOr(string errorMessage) => string.IsNullOrEmpty(Message) ? errorMessage : Message!;
}
