using System.Diagnostics;

namespace TradingLogging.Peers;

/// <summary>One row of the table: all processes write, then every byte is read back.</summary>
internal static class Race
{
    public const int ProcessCount = 4;

    public static string Run(Peer peer, long maxBytes, int count)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tradinglogger-peers-");
        try
        {
            Process[] processes = [.. Names.Select(name => Start(peer, directory.FullName, maxBytes, name, count))];
            foreach (Process process in processes)
                process.WaitForExit();
            return Row(peer, maxBytes, directory, [.. Names.SelectMany(name => Lines.Of(name, count))]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Names => Enumerable.Range(0, ProcessCount).Select(index => $"p{index}");

    // .NET's named mutexes are those of a login session; services and scheduled tasks have sessions of their own.
    private static Process Start(Peer peer, string directory, long maxBytes, string name, int count) => Process.Start(
        "setsid",
        [Environment.ProcessPath!, "write", peer.Name, directory, $"{maxBytes}", name, $"{count}"]);

    private static string Row(Peer peer, long maxBytes, DirectoryInfo directory, HashSet<string> expected)
    {
        var found = new HashSet<string>();
        int torn = 0;
        int doubled = 0;
        foreach (string line in directory.GetFiles("trading*").SelectMany(file => File.ReadLines(file.FullName)))
        {
            int start = line.IndexOf("line p", StringComparison.Ordinal);
            if (start < 0 || !expected.Contains(line[start..]))
                torn++;
            else if (!found.Add(line[start..]))
                doubled++;
        }

        string rotation = maxBytes == 0 ? "none" : FormattableString.Invariant($"{maxBytes} bytes");
        return $"| {peer.Title} | {rotation} | {expected.Count - found.Count} | {torn} | {doubled} |";
    }
}
