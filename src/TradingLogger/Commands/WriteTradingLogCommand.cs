using System.Management.Automation;
using TradingLogging.Handlers;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell;

/// <summary>Writes a message, or what went wrong, to the log.</summary>
[Cmdlet(VerbsCommunications.Write, "TradingLog", DefaultParameterSetName = MessageSet)]
public sealed class WriteTradingLogCommand : LoggingCmdlet
{
    private const string MessageSet = "Message";
    private const string ErrorRecordSet = "ErrorRecord";
    private const string ExceptionSet = "Exception";

    private Logger? _logger;

    /// <summary>The message. An object is written as its text; <c>$null</c> is an empty message.</summary>
    [Parameter(ParameterSetName = MessageSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ErrorRecordSet, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ExceptionSet, Position = 0, ValueFromPipeline = true)]
    [InvariantTextArgument]
    [AllowNull]
    [AllowEmptyString]
    public string? Message { get; set; }

    /// <summary>The severity. Default INFO.</summary>
    [Parameter]
    [LogLevelArgument]
    [ValidateSet("Debug", "Info", "Warning", "Error", "Critical")]
    public LogLevel Level { get; set; } = LogLevel.Info;

    /// <summary>The dotted name of the logger. Default <c>trading</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string Logger { get; set; } = LoggerNames.Default;

    /// <summary>The error to tell of, with its place in the script; in a <c>catch</c> block this is <c>$_</c>.</summary>
    [Parameter(ParameterSetName = ErrorRecordSet, Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>The exception to tell of, with its stack.</summary>
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
        if (!_logger!.IsEnabledFor(Level))
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
            logger.Log(Level, MessageOr(ErrorRecordDetails.MessageOf(ErrorRecord)), ErrorRecordDetails.Of(ErrorRecord), ScriptLine);
        else if (Exception is not null)
            logger.Log(Level, MessageOr(Exception.Message), ErrorRecordDetails.Of(Exception), ScriptLine);
        else
            logger.Log(Level, Message ?? string.Empty, exception: null, ScriptLine);
    }

    private string MessageOr(string errorMessage) => string.IsNullOrEmpty(Message) ? errorMessage : Message!;
}
