using Xunit;

namespace TradingLogging.Tests.Configuration;

/// <summary>Finds the files of the repository that the tests compare with the code.</summary>
internal static class RepositoryFile
{
    public static string PathOf(string relativePath)
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "TradingLogger.sln")))
            directory = directory.Parent;

        Assert.NotNull(directory);
        return Path.Combine(directory.FullName, relativePath);
    }
}
