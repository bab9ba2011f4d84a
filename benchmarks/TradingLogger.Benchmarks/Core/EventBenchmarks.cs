using BenchmarkDotNet.Attributes;
using TradingLogging.Benchmarks.Contenders;

namespace TradingLogging.Benchmarks.Core;

/// <summary>The full version: every contender under BenchmarkDotNet, with one thread. Each iteration has a log of its
/// own, or the disk would be full at the end.</summary>
[MemoryDiagnoser]
[SimpleJob(invocationCount: EventsOfIteration, warmupCount: 10, iterationCount: 20)]
public class EventBenchmarks
{
    private const int EventsOfIteration = 65_536;

    private static readonly Dictionary<string, Func<Contender>> All =
        RaceReport.Contenders.ToDictionary(make => make().Name);

    private DirectoryInfo? _directory;
    private Contender? _contender;

    /// <summary>The rows.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The row that is measured.</summary>
    [ParamsSource(nameof(Names))]
    public string Logger { get; set; } = "";

    /// <summary>Opens the log.</summary>
    [IterationSetup]
    public void Open()
    {
        _directory = Directory.CreateTempSubdirectory("tradinglogger-bench-");
        _contender = All[Logger]();
        _contender.Open(_directory.FullName);
    }

    /// <summary>Lets go of it.</summary>
    [IterationCleanup]
    public void Close()
    {
        _contender!.Dispose();
        _directory!.Delete(recursive: true);
    }

    /// <summary>One event.</summary>
    [Benchmark]
    public void Log() => _contender!.Log();
}
