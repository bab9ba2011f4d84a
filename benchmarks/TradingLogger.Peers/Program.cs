using System.Globalization;
using TradingLogging.Peers;

// dotnet run -c Release --project benchmarks/TradingLogger.Peers [-- lines per process]
if (args is ["write", var peer, var directory, var maxBytes, var process, var count])
{
    Peer.ByName(peer)
        .Write(directory, long.Parse(maxBytes, CultureInfo.InvariantCulture), Lines.Of(process, Number(count)));
    return;
}

int lines = args is [var wanted] ? Number(wanted) : 20_000;
Console.WriteLine($"{Race.ProcessCount} processes in sessions of their own, {lines} lines each, the same file");
Console.WriteLine();
Console.WriteLine("| writer | rotation | lost | torn | doubled |");
Console.WriteLine("|---|---|---|---|---|");
foreach (Peer writer in Peer.All)
{
    foreach (long limit in new long[] { 0, 200_000 })
        Console.WriteLine(Race.Run(writer, limit, lines));
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
