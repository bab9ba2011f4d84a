using BenchmarkDotNet.Attributes;
using TradingLogging.Benchmarks.Contenders;

namespace TradingLogging.Benchmarks.Core;

/// <summary>The full version: every contender under BenchmarkDotNet, with one thread.</summary>
[MemoryDiagnoser]
public class EventBenchmarks
{
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
    [GlobalSetup]
    public void Open()
    {
        _directory = Directory.CreateTempSubdirectory("tradinglogger-bench-");
        _contender = All[Logger]();
        _contender.Open(_directory.FullName);
    }

    /// <summary>Lets go of it.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _contender!.Dispose();
        _directory!.Delete(recursive: true);
    }

    /// <summary>One event.</summary>
    [Benchmark]
    public void Log() => _contender!.Log();
}
