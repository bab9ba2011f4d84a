using TradingLogging.Configuration;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Facade;

/// <summary>In the collection of the facade, because it must be alone in the process.</summary>
[Collection(FacadeCollection.Name)]
public sealed class ManyEventsTests : IDisposable
{
    private const int Rounds = 4;
    private const int Fraction = 20_000;
    private const int Tolerance = 64 * 1024;

    // A million events in all, where there is time for them.
    private static readonly int EventsOfRound = LongTests.AreWanted ? 250_000 : 25_000;

    private static readonly Quote Tick = new("BTCUSDT", 50010.5m, 12345);

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Events_leave_heap_and_open_files_where_they_were()
    {
        Mono.Skip("its collector keeps what looks like a reference, so the heap tells nothing.");
        TradingLogger.Initialize(
            new LoggingConfig { LogDirectory = _folder.FullName, Console = false, BackupCount = 1 });
        using var console = new ConsoleHandler(stdout: Stream.Null);
        TradingLogger.GetLogger("root").AddHandler(console);
        try
        {
            Log(Fraction);
            int filesBefore = CountOpenFiles();

            // What events leave, each round leaves; what the process does meanwhile for itself, not every one.
            long growth = Enumerable.Range(0, Rounds).Min(_ => HeapGrowth());

            Assert.InRange(growth, long.MinValue, Tolerance);
            Assert.Equal(filesBefore, CountOpenFiles());
            HandlerState[] states = [.. TradingLogger.GetState().Handlers, console.GetState()];
            Assert.All(states, state => Assert.Equal((Rounds * EventsOfRound) + Fraction, state.Events));
        }
        finally
        {
            TradingLogger.GetLogger("root").RemoveHandler(console);
            TradingLogger.Close();
        }
    }

    private static long HeapGrowth()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Log(EventsOfRound);
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static void Log(int count)
    {
        for (int number = 0; number < count; number++)
            TradingLogger.LogTrade("TICK", Tick);
    }

    // Of other systems nothing is known but the heap.
    private int CountOpenFiles() => OperatingSystem.IsLinux()
        ? Directory.GetFiles("/proc/self/fd").Count(
            descriptor => TargetOf(descriptor).StartsWith(_folder.FullName, StringComparison.Ordinal))
        : 0;

    // Other threads of the process open and close files meanwhile.
    private static string TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName ?? "";
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    private sealed record Quote(string Symbol, decimal Price, long Volume);
}
