using System.Management.Automation;

namespace TradingLogging.PowerShell;

/// <summary>Resolves PowerShell paths: relative to <c>$PWD</c>, with <c>~</c> and drives; wildcards stand for themselves.</summary>
internal static class FileSystemPath
{
    private const string FileSystemProvider = "FileSystem";

    /// <summary>The path as the file system knows it. Nothing need exist there.</summary>
    /// <param name="cmdlet">Whose location the path is relative to.</param>
    /// <param name="path">The path as the user wrote it.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="SessionStateException">The drive or the provider does not exist.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path)
    {
        string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != FileSystemProvider)
            cmdlet.ThrowTerminatingError(LoggingErrors.NotAFileSystemPath(path, provider.Name));
        return resolved;
    }
}
