using System.Management.Automation;

namespace TradingLogging.PowerShell.Reading;

/// <summary>Resolves the paths of log files, with wildcards.</summary>
internal static class LogPaths
{
    /// <summary>The full paths of the files. A path at which there is a file stands for itself, whatever characters it
    /// has. What leads to no file is a non-terminating error, unless it has wildcards.</summary>
    /// <param name="cmdlet">Whose location the path is relative to, and who tells of errors.</param>
    /// <param name="path">The path as the user wrote it.</param>
    public static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, string path)
    {
        string literal;
        try
        {
            literal = FileSystemPath.Resolve(cmdlet, path);
        }
        catch (System.Management.Automation.DriveNotFoundException)
        {
            cmdlet.WriteError(ReadingErrors.FileNotFound(path));
            return [];
        }

        if (File.Exists(literal))
            return [literal];
        if (Directory.Exists(literal))
        {
            cmdlet.WriteError(ReadingErrors.IsDirectory(literal));
            return [];
        }

        if (WildcardPattern.ContainsWildcardCharacters(path))
            return Expand(cmdlet, path);
        cmdlet.WriteError(ReadingErrors.FileNotFound(literal));
        return [];
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
