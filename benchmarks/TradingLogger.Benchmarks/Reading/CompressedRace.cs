using System.Diagnostics;
using System.Globalization;
using System.Text;
using TradingLogging.Reading;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Benchmarks.Reading;

/// <summary>Compares reading days that were compressed with reading the same days as they were.</summary>
/// <param name="directory">The log directory; its days stay as they are.</param>
internal sealed class CompressedRace(string directory)
{
    private const int Rounds = 5;

    private static readonly TradeQuery CountQuery = new() { Action = action => action == "ORDER_FILLED" };

    private readonly string _compressed = Path.Combine(directory, "compressed");

    /// <summary>Compresses a copy of the log, and runs.</summary>
    /// <returns>The rows of the table.</returns>
    public string Run()
    {
        var rows = new StringBuilder(Compress());
        DateTimeOffset since = GeneratedLog.Beginning.AddDays(17).AddHours(14);
        var window = new TradeQuery { Since = since, Until = since.AddMinutes(10) };
        rows.Append(Row("count of one action", log => log.Count(CountQuery)));
        rows.Append(Row("objects, one thread", log => log.Read().LongCount()));
        rows.Append(Row("ten minutes out of thirty days", log => log.Read(window).LongCount()));
        Directory.Delete(_compressed, recursive: true);
        return rows.ToString();
    }

    private string Row(string what, Func<TradeLog, long> read)
    {
        Stopwatches.Timing[] race = Stopwatches.Race(
            Rounds,
            () => read(TradeLog.InDirectory(directory)),
            () => read(TradeLog.InDirectory(_compressed)));
        if (race[0].Count != race[1].Count)
            throw new InvalidOperationException($"Of compressed days, {what} differs.");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| compressed days: {what} | {race[1].Median:F3} s | {race[1].Fastest:F3} to {race[1].Slowest:F3} "
                + $"| {race[0].Median / race[1].Median:F2} times the speed of plain ones in turn |\n");
    }

    private string Compress()
    {
        Directory.CreateDirectory(_compressed);
        string[] files = Directory.GetFiles(directory, "trades.log*");
        foreach (string file in files)
            File.Copy(file, Path.Combine(_compressed, Path.GetFileName(file)));
        var log = new CompressedLog(Path.Combine(_compressed, "trades.log"), ArchiveName.ListDays);
        long before = SizeOf(directory);
        long start = Stopwatch.GetTimestamp();
        new ArchiveCompressor(PlatformFiles.Current, log, Console.Error.WriteLine).CompressAll(_ => true);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `compress_archives = gzip`, a thread | {seconds:F3} s | | {before / seconds / 1e6:F0} MB/s with "
                + $"reading back, to {100.0 * SizeOf(_compressed) / before:F1} % |\n");
    }

    private static long SizeOf(string directory) =>
        ArchiveName.ListDays(PlatformFiles.Current, Path.Combine(directory, "trades.log"))
            .Sum(file => new FileInfo(file.Path).Length);
}
