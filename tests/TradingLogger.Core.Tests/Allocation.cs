using System.Diagnostics;

namespace TradingLogging.Tests;

/// <summary>Measures what an action allocates on this thread.</summary>
internal static class Allocation
{
    private const int Calls = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The bytes of a call in steady state: the least of many rounds, which end when it is what the test hopes
    /// for.
    /// </summary>
    /// <remarks>The first calls run code that is not optimised yet. Later the runtime itself allocates now and then:
    /// after a garbage collection, the names of an enum take 624 bytes again.</remarks>
    /// <param name="hoped">The bytes that end the measurement early; with more than these it takes half a
    /// minute.</param>
    /// <param name="action">The call.</param>
    public static double OfCall(double hoped, Action action)
    {
        double least = double.MaxValue;
        long start = Stopwatch.GetTimestamp();
        while (least > hoped && Stopwatch.GetElapsedTime(start) < Patience)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int call = 0; call < Calls; call++)
                action();
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls);
        }

        return least;
    }

    /// <summary>The bytes that a string of a length takes; the least of some, for the same reason.</summary>
    public static double OfString(int length)
    {
        long least = long.MaxValue;
        for (int round = 0; round < Calls; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(new string('x', length));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
