using System.Diagnostics;
using TradingLogging.Analytics;
using TradingLogging.Benchmarks.Contenders;
using TradingLogging.Benchmarks.Core;
using TradingLogging.Benchmarks.Reading;
using TradingLogging.Configuration;
using TradingLogging.Reading;

namespace TradingLogging.Benchmarks.Growth;

/// <summary>What grows with a log, with its days, with processes and with threads, and what stays as it is.</summary>
internal sealed class GrowthReport : IDisposable
{
    private const int Rounds = 5;
    private const int Events = 20_000;
    private const int EventsOfThreads = 256_000;
    private const long Megabyte = 1024 * 1024;

    private static readonly long[] Sizes = [1, 10, 100, 1024, 10 * 1024];
    private static readonly int[] Days = [1, GeneratedLog.UsualDays, 1827];
    private static readonly int[] Processes = [1, 4, 16, 64];
    private static readonly int[] Threads = [1, 16, 64];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tradinglogger-growth-");
    private readonly StringWriter _output = new();

    /// <summary>Measures and writes the part of <c>docs/benchmarks.md</c>.</summary>
    public void Write()
    {
        // The first log is measured while code is compiled: it does not count.
        WriteLogs("warm-up", [("10 MB", 10, GeneratedLog.UsualDays)]);
        _output.GetStringBuilder().Clear();
        WriteLogs("size", [.. Sizes.Select(size => (Text(size), size, GeneratedLog.UsualDays))]);
        WriteLogs("days, 100 MB", [.. Days.Select(days => (Invariant($"{days:N0}"), 100L, days))]);
        WriteProcesses();
        WriteThreads();
        BenchmarkDocument.Replace(BenchmarkDocument.Growth, _output.ToString());
        Console.WriteLine(_output);
    }

    public void Dispose()
    {
        _output.Dispose();
        _directory.Delete(recursive: true);
    }

    private void WriteLogs(string what, (string Name, long Megabytes, int Days)[] logs)
    {
        _output.WriteLine(
            $"| {what} | an event | start, first event, end | the last ten | ten minutes | `Measure-TradeActivity`, an "
            + "event |");
        _output.WriteLine("|---|---|---|---|---|---|");
        foreach ((string name, long megabytes, int days) in logs)
        {
            string path = Path.Combine(_directory.FullName, "log");
            long events = GeneratedLog.Write(path, megabytes * Megabyte, days);
            var log = TradeLog.InDirectory(path);
            DateTimeOffset since = GeneratedLog.LastDay.AddHours(14);
            double last = Median(Rounds, () => log.Read(new TradeQuery { Last = 10 }).LongCount());
            double window = Median(
                Rounds,
                () => log.Read(new TradeQuery { Since = since, Until = since.AddMinutes(10) }).LongCount());
            double measured = Median(1, () => MeasureAll(log));
            double start = Median(Rounds, () => StartAndEnd(path));
            double one = EventOn(path);
            _output.WriteLine(
                Invariant(
                    $"| {name} | {one:F2} us | {start * 1e3:F1} ms | {last * 1e3:F1} ms | {window * 1e3:F1} ms | ")
                + Invariant($"{measured * 1e9 / events:F0} ns |"));
            Directory.Delete(path, recursive: true);
        }

        _output.WriteLine();
    }

    private void WriteProcesses()
    {
        _output.WriteLine("| processes on one log | an event, x one write of as many on files of their own |");
        _output.WriteLine("|---|---|");
        foreach (int processes in Processes)
        {
            string path = _directory.CreateSubdirectory(Invariant($"p{processes}")).FullName;
            double[] ratios = [.. Contention.Run(path, processes).Select(result => result.Ratio)];
            _output.WriteLine(Invariant($"| {processes} | {Turns.Median(ratios):F2} |"));
            Directory.Delete(path, recursive: true);
        }

        _output.WriteLine();
    }

    private void WriteThreads()
    {
        _output.WriteLine("| threads of one process | an event, processor time of its thread | events a second, all |");
        _output.WriteLine("|---|---|---|");
        foreach (int threads in Threads)
        {
            string path = Path.Combine(_directory.FullName, "threads");
            TradingLogger.Initialize(ConfigOf(path));
            LogOnThreads(threads);
            (double one, double rate) = LogOnThreads(threads);
            TradingLogger.Close();
            _output.WriteLine(Invariant($"| {threads} | {one:F2} us | {rate:N0} |"));
            Directory.Delete(path, recursive: true);
        }
    }

    private static (double Microseconds, double Rate) LogOnThreads(int count)
    {
        int each = EventsOfThreads / count;
        long spent = 0;
        using var begin = new ManualResetEventSlim();
        Thread[] threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(() =>
        {
            begin.Wait();
            long clock = ThreadClock.Now;
            Log(each);
            Interlocked.Add(ref spent, ThreadClock.Now - clock);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        long start = Stopwatch.GetTimestamp();
        begin.Set();
        Array.ForEach(threads, thread => thread.Join());
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (spent / 1e3 / EventsOfThreads, EventsOfThreads / seconds);
    }

    private static double EventOn(string directory)
    {
        TradingLogger.Initialize(ConfigOf(directory));
        Log(Events);
        double[] times = [.. Enumerable.Range(0, Rounds).Select(_ =>
        {
            long clock = ThreadClock.Now;
            Log(Events);
            return (ThreadClock.Now - clock) / 1e3 / Events;
        })];
        TradingLogger.Close();
        return Turns.Median(times);
    }

    private static long StartAndEnd(string directory)
    {
        TradingLogger.Initialize(ConfigOf(directory));
        Log(1);
        TradingLogger.Close();
        return 1;
    }

    private static long MeasureAll(TradeLog log)
    {
        var meter = new TradeActivityMeter();
        meter.Add(log);
        return meter.Measure().Events;
    }

    private static void Log(int count)
    {
        for (int number = 0; number < count; number++)
            TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
    }

    private static double Median(int rounds, Func<long> action) => Stopwatches.Race(rounds, action)[0].Median;

    // Days are kept: the log is to stay as long as it is.
    private static LoggingConfig ConfigOf(string directory) => new()
    {
        LogDirectory = directory,
        Console = false,
        PropagateTrades = false,
        TradeBackupCount = 0,
    };

    private static string Text(long megabytes) =>
        megabytes < 1024 ? Invariant($"{megabytes} MB") : Invariant($"{megabytes / 1024} GB");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
