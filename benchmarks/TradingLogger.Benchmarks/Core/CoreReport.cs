using System.Diagnostics;
using TradingLogging.Benchmarks.Contenders;
using TradingLogging.Configuration;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Benchmarks.Core;

/// <summary>What the core costs, each beside its own floor.</summary>
/// <param name="output">Where the tables go, in Markdown.</param>
internal sealed class CoreReport(TextWriter output) : FloorReport(output)
{
    private const int Calls = 1000;
    private const int DiskThreads = 16;
    private const int DiskEvents = 400;
    private const int DiskRounds = 9;
    private const int Kills = 12;
    private const int AsyncBursts = 400;

    /// <summary>Measures and writes all of it.</summary>
    public void Write()
    {
        Output.WriteLine();
        Head("the core beside its own floors");
        InDirectory(WriteTextLog);
        InDirectory(WriteAllHandlers);
        InDirectory(WriteDisabled);
        InDirectory(WriteDisk);
        InDirectory(directory => WriteRotation(directory, backups: 5));
        InDirectory(directory => WriteRotation(directory, backups: 200));
        InDirectory(WriteTwoProcesses);
        InDirectory(WriteAsyncCall);
        InDirectory(WriteAsyncLoss);
    }

    private void WriteTextLog(string directory)
    {
        TradingLogger.Initialize(new LoggingConfig { LogDirectory = directory, Console = false, MaxBytes = 0 });
        Logger logger = TradingLogger.GetLogger("trading.signals");
        using AppendHandle floor = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "floor.log"));
        double[] times = Turns.Measure(
            Calls, () => floor.Write(Line), () => logger.Info("LONG signal generated for BTCUSDT"));
        Row("text log, one message", $"{times[1] / times[0]:F2} x one write", "1.5 x");
    }

    private void WriteAllHandlers(string directory)
    {
        using var console = new FileStream(
            Path.Combine(directory, "console.txt"), FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        using var consoleFloor = new FileStream(
            Path.Combine(directory, "floor.txt"), FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        TradingLogger.Initialize(new LoggingConfig { LogDirectory = directory, Console = false, MaxBytes = 0 });
        using var handler = new ConsoleHandler(stdout: console);
        Logger root = TradingLogger.GetLogger("root");
        root.AddHandler(handler);
        using AppendHandle first = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "floor1.log"));
        using AppendHandle second = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "floor2.log"));
        double[] times = Turns.Measure(
            Calls,
            () =>
            {
                first.Write(Line);
                second.Write(Line);
                consoleFloor.Write(Line);
            },
            () => TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance));
        root.RemoveHandler(handler);
        Row("three handlers, the console to a file", $"{times[1] / times[0]:F2} x three writes", "1.4 x");
    }

    private void WriteDisabled(string directory)
    {
        TradingLogger.Initialize(new LoggingConfig { LogDirectory = directory, Console = false });
        Logger logger = TradingLogger.GetLogger("trading.signals");
        double price = 50010.5;
        double[] times = Turns.Measure(
            10,
            () =>
            {
                for (int call = 0; call < 100_000; call++)
                    logger.Debug("not logged");
            },
            () =>
            {
                for (int call = 0; call < 100_000; call++)
                    logger.Debug($"not logged {price}");
            },
            () =>
            {
                for (int call = 0; call < 100_000; call++)
                    TradingLogger.MeasureTime("not logged").Dispose();
            });
        Row("a level that is off, text", $"{times[0] / 1e5:F1} ns", "5 ns");
        Row("a level that is off, interpolated", $"{times[1] / 1e5:F1} ns", "5 ns");
        Row("`MeasureTime` with DEBUG off", $"{times[2] / 1e5:F1} ns", "100 ns");
    }

    private void WriteDisk(string directory)
    {
        using AppendHandle floor = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "floor.log"));
        TradingLogger.Initialize(new LoggingConfig
        {
            LogDirectory = directory,
            Console = false,
            PropagateTrades = false,
            Durability = Durability.Disk,
        });
        double[] ratios = [.. Enumerable.Range(0, DiskRounds).Select(_ => SyncAlone(floor) / SyncTogether()).Order()];
        Row(
            FormattableString.Invariant($"`durability = disk`, {DiskThreads} threads, median of {DiskRounds}"),
            $"{ratios[DiskRounds / 2]:F1} x the events of one sync each ({ratios[0]:F1} to {ratios[^1]:F1})",
            "6 x");
    }

    private static double SyncAlone(AppendHandle floor)
    {
        long start = Stopwatch.GetTimestamp();
        for (int number = 0; number < DiskEvents; number++)
        {
            floor.Write(Line);
            floor.Sync();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / DiskEvents;
    }

    private static double SyncTogether()
    {
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, DiskThreads).Select(_ => new Thread(() =>
        {
            for (int number = 0; number < DiskEvents; number++)
                TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / (DiskEvents * DiskThreads);
    }

    private void WriteRotation(string directory, int backups)
    {
        const int rotations = 20;
        using var handler = new RotatingFileHandler(Path.Combine(directory, "trading.log"), backupCount: backups);
        string message = new('x', 10_000);
        for (int number = 1; number <= backups; number++)
            File.WriteAllText(Path.Combine(directory, $"trading.log.{number}"), "x\n");
        List<double> longest = [];
        for (int rotation = 0; rotation < rotations; rotation++)
        {
            double most = 0;
            for (long before = handler.GetState().Rotations; handler.GetState().Rotations == before;)
            {
                long start = Stopwatch.GetTimestamp();
                handler.Handle(new LogRecord(DateTimeOffset.Now, LogLevel.Info, "trading", message));
                most = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            longest.Add(most);
        }

        Row(
            $"the call that rotates 10 MB, {backups} backups, median of {rotations}",
            $"{Turns.Median(longest):F1} ms (most {longest.Max():F1})",
            "20 ms");
    }

    private void WriteTwoProcesses(string directory)
    {
        ContentionResult[] results = Contention.Run(directory, processes: 2);
        Row(
            "two processes on one file, processor time of an event",
            $"{results.Max(one => one.Ratio):F2} x one write of two processes on two files",
            "3 x");
        Row(
            FormattableString.Invariant($"two processes, the longest wait of {2 * Contention.Events} events"),
            $"{results.Max(one => one.LongestMilliseconds):F1} ms",
            "50 ms");
    }

    private void WriteAsyncCall(string directory)
    {
        TradingLogger.Initialize(new LoggingConfig
        {
            LogDirectory = directory,
            Console = false,
            PropagateTrades = false,
            Mode = WriteMode.Async,
        });
        List<double> times = [];
        for (int burst = 0; burst < AsyncBursts; burst++)
        {
            long start = ThreadClock.Now;
            for (int call = 0; call < Calls; call++)
                TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
            times.Add((ThreadClock.Now - start) / (double)Calls);
            // What was taken is written meanwhile: this is not about a queue that is full.
            Thread.Sleep(5);
        }

        double time = Turns.Median(times.Skip(AsyncBursts / 2));
        Row(FormattableString.Invariant($"`mode = async`, a call in bursts of {Calls}"), $"{time:F0} ns", "150 ns");
    }

    private void WriteAsyncLoss(string directory)
    {
        long[] lost = [.. Enumerable.Range(0, Kills)
            .Select(kill => AsyncLoss.Run(Path.Combine(directory, $"{kill}"), TimeSpan.FromMilliseconds(20 * kill)))
            .Order()];
        Row(
            FormattableString.Invariant($"`mode = async`, full swing, events lost by `kill -9`, median of {Kills}"),
            $"{lost[Kills / 2]} ({lost[0]} to {lost[^1]})",
            "0");
    }
}
