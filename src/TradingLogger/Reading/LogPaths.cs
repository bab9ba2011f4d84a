using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>Resolves the paths of log files, with wildcards.</summary>
internal static class LogPaths
{
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

        if (File.Exists(literal) || Directory.Exists(literal))
            return [literal];
        if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path))
        {
            cmdlet.WriteError(ReadingErrors.FileNotFound(literal));
            return [];
        }

        return Expand(cmdlet, path);
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
            && Expand(cmdlet, path) is { Length: > 0 } files
                ? files
                : null;
    }

    // trades.log* matches the seals of chained days, too.
    private static bool IsLog(string path) => File.Exists(path) && !path.EndsWith(".seal", StringComparison.Ordinal);

    private static string[] Expand(PSCmdlet cmdlet, string pattern)
    {
        try
        {
            return [.. cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(pattern, out _).Where(IsLog)];
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }
}

/// <summary>Finds the trade logs that paths of directories and files stand for.</summary>
internal static class TradeLogPaths
{
    /// <summary>The current files of the logs. Nothing need exist at a path without wildcards.</summary>
    /// <param name="cmdlet">Whose location the path is relative to, and who tells of errors.</param>
    /// <param name="path">The path as the user wrote it.</param>
    public static IEnumerable<string> Resolve(PSCmdlet cmdlet, string path)
    {
        string literal = FileSystemPath.Resolve(cmdlet, path);
        bool isPattern = WildcardPattern.ContainsWildcardCharacters(path)
            && !File.Exists(literal)
            && !Directory.Exists(literal);
        if (!isPattern)
            return [TradeLog.CurrentFileOf(literal)];
        try
        {
            return cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _)
                .Select(TradeLog.CurrentFileOf);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }
}
