namespace TradingLogging.Tests;

/// <summary>A directory of one test for its logs, gone with it.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tradinglogger-");

    public string FullName => _directory.FullName;

    /// <summary>The names of the files in it, in ordinal order, without the hidden lock files.</summary>
    public string[] Files =>
        [
            .. _directory.GetFiles()
                .Select(file => file.Name)
                .Where(name => name[0] != '.')
                .Order(StringComparer.Ordinal),
        ];

    public string PathOf(string name) => Path.GetFullPath(name, FullName);

    public string Text(string name) => SharedFile.ReadAllText(PathOf(name));

    public string[] Lines(string name) => SharedFile.ReadAllLines(PathOf(name));

    public void Dispose() => _directory.Delete(recursive: true);
}
