using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>The error records of the cmdlets that read logs. Their ids are stable: scripts may rely on them.</summary>
internal static class ReadingErrors
{
    /// <summary>There is nothing that tells which log is meant.</summary>
    public static ErrorRecord NoLogGiven() => new(
        new InvalidOperationException(
            "There is no log to read: logging is not initialised. "
                + "Give -LogDirectory or -Path, or call Initialize-TradingLogger first."),
        "NoLogGiven",
        ErrorCategory.InvalidOperation,
        targetObject: null);

    /// <summary>A named file does not exist.</summary>
    public static ErrorRecord FileNotFound(string path) => new(
        new FileNotFoundException(
            $"There is no file '{path}'. Correct -Path, or give the directory as -LogDirectory.", path),
        "LogFileNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    /// <summary>The log directory does not exist.</summary>
    public static ErrorRecord DirectoryNotFound(DirectoryNotFoundException exception, string? path) =>
        new(exception, "LogDirectoryNotFound", ErrorCategory.ObjectNotFound, path);

    /// <summary>A directory was given as a file.</summary>
    public static ErrorRecord IsDirectory(string path) => new(
        new ArgumentException($"'{path}' is a directory. Give it as -LogDirectory, or its files as -Path."),
        "LogPathIsDirectory",
        ErrorCategory.InvalidArgument,
        path);

    /// <summary>What came through the pipeline is neither an event nor a path.</summary>
    public static ErrorRecord NotATradeEvent(FormatException exception, object input) => new(
        new FormatException(
            exception.Message
                + " Pipe events of Get-TradeEvent, copies of them, rows of Import-Csv, or paths of log files.",
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

    /// <summary>A file cannot be read.</summary>
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

    /// <summary>A condition that is none.</summary>
    public static ErrorRecord InvalidCondition(string message, object? target) =>
        new(new ArgumentException(message), "InvalidCondition", ErrorCategory.InvalidArgument, target);
}
