using TradingLogging.Benchmarks.Contenders;

namespace TradingLogging.Benchmarks.PowerShell;

/// <summary>The floor in microseconds, so that what PowerShell adds can be told as a multiple of it.</summary>
internal static class WriteTime
{
    private const int Turns = 20;
    private const int Writes = 10_000;

    /// <summary>The median processor time of one write.</summary>
    public static double Microseconds()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tradinglogger-bench-");
        try
        {
            using var floor = new WriteFloor();
            floor.Open(directory.FullName);
            var sample = new Sample();
            for (int turn = 0; turn < Turns; turn++)
                sample.Add(Turn(floor));
            return sample.Median;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static double Turn(WriteFloor floor)
    {
        long began = ThreadClock.Now;
        for (int write = 0; write < Writes; write++)
            floor.Log();
        return (ThreadClock.Now - began) / 1e3 / Writes;
    }
}
