using Xunit;

namespace TradingLogging.Tests.Facade;

/// <summary>In the collection of the facade, because it must be alone in the process.</summary>
[Collection(FacadeCollection.Name)]
public sealed class MillionEventsTests : IDisposable
{
    private const int Rounds = 4;
    private const int EventsOfRound = 250_000;
    private const int Fraction = 20_000;
    private const int Tolerance = 64 * 1024;

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_million_events_leave_heap_and_open_files_where_they_were()
    {
        Mono.Skip("its collector keeps what looks like a reference, so the heap tells nothing.");
        using var console = new ConsoleHandler(stdout: Stream.Null);
        using var text = new RotatingFileHandler(_folder.PathOf("trading.log"), maxBytes: 10_000_000, backupCount: 1);
        using var trades = new TimedRotatingFileHandler(_folder.PathOf("trades.log"));
        LogHandler[] handlers = [console, text, trades];
        Log(handlers, Fraction);
        int filesBefore = CountOpenFiles();

        // What events leave, each round leaves; what the process does meanwhile for itself, not every one.
        long growth = Enumerable.Range(0, Rounds).Min(_ => HeapGrowth(handlers));

        Assert.InRange(growth, long.MinValue, Tolerance);
        Assert.Equal(filesBefore, CountOpenFiles());
        Assert.All(handlers, handler => Assert.Equal((Rounds * EventsOfRound) + Fraction, handler.GetState().Events));
    }

    private static long HeapGrowth(LogHandler[] handlers)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Log(handlers, EventsOfRound);
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static void Log(LogHandler[] handlers, int count)
    {
        var time = new DateTimeOffset(2025, 12, 18, 10, 30, 45, TimeSpan.Zero);
        ReadOnlySpan<byte> line = "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"TICK\"}"u8;
        for (int number = 0; number < count; number++)
        {
            var record = new LogRecord(time, "trades", line, lineNumber: 1);
            foreach (LogHandler handler in handlers)
                handler.Handle(record);
        }
    }

    // Of other systems nothing is known but the heap.
    private int CountOpenFiles() => OperatingSystem.IsLinux()
        ? Directory.GetFiles("/proc/self/fd").Count(
            descriptor => File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName
                .StartsWith(_folder.FullName, StringComparison.Ordinal) == true)
        : 0;
}
