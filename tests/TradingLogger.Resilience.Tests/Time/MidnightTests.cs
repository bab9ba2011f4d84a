using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>Processes that live longer than a day.</summary>
public sealed class MidnightTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DateTime FirstDay = new(2025, 12, 10);

    private readonly TestDirectory _directory = new();

    [Fact]
    public void Three_writers_over_three_midnights_put_every_record_into_the_file_of_its_day()
    {
        using var clock = new FakeClock("Europe/Berlin");
        clock.Set(FirstDay);
        TimedWriter[] writers = [.. Enumerable.Range(0, 3).Select(number => new TimedWriter($"w{number}", _directory, clock))];
        for (int night = 0; night < 3; night++)
            WriteOver(FirstDay.AddDays(night + 1), clock, writers);
        foreach (TimedWriter writer in writers)
            writer.Dispose();

        TradeDays days = TradeDays.Read(_directory);
        for (int number = 0; number < writers.Length; number++)
            days.HoldAll($"w{number}", writers[number].Written);
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
        Assert.Equal(
            [TradeDays.Log, .. Enumerable.Range(0, 3).Select(day => TradeDays.Archive(FirstDay.AddDays(day)))],
            days.Files);
        Assert.All(days.Files, file => Assert.Equal(3, days.Events.Where(found => found.File == file).DistinctBy(found => found.Event.Writer).Count()));
        output.WriteLine($"{days.Events.Count} events of 3 processes over 3 midnights: all there, none in a file of another day");
    }

    [Fact]
    public void Exactly_thirty_days_are_kept_and_only_own_names_are_deleted()
    {
        string[] foreign =
        [
            "trades.log.2025-10-01.seal.txt", "trades.log.2025-12-17.seal.txt", "trades.log.bak", "trades.logs.2025-10-01",
        ];
        foreach (string name in foreign.Append("trades.log.2025-10-01"))
            File.WriteAllText(_directory.File(name), string.Empty);
        using var clock = new FakeClock("Europe/Berlin");
        clock.Set(FirstDay);
        using (var writer = new TimedWriter("w", _directory, clock))
        {
            for (int day = 0; day < 35; day++)
            {
                clock.Set(FirstDay.AddDays(day).AddHours(12));
                writer.Write();
            }
        }

        string[] own = ["trades.log", .. Enumerable.Range(4, 30).Select(day => TradeDays.Archive(FirstDay.AddDays(day)))];
        Assert.Equal(
            own.Concat(foreign).Order(StringComparer.Ordinal),
            Directory.GetFiles(_directory.FullName, "trades*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(foreign, name => Assert.Empty(File.ReadAllText(_directory.File(name))));
    }

    [Fact]
    public void While_the_clock_is_set_back_and_forth_over_midnight_nothing_is_overwritten_or_lost()
    {
        using var clock = new FakeClock("Europe/Berlin");
        clock.Set(FirstDay);
        TimedWriter[] writers = [.. Enumerable.Range(0, 2).Select(number => new TimedWriter($"w{number}", _directory, clock))];
        DateTime before = FirstDay.AddDays(1).AddSeconds(-30);
        DateTime after = FirstDay.AddDays(1).AddSeconds(1);
        foreach (DateTime moment in new[] { after, before, after, before, after.AddDays(1), before, after, after.AddDays(1) })
        {
            clock.Set(moment);
            Together(writers, events: 50);
        }

        foreach (TimedWriter writer in writers)
            writer.Dispose();
        TradeDays days = TradeDays.Read(_directory);
        days.HoldAll("w0", 8 * 50);
        days.HoldAll("w1", 8 * 50);
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
        Assert.Equal(["trades.log", TradeDays.Archive(FirstDay), TradeDays.Archive(FirstDay.AddDays(1))], days.Files);
    }

    [Fact]
    public void With_rotation_zone_utc_the_day_ends_at_midnight_in_UTC_and_not_at_local_midnight()
    {
        using var clock = new FakeClock("America/New_York");
        clock.Set(FirstDay);
        var midnight = new DateTimeOffset(FirstDay.AddDays(1), TimeSpan.Zero);
        using (var writer = new TimedWriter("w", _directory, clock, KeyValuePair.Create("rotation_zone", "utc")))
        {
            foreach (double hours in new[] { -5.01, -4.99, -0.005, 0.0001, 4.99, 5.01 })
            {
                clock.Set(midnight.AddHours(hours));
                writer.Write();
            }
        }

        TradeDays days = TradeDays.Read(_directory);
        Assert.Equal(["trades.log", TradeDays.Archive(FirstDay)], days.Files);
        days.HoldAll("w", 6);
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.UtcDateTime.Date);
        Assert.Equal(3, days.Events.Count(found => found.File == TradeDays.Log));
    }

    public void Dispose() => _directory.Dispose();

    private static void WriteOver(DateTime midnight, FakeClock clock, TimedWriter[] writers)
    {
        clock.Set(midnight.AddSeconds(-1));
        DateTime end = DateTime.UtcNow.AddSeconds(2);
        while (DateTime.UtcNow < end)
            Together(writers, events: 200);
    }

    private static void Together(TimedWriter[] writers, int events)
    {
        foreach (TimedWriter writer in writers)
            writer.Begin(events);
        foreach (TimedWriter writer in writers)
            writer.End();
    }
}
