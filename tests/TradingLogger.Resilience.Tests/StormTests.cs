using System.Diagnostics;
using System.Globalization;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>Writers that acknowledge every event are killed at random moments.</summary>
/// <remarks>For a soak of an hour, which all storms share, or to repeat the random choices of a run:
/// <c>TRADINGLOGGER_SOAK_MINUTES=60 TRADINGLOGGER_STORM_SEED=1 dotnet test tests/TradingLogger.Resilience.Tests
/// --filter FullyQualifiedName~StormTests --logger "console;verbosity=detailed"</c>.</remarks>
[Trait("Category", "Long")]
public sealed class StormTests(ITestOutputHelper output)
{
    private const string SoakMinutes = "TRADINGLOGGER_SOAK_MINUTES";
    private const string Seed = "TRADINGLOGGER_STORM_SEED";

    private const int StormCount = 4;
    private const int WritersPerRound = 3;
    private const int PlentyOfBackups = 100_000;
    private const int LongestDelay = 2000;

    [Theory]
    [InlineData("none")]
    [InlineData("chain")]
    public void Whatever_was_acknowledged_before_kill_9_is_in_both_logs(string integrity)
    {
        StormResult count = Repeat(
            new Storm(Rounds: 24, MostEvents: 4_000, TextLength: 100, MaxBytes: 100_000, integrity));
        Assert.InRange(count.Acknowledged, 100_000, int.MaxValue);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("chain")]
    public void Large_events_that_were_acknowledged_before_kill_9_are_in_both_logs(string integrity) =>
        Repeat(new Storm(Rounds: 6, MostEvents: 12, TextLength: 1024 * 1024, MaxBytes: 10_485_760, integrity));

    // In a soak, each twenty-odd rounds have a directory of their own, so that the disk need not hold them all.
    private StormResult Repeat(Storm storm)
    {
        int seed = ReadNumber(Seed) ?? Random.Shared.Next();
        TimeSpan soak = TimeSpan.FromMinutes(ReadNumber(SoakMinutes) ?? 0) / StormCount;
        var random = new Random(seed);
        long start = Stopwatch.GetTimestamp();
        var sum = new StormResult();
        output.WriteLine($"Seed {seed}.");
        do
        {
            sum += Run(storm, random);
        }
        while (Stopwatch.GetElapsedTime(start) < soak);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sum.Kills} writers killed, {sum.Acknowledged} events acknowledged, 0 of them missing, 0 torn; "
                + $"{sum.Archives} archives;"));
        output.WriteLine(
            $"{sum.Unacknowledged} events were whole although there was no time to acknowledge them; "
            + "of the writes that a kill cut "
            + $"short, {sum.TakenBack} were taken back by the one writer of each round that lived.");
        return sum;
    }

    private static StormResult Run(Storm storm, Random random)
    {
        using var directory = new TestDirectory();
        var killed = new Dictionary<string, IReadOnlyList<int>>();
        long takenBack = 0;
        for (int round = 0; round < storm.Rounds; round++)
        {
            RunRound(storm, directory, round, random, killed);
            takenBack += WriteOnce(storm, directory, round);
        }

        StormResult count = Check(storm, directory, "trades.log", killed);
        StormResult other = Check(storm, directory, "trading.log", killed);
        if (storm.Integrity == "chain")
            ChainAssert.IsIntact(directory, count.Acknowledged + count.Unacknowledged + storm.Rounds);
        return count with
        {
            Kills = killed.Count,
            Archives = other.Archives,
            Unacknowledged = count.Unacknowledged + other.Unacknowledged,
            TakenBack = takenBack,
        };
    }

    private static void RunRound(
        Storm storm,
        TestDirectory directory,
        int round,
        Random random,
        Dictionary<string, IReadOnlyList<int>> killed)
    {
        using var group = new WriterGroup();
        WriterProcess[] writers =
            [
                .. Enumerable.Range(0, WritersPerRound)
                    .Select(index => group.Add(storm.Job($"r{round}w{index}", directory))),
            ];
        (int Events, int Delay)[] deaths =
            [.. writers.Select(_ => (random.Next(1, storm.MostEvents), random.Next(LongestDelay)))];
        group.Begin(int.MaxValue);
        Task.WaitAll(
            [.. writers.Zip(deaths, (writer, death) => Task.Run(() => KillAfter(writer, death.Events, death.Delay)))]);
        foreach (WriterProcess writer in writers)
            killed.Add(writer.Job.Writer, writer.Acknowledged);
    }

    private static void KillAfter(WriterProcess writer, int events, int microseconds)
    {
        writer.WaitForAcknowledged(events);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < microseconds)
        {
        }

        writer.Kill();
        writer.WaitForEnd();
    }

    // Whatever the killed ones left behind, the next writer goes on.
    private static long WriteOnce(Storm storm, TestDirectory directory, int round)
    {
        using var group = new WriterGroup();
        group.Add(storm.Job(Survivor(round), directory));
        WriterReport report = group.Write(1).Single();
        Assert.Equal(1, report.Written);
        return report.RecoveredTails;
    }

    private static string Survivor(int round) => $"survivor{round}";

    private static StormResult Check(
        Storm storm,
        TestDirectory directory,
        string name,
        Dictionary<string, IReadOnlyList<int>> killed)
    {
        var log = LogContents.Read(directory.FullName, name, storm.TextLength);
        Assert.Empty(log.DamagedLines);

        IReadOnlyDictionary<string, IReadOnlyList<int>> found = log.NumbersByWriter;
        Assert.All(Enumerable.Range(0, storm.Rounds), round => Assert.Equal([0], found[Survivor(round)]));
        int unacknowledged = 0;
        foreach ((string writer, IReadOnlyList<int> acknowledged) in killed)
        {
            Assert.Equal(Enumerable.Range(0, acknowledged.Count), acknowledged);
            IReadOnlyList<int> numbers = found.GetValueOrDefault(writer, []);
            int extra = numbers.Count > acknowledged.Count ? 1 : 0;
            LogAssert.IsRun(writer, numbers, first: 0, acknowledged.Count + extra);
            unacknowledged += extra;
        }

        int sum = killed.Values.Sum(own => own.Count);
        return new StormResult(0, sum, unacknowledged, 0, log.Files.Count - 1);
    }

    private static int? ReadNumber(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : null;

    private sealed record Storm(int Rounds, int MostEvents, int TextLength, long MaxBytes, string Integrity)
    {
        public WriterJob Job(string writer, TestDirectory directory)
        {
            WriterJob job = Jobs.Text(writer, directory, MaxBytes, PlentyOfBackups, TextLength);
            return job with
            {
                Destination = Destination.Both,
                TextLength = TextLength,
                IsAcknowledging = true,
                Settings = new Dictionary<string, string>(job.Settings) { ["integrity"] = Integrity },
            };
        }
    }

    private readonly record struct StormResult(
        int Kills,
        int Acknowledged,
        int Unacknowledged,
        long TakenBack,
        int Archives)
    {
        public static StormResult operator +(StormResult left, StormResult right) => new(
            left.Kills + right.Kills,
            left.Acknowledged + right.Acknowledged,
            left.Unacknowledged + right.Unacknowledged,
            left.TakenBack + right.TakenBack,
            left.Archives + right.Archives);
    }
}
