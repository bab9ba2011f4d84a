using System.Diagnostics;

namespace TradingLogging.Benchmarks.Reading;

/// <summary>Takes times of contenders in turn, so that a noisy machine disturbs all alike.</summary>
internal static class Stopwatches
{
    /// <summary>Runs each several times, one after the other.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="contenders">What is timed; gives the count it found.</param>
    /// <returns>Median, fastest and slowest run of each, and what it counted.</returns>
    public static Timing[] Race(int rounds, params Func<long>[] contenders)
    {
        var seconds = new double[contenders.Length][];
        long[] counts = new long[contenders.Length];
        for (int index = 0; index < contenders.Length; index++)
            seconds[index] = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            for (int index = 0; index < contenders.Length; index++)
            {
                long start = Stopwatch.GetTimestamp();
                counts[index] = contenders[index]();
                seconds[index][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        return [.. seconds.Select((times, index) =>
        {
            Array.Sort(times);
            return new Timing(times[times.Length / 2], times[0], times[^1], counts[index]);
        })];
    }

    /// <summary>What a race found.</summary>
    internal sealed record Timing(double Median, double Fastest, double Slowest, long Count);
}
