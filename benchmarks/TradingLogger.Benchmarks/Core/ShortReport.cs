using System.Runtime.InteropServices;

namespace TradingLogging.Benchmarks.Core;

/// <summary>Measures the core in some minutes and writes its part of <c>docs/benchmarks.md</c>.</summary>
internal static class ShortReport
{
    private const int Events = 60_000;
    private const int Rounds = 9;

    public static void Write()
    {
        using var tables = new StringWriter();
        tables.WriteLine(
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
                + $"{Environment.ProcessorCount} processors.");
        new RaceReport(tables, Events, Rounds).Write();
        new CoreReport(tables).Write();
        BenchmarkDocument.Replace(BenchmarkDocument.Core, tables.ToString());
        Console.WriteLine(tables);
    }
}
