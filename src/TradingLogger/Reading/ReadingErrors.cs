using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>The error records of the cmdlets that read logs. Their ids are stable: scripts may rely on them.</summary>
internal static class ReadingErrors
{
    /// <summary>There is nothing that tells which log is meant.</summary>
    /// <param name="instance">The logger whose log was meant.</param>
    /// <param name="parameters">What may be given.</param>
    public static ErrorRecord NoLogGiven(
        LoggerInstance instance, string parameters = "-LogDirectory or -Path") => new(
        new InvalidOperationException(
            instance.Name == LoggerInstance.DefaultName
                ? "There is no log to read: logging is not initialised. "
                    + $"Give {parameters}, or call Initialize-TradingLogger first{LoggingErrors.OthersInitialized()}."
                : $"There is no log to read: the logger {instance} is not initialised. "
                    + $"Give {parameters}, or call Initialize-TradingLogger -Name {instance} first."),
        "NoLogGiven",
        ErrorCategory.InvalidOperation,
        targetObject: null);

    /// <summary>A named file does not exist.</summary>
    public static ErrorRecord FileNotFound(string path) => new(
        new FileNotFoundException(
            $"There is no file or directory '{path}'. Correct -Path or -LiteralPath.", path),
        "LogFileNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    /// <summary>The log directory does not exist.</summary>
    public static ErrorRecord DirectoryNotFound(DirectoryNotFoundException exception, string? path) =>
        new(exception, "LogDirectoryNotFound", ErrorCategory.ObjectNotFound, path);

    /// <summary>What came through the pipeline is neither an event nor a path.</summary>
    public static ErrorRecord NotATradeEvent(FormatException exception, object input) => new(
        new FormatException(
            exception.Message
                + " Pipe events of Get-TradeEvent, copies of them, rows of Import-Csv, or lines of a log; paths of log "
                + "files go to Get-TradeEvent.",
            exception),
        "NotATradeEvent",
        ErrorCategory.InvalidData,
        input);

    /// <summary>Parameters that choose among events are given where they cannot choose.</summary>
    public static ErrorRecord CountAndNumber() => new(
        new ArgumentException(
            "-Count counts all events that are wanted; -First and -Last do not apply. Leave them out."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>A log file cannot be read, or a seal not be written.</summary>
    public static ErrorRecord NotReadable(IOException exception) =>
        new(exception, "LogFileNotReadable", ErrorCategory.ReadError, targetObject: null);

    /// <summary>A damaged line, when they are errors.</summary>
    public static ErrorRecord Damaged(LogDamage damage) => new(
        new InvalidDataException(damage.ToString()),
        "DamagedLogLine",
        ErrorCategory.InvalidData,
        damage);

    /// <summary>More damaged lines than are told one by one.</summary>
    public static ErrorRecord DamagedFurther(string message) =>
        new(new InvalidDataException(message), "DamagedLogLine", ErrorCategory.InvalidData, targetObject: null);

    /// <summary>A query that contradicts itself.</summary>
    public static ErrorRecord FirstAndLast() => new(
        new ArgumentException("-First and -Last contradict each other. Give one of them."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>What is there already is asked for in two ways.</summary>
    public static ErrorRecord LastAndSince() => new(
        new ArgumentException("-Last and -Since both say where watching begins. Give one of them."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>A script block that decides on events has failed.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="subject">What it was to decide on.</param>
    public static ErrorRecord ConditionFailed(Exception exception, string subject) => new(
        new InvalidOperationException(
            $"The condition of -Where failed for {subject}: {exception.Message.TrimEnd('.')}. "
                + "Reading has ended, because events would be missing.",
            exception),
        "ConditionFailed",
        ErrorCategory.InvalidOperation,
        targetObject: null);

    /// <summary>A private key cannot be used.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="target">The certificate, or the path of the file.</param>
    public static ErrorRecord InvalidPrivateKey(Exception exception, object target) =>
        new(exception, "InvalidPrivateKey", ErrorCategory.InvalidArgument, target);

    /// <summary>What a private key needs is given, and no private key.</summary>
    public static ErrorRecord NoPrivateKey() => new(
        new ArgumentException(
            "-KeyPassword and -KeyPath are for decrypting, and no private key was given. "
                + "Give -Certificate or -KeyFile, too."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>There is nothing where key lines were said to be.</summary>
    public static ErrorRecord KeyPathNotFound(string path) => new(
        new FileNotFoundException($"There is no file or directory '{path}'. Correct -KeyPath.", path),
        "KeyPathNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    /// <summary>A member could not be decrypted.</summary>
    public static ErrorRecord NotDecrypted(UndecryptedMember member) => new(
        new InvalidDataException(member.ToString()),
        "MemberNotDecrypted",
        ErrorCategory.SecurityError,
        member);

    /// <summary>More members than are told one by one could not be decrypted.</summary>
    /// <param name="file">The file of the events; null for none.</param>
    /// <param name="count">How many.</param>
    public static ErrorRecord NotDecryptedFurther(string? file, long count) => new(
        new InvalidDataException(FormattableString.Invariant(
            $"{file ?? "Events"}: {count} further members stay encrypted.")),
        "MemberNotDecrypted",
        ErrorCategory.SecurityError,
        targetObject: null);

    /// <summary>A condition that is none.</summary>
    public static ErrorRecord InvalidCondition(string message, object? target) =>
        new(new ArgumentException(message), "InvalidCondition", ErrorCategory.InvalidArgument, target);
}
