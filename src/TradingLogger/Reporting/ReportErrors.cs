using System.Management.Automation;
using TradingLogging.Analytics.Reports;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>The error records of the cmdlets that measure and report. Their ids are stable: scripts may rely on
/// them.</summary>
internal static class ReportErrors
{
    /// <summary>Events are given, and conditions on what is read from a log.</summary>
    public static ErrorRecord ConditionOnEvents(string parameter) => new(
        new ArgumentException(
            $"-{parameter} chooses among the events of a log, but events were given. "
                + $"Choose with Get-TradeEvent -{parameter} in front."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>There is a file in the report's place.</summary>
    public static ErrorRecord Exists(string path) => new(
        new IOException($"The file '{path}' exists already. Give -Force to replace it, or another -DestinationPath."),
        "ReportExists",
        ErrorCategory.ResourceExists,
        path);

    /// <summary>There is a directory in the report's place.</summary>
    public static ErrorRecord IsDirectory(string path) => new(
        new IOException(
            $"'{path}' is a directory. Give the report a file name: "
                + $"-DestinationPath '{System.IO.Path.Combine(path, "report.html")}'."),
        "ReportPathIsDirectory",
        ErrorCategory.InvalidArgument,
        path);

    /// <summary>The extension says no format, and none is given.</summary>
    public static ErrorRecord UnknownExtension(string path) => new(
        new ArgumentException(
            $"The extension of '{path}' names no format of a report. "
                + "Must be one of .html, .htm, .csv, .json, .parquet; or give -Format."),
        "ReportExtensionUnknown",
        ErrorCategory.InvalidArgument,
        path);

    /// <summary>The report would be written over the log that it is made of.</summary>
    public static ErrorRecord WouldReplaceLog(string path) => new(
        new IOException($"'{path}' is the log itself, which no report replaces. Give another -DestinationPath."),
        "ReportWouldReplaceLog",
        ErrorCategory.InvalidArgument,
        path);

    /// <summary>The file cannot be written.</summary>
    public static ErrorRecord NotWritten(ReportFileException exception, string path) =>
        new(exception, "ReportNotWritten", ErrorCategory.WriteError, path);

    /// <summary>The format does not exist here, or does not take these events.</summary>
    public static ErrorRecord NotInThisFormat(Exception exception, object format) =>
        new(exception, "ReportFormatNotSupported", ErrorCategory.NotImplemented, format);

    /// <summary>The lake cannot be written.</summary>
    public static ErrorRecord LakeNotWritten(TradeLakeException exception, string path) =>
        new(exception, "LakeNotWritten", ErrorCategory.WriteError, path);

    /// <summary>The lake has what the events would contradict, or cannot take them.</summary>
    public static ErrorRecord LakeConflict(InvalidDataException exception, string path) =>
        new(exception, "LakeConflict", ErrorCategory.InvalidOperation, path);

    /// <summary>The name is none for files of a lake.</summary>
    public static ErrorRecord InvalidLakeName(ArgumentException exception, string name) =>
        new(exception, "InvalidLakeName", ErrorCategory.InvalidArgument, name);

    /// <summary>Folders are made by something without the day.</summary>
    public static ErrorRecord NotByDay() => new(
        new ArgumentException("The folders of a lake are made by day first: -PartitionBy Day, or Day, Symbol."),
        "InvalidPartition",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>What writes reports is not there.</summary>
    public static ErrorRecord LibraryMissing(ReportLibraryException exception) =>
        new(exception, "ReportLibraryMissing", ErrorCategory.NotInstalled, targetObject: null);
}
