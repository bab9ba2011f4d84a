using System.Diagnostics;
using TradingLogging.Benchmarks.Contenders;

namespace TradingLogging.Benchmarks;

/// <summary>Runs contenders in turns, so that whatever disturbs the machine disturbs all of them, and compares each
/// with the floor of the same round.</summary>
internal sealed class Race(IReadOnlyList<Func<Contender>> contenders, int threads, int events, int rounds)
{
    private const int WarmUpEvents = 30_000;

    /// <summary>Runs the race; the first contender is the floor.</summary>
    public IReadOnlyList<RaceResult> Run()
    {
        var measured = new List<Measurement>[contenders.Count];
        for (int index = 0; index < measured.Length; index++)
            measured[index] = [];
        for (int round = 0; round <= rounds; round++)
        {
            for (int index = 0; index < contenders.Count; index++)
            {
                Measurement measurement = Measure(contenders[index]);
                // The first round is the JIT's.
                if (round > 0)
                    measured[index].Add(measurement);
            }
        }

        return [.. contenders.Select((make, index) => RaceResult.Of(make, measured[index], measured[0]))];
    }

    private Measurement Measure(Func<Contender> make)
    {
        string directory = Directory.CreateTempSubdirectory("tradinglogger-race-").FullName;
        try
        {
            using Contender contender = make();
            contender.Open(directory);
            for (int i = 0; i < WarmUpEvents; i++)
                contender.Log();
            return threads == 1 ? MeasureThread(contender) : MeasureThreads(contender);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private Measurement MeasureThread(Contender contender)
    {
        GC.Collect();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long wall = Stopwatch.GetTimestamp();
        long cpu = ThreadClock.Now;
        for (int i = 0; i < events; i++)
            contender.Log();
        cpu = ThreadClock.Now - cpu;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        contender.Dispose();
        double elapsed = Stopwatch.GetElapsedTime(wall).TotalNanoseconds;
        return new Measurement(cpu / (double)events, elapsed / events, bytes / (double)events);
    }

    private Measurement MeasureThreads(Contender contender)
    {
        using var start = new Barrier(threads + 1);
        var workers = new Thread[threads];
        long cpu = 0;
        long bytes = 0;
        for (int worker = 0; worker < threads; worker++)
        {
            workers[worker] = new Thread(() =>
            {
                start.SignalAndWait();
                long before = ThreadClock.Now;
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < events / threads; i++)
                    contender.Log();
                Interlocked.Add(ref cpu, ThreadClock.Now - before);
                Interlocked.Add(ref bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
            });
            workers[worker].Start();
        }

        start.SignalAndWait();
        long wall = Stopwatch.GetTimestamp();
        foreach (Thread worker in workers)
            worker.Join();
        contender.Dispose();
        double elapsed = Stopwatch.GetElapsedTime(wall).TotalNanoseconds;
        return new Measurement(cpu / (double)events, elapsed / events, bytes / (double)events);
    }
}
