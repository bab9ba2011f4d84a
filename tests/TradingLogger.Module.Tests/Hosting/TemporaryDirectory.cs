namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>A directory of one test, gone with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Creates it.</summary>
    /// <param name="name">The directory's own name, for tests of unusual ones.</param>
    public TemporaryDirectory(string name = "work")
    {
        Parent = Directory.CreateTempSubdirectory("tradinglogger-");
        FullName = Parent.CreateSubdirectory(name).FullName;
    }

    /// <summary>Its full path.</summary>
    public string FullName { get; }

    private DirectoryInfo Parent { get; }

    /// <summary>The full path of a file in it.</summary>
    public string File(string relativePath) => Path.Combine(FullName, relativePath);

    /// <summary>Writes a file in it and returns its full path.</summary>
    public string Write(string relativePath, string text)
    {
        var path = File(relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Deletes it with everything in it.</summary>
    public void Dispose() => Parent.Delete(recursive: true);
}
