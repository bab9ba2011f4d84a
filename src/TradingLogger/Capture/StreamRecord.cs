using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Values;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell.Capture;

/// <summary>What an object out of PowerShell's streams is in the log: an error is an error, a warning a warning, and so
/// on, as <c>*&gt;&amp;1</c> gives them.</summary>
internal static class StreamRecord
{
    // How PowerShell marks a line that a program wrote to its stderr.
    private const string FromStandardError = "NativeCommandError";

    /// <summary>The level of an object: that of its stream; INFO for output.</summary>
    /// <param name="item">The object; null for nothing.</param>
    public static LogLevel LevelOf(object? item) => ArgumentValue.Of(item) switch
    {
        ErrorRecord record when IsOfProgram(record) => LogLevel.Warning,
        ErrorRecord or Exception => LogLevel.Error,
        WarningRecord => LogLevel.Warning,
        VerboseRecord or DebugRecord => LogLevel.Debug,
        PSCustomObject when DeserialisedError.Find((PSObject)item!) is not null => LogLevel.Error,
        _ => LogLevel.Info,
    };

    /// <summary>The message of an object.</summary>
    /// <param name="item">The object; null is an empty message.</param>
    public static string TextOf(object? item) => ArgumentValue.Of(item) switch
    {
        null => string.Empty,
        ErrorRecord record => ErrorRecordDetails.MessageOf(record),
        Exception exception => ErrorRecordDetails.MessageOf(exception),
        InformationalRecord record => record.Message ?? string.Empty,
        InformationRecord { MessageData: HostInformationMessage shown } => shown.Message ?? string.Empty,
        InformationRecord { MessageData: var data } => data is null ? string.Empty : MessageText.OfAny(data),
        PSCustomObject when DeserialisedError.Find((PSObject)item!) is { } copy => copy.Message,
        _ => MessageText.OfAny(item!),
    };

    /// <summary>The details of an error; null for other objects, and for a line that a program wrote to its
    /// stderr.</summary>
    /// <param name="item">The object; null for nothing.</param>
    public static ErrorDetails? ErrorOf(object? item) => ArgumentValue.Of(item) switch
    {
        ErrorRecord record => IsOfProgram(record) ? null : ErrorRecordDetails.Of(record),
        Exception exception => ErrorRecordDetails.Of(exception),
        PSCustomObject => DeserialisedError.Find((PSObject)item!),
        _ => null,
    };

    private static bool IsOfProgram(ErrorRecord record) =>
        record.FullyQualifiedErrorId?.StartsWith(FromStandardError, StringComparison.Ordinal) == true;
}
