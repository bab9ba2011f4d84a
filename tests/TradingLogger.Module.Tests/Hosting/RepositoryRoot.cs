namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>The checkout that the tests were built in.</summary>
public static class RepositoryRoot
{
    /// <summary>Its full path.</summary>
    public static string Directory { get; } = Find();

    /// <summary>The full path of a file in it.</summary>
    public static string File(string relativePath) => Path.Combine(Directory, relativePath);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(directory.FullName, "TradingLogger.psd1")))
        {
            directory = directory.Parent
                ?? throw new DirectoryNotFoundException("TradingLogger.psd1 is not above the tests.");
        }

        return directory.FullName;
    }
}
