using System.Collections.ObjectModel;
using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>Resolves the paths of log files, with wildcards.</summary>
internal static class LogPaths
{
    private static readonly string[] Others =
        [LogReadingCmdlet.TextLogName, $".{LogReadingCmdlet.TextLogName}.", $".{LogReadingCmdlet.TradeLogName}."];

    /// <summary>The full paths of the files and directories. A path at which there is one stands for itself, whatever
    /// characters it has; wildcards name files only. What leads nowhere is a non-terminating error, unless it has
    /// wildcards.</summary>
    /// <param name="cmdlet">Whose location the path is relative to, and who tells of errors.</param>
    /// <param name="path">The path as the user wrote it.</param>
    /// <param name="isLiteral">Whether wildcards stand for themselves.</param>
    public static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, string path, bool isLiteral = false)
    {
        string literal;
        try
        {
            literal = FileSystemPath.Resolve(cmdlet, path);
        }
        catch (System.Management.Automation.DriveNotFoundException exception)
        {
            cmdlet.WriteError(new ErrorRecord(exception.ErrorRecord, exception));
            return [];
        }

        if (IsThere(literal))
            return [literal];
        if (!isLiteral && Wildcards.TryCreate(path) is not null)
            return Logs(cmdlet, path);
        cmdlet.WriteError(ReadingErrors.FileNotFound(literal));
        return [];
    }

    /// <summary>The full paths of the files that a text given as a directory names after all: a file, or files by
    /// wildcards; null when it is, or was to be, a directory.</summary>
    /// <param name="cmdlet">Whose location the path is relative to.</param>
    /// <param name="path">The path as the user wrote it.</param>
    public static IReadOnlyList<string>? FilesInPlaceOfDirectory(PSCmdlet cmdlet, string path)
    {
        string literal = FileSystemPath.Resolve(cmdlet, path);
        if (File.Exists(literal))
            return [literal];
        return !Directory.Exists(literal)
            && WildcardPattern.ContainsWildcardCharacters(path)
            && Logs(cmdlet, path) is { Length: > 0 } files
                ? files
                : null;
    }

    /// <summary>The current files of the trade logs for which a path stands: that of a directory or of a file of a log,
    /// or wildcards for such. Nothing need exist at a path without wildcards.</summary>
    /// <param name="cmdlet">Whose location the path is relative to.</param>
    /// <param name="path">The path as the user wrote it.</param>
    public static IEnumerable<string> CurrentFilesOf(PSCmdlet cmdlet, string path)
    {
        string literal = FileSystemPath.Resolve(cmdlet, path);
        return Wildcards.TryCreate(path) is not null && !IsThere(literal)
            ? Matches(cmdlet, path).Select(CurrentFileOf)
            : [CurrentFileOf(literal)];
    }

    // All files of a directory may be piped: those that are no trade log themselves stand for that of the directory.
    private static string CurrentFileOf(string path)
    {
        string name = Path.GetFileName(path);
        string log = Path.Combine(Path.GetDirectoryName(path) ?? path, LogReadingCmdlet.TradeLogName);
        bool isOther = Others.Any(other => name.StartsWith(other, StringComparison.Ordinal)) && File.Exists(log);
        return TradeLog.CurrentFileOf(isOther ? log : path);
    }

    // trades.log* matches the seals of chained days, too.
    private static bool IsLog(string path) => File.Exists(path) && !path.EndsWith(".seal", StringComparison.Ordinal);

    private static string[] Logs(PSCmdlet cmdlet, string pattern) => [.. Matches(cmdlet, pattern).Where(IsLog)];

    private static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

    private static Collection<string> Matches(PSCmdlet cmdlet, string pattern)
    {
        try
        {
            return cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(pattern, out _);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }
}
