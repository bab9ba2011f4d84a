using System.Diagnostics;
using System.Globalization;
using TradingLogging.Benchmarks.Contenders;
using TradingLogging.Configuration;
using TradingLogging.Integrity;

namespace TradingLogging.Benchmarks.Core;

/// <summary>What a chain costs a writer, and how fast a log is verified.</summary>
internal static class IntegrityReport
{
    private const int Events = 60_000;
    private const int Rounds = 15;
    private const int Lines = 2_000_000;
    private const int BatchSize = 256;
    private const int Verifications = 7;

    public static void Print()
    {
        Console.WriteLine(
            "| one trade event | threads | x floor (spread) | x the event without a chain (spread) | B/event |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (int threads in new[] { 1, 4 })
        {
            RaceResult toFloor = Race(threads, () => new WriteFloor());
            RaceResult toPlain = Race(threads, () => new TradingLoggerTyped());
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {toFloor.Name} | {threads} | {toFloor.CallRatio:F2} ({toFloor.CallLow:F2} to "
                    + $"{toFloor.CallHigh:F2}) | {toPlain.CallRatio:F2} ({toPlain.CallLow:F2} to "
                    + $"{toPlain.CallHigh:F2}) | {toPlain.Bytes:F0} |"));
        }

        string directory = Directory.CreateTempSubdirectory("tradinglogger-chain-").FullName;
        try
        {
            WriteLog(directory);
            PrintVerification(Path.Combine(directory, "trades.log"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static RaceResult Race(int threads, Func<Contender> against) =>
        new Race([against, () => new TradingLoggerChained()], threads, Events, Rounds).Run()[1];

    private static void WriteLog(string directory)
    {
        TradingLogger.Initialize(new LoggingConfig
        {
            LogDirectory = directory,
            Console = false,
            PropagateTrades = false,
            Integrity = IntegrityMode.Chain,
        });
        TradeBatch batch = TradingLogger.CreateBatch();
        for (int line = 0; line < Lines; line++)
        {
            batch.Add(SampleEvent.Action, SampleEvent.Instance);
            if (batch.Count == BatchSize)
                TradingLogger.LogTrades(batch);
        }

        TradingLogger.LogTrades(batch);
        TradingLogger.Close();
    }

    private static void PrintVerification(string path)
    {
        List<double> rates = [];
        List<double> costs = [];
        for (int round = 0; round < Verifications; round++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            long lines = new TradeLogVerifier(path).Verify().Sum(proof => proof.IsIntact ? proof.Lines : 0);
            rates.Add(lines / Stopwatch.GetElapsedTime(start).TotalSeconds);
            costs.Add((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / lines);
        }

        rates.Sort();
        costs.Sort();
        long size = new FileInfo(path).Length / Lines;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Verified: {Lines} lines of {size} bytes, {rates[Verifications / 2]:F0} lines/s ({rates[0]:F0} to "
                + $"{rates[^1]:F0}), {costs[Verifications / 2]:F2} µs of processor time a line on all threads."));
    }
}
