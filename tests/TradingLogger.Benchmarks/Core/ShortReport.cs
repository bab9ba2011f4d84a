using System.Runtime.InteropServices;

namespace TradingLogging.Benchmarks.Core;

/// <summary>Measures the core in some minutes and writes <c>docs/benchmarks.md</c>, from its mark on: what stands before is
/// written by hand.</summary>
internal static class ShortReport
{
    private const string Mark = "<!-- measured -->";
    private const int Events = 60_000;
    private const int Rounds = 9;

    private static string Document => Path.Combine(FindRepository(), "docs", "benchmarks.md");

    public static void Write()
    {
        using var tables = new StringWriter();
        tables.WriteLine($"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors.");
        new RaceReport(tables, Events, Rounds).Write();
        new CoreReport(tables).Write();
        string before = File.ReadAllText(Document).Split(Mark)[0];
        File.WriteAllText(Document, before + Mark + "\n\n" + tables.ToString().ReplaceLineEndings("\n"));
        Console.WriteLine(tables);
    }

    private static string FindRepository()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "TradingLogger.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("Run the benchmarks from a checkout.");
    }
}
