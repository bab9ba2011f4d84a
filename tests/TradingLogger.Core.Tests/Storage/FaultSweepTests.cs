using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage;

/// <summary>Every operation of appends and rotations made to fail in turn: alone, and with all that come after
/// it.</summary>
public sealed class FaultSweepTests
{
    private const int Records = 12;

    public static TheoryData<string, bool, bool> Cases()
    {
        var cases = new TheoryData<string, bool, bool>();
        foreach (string rotation in new[] { "none", "size", "daily" })
        {
            foreach (bool isOnDisk in new[] { false, true })
            {
                cases.Add(rotation, isOnDisk, false);
                cases.Add(rotation, isOnDisk, true);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Acknowledged_records_are_all_there_once_whole_and_in_order(
        string rotation,
        bool isOnDisk,
        bool isLasting)
    {
        int operations = Sweep(rotation, isOnDisk, _ => false);
        Assert.InRange(operations, Records, 1_000);

        for (int failing = 0; failing < operations; failing++)
        {
            int first = failing;
            Sweep(rotation, isOnDisk, isLasting ? number => number >= first : number => number == first);
        }
    }

    // Half of the records are written with the fault in place, the other half after it was mended.
    private static int Sweep(string rotation, bool isOnDisk, Func<int, bool> isFailing)
    {
        using var log = new LogFile(CreateRotation(rotation), isOnDisk ? Durability.Disk : Durability.Os);
        using var warnings = new Warnings();
        File.WriteAllText(log.Path, LogFile.DayLine(LogFile.Today, "before") + "\ntorn");
        File.SetLastWriteTimeUtc(log.Path, LogFile.Today);
        List<string> acknowledged = [];
        log.Files.FailAt(isFailing);
        for (int number = 0; number < Records / 2; number++)
            Append(log, number, acknowledged);
        int operations = log.Files.Calls.Count;
        int errors = Records / 2 - acknowledged.Count;
        Assert.InRange(log.Engine.GetState().Failures, errors, operations);

        log.Files.Mend();
        for (int number = Records / 2; number < Records; number++)
            Append(log, number, acknowledged);
        Assert.Equal(Records - errors, acknowledged.Count);
        log.Engine.Dispose();

        string[] written = [.. log.Folder.Files.SelectMany(log.Folder.Lines)];
        Assert.All(acknowledged, line => Assert.Single(written, line));
        Assert.All(written, AssertWhole);
        return operations;
    }

    private static void Append(LogFile log, int number, List<string> acknowledged)
    {
        DateTime day = LogFile.Today.AddDays(number / 3);
        string line = LogFile.DayLine(day, $"record {number} of the sweep");
        try
        {
            log.Append(line, day);
            acknowledged.Add(line);
        }
        catch (FileOperationException exception)
        {
            Assert.Contains(log.Folder.FullName, exception.Message, StringComparison.Ordinal);
        }
    }

    private static void AssertWhole(string line) => Assert.True(
        line == "torn" || line.EndsWith("before", StringComparison.Ordinal)
        || line.EndsWith("of the sweep", StringComparison.Ordinal),
        line);

    private static RotationPolicy CreateRotation(string name) => name switch
    {
        "size" => new SizeRotation(100, 100),
        "daily" => LogFile.Daily(),
        _ => LogFile.NoRotation,
    };
}
