using System.Text;

namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>The files that logging leaves behind, without those that only lock.</summary>
internal static class LogFiles
{
    public static string[] NamesIn(string directory) =>
    [
        .. Directory.GetFiles(directory)
            .Select(path => Path.GetFileName(path))
            .Where(name => name[0] != '.')
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Read(string directory, string name) => SharedFile.ReadAllBytes(Path.Combine(directory, name));

    public static string Text(string directory, string name) => Encoding.UTF8.GetString(Read(directory, name));

    public static string[] Lines(string directory, string name) =>
        Text(directory, name).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
