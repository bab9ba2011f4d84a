namespace TradingLogging.Benchmarks.Core;

/// <summary>Runs short turns of several things one after the other, so that whatever disturbs the machine disturbs all
/// of them.</summary>
internal static class Turns
{
    private const int Count = 120;
    private const int WarmUp = 40;

    /// <summary>The median processor time of the calling thread in nanoseconds, of each thing.</summary>
    /// <param name="calls">How many calls make a turn.</param>
    /// <param name="things">What is called.</param>
    public static double[] Measure(int calls, params Action[] things)
    {
        var times = things.Select(_ => new List<double>()).ToArray();
        for (int turn = -WarmUp; turn < Count; turn++)
        {
            for (int index = 0; index < things.Length; index++)
            {
                double time = Measure(calls, things[index]);
                if (turn >= 0)
                    times[index].Add(time);
            }

            // Long enough for what is to be compiled again to be so.
            if (turn < 0)
                Thread.Sleep(5);
        }

        return [.. times.Select(Median)];
    }

    /// <summary>The middle of some numbers.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static double Measure(int calls, Action thing)
    {
        long start = ThreadClock.Now;
        for (int call = 0; call < calls; call++)
            thing();
        return (ThreadClock.Now - start) / (double)calls;
    }
}
