using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>Processes that live longer than a day.</summary>
public sealed class MidnightTests(ITestOutputHelper output) : IDisposable
{
    private const string Berlin = "Europe/Berlin";
    private static readonly DateTime FirstDay = new(2025, 12, 10);

    private readonly TestDirectory _directory = new();

    [Fact]
    public void Three_writers_over_midnight_put_every_record_into_the_file_of_its_day() => WriteOverMidnights(1);

    [Fact]
    [Trait("Category", "Long")]
    public void Three_writers_over_three_midnights_put_every_record_into_the_file_of_its_day() =>
        WriteOverMidnights(3);

    private void WriteOverMidnights(int nights)
    {
        using var writers = new ClockedWriters(_directory, Berlin, FirstDay.AddHours(12), count: 3);
        for (int night = 1; night <= nights; night++)
            WriteOver(FirstDay.AddDays(night), writers);

        TradeDays days = writers.Finish(_directory);
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
        Assert.Equal(
            [TradeDays.Log, .. Enumerable.Range(0, nights).Select(day => TradeDays.Archive(FirstDay.AddDays(day)))],
            days.Files);
        Assert.All(days.Files, file => Assert.Equal(
            3, days.Events.Where(found => found.File == file).DistinctBy(found => found.Event.Writer).Count()));
        output.WriteLine(
            $"{days.Events.Count} events of 3 processes over {nights} midnights: all there, "
                + "none in a file of another day.");
    }

    [Fact]
    public void Exactly_thirty_days_are_kept_and_only_own_names_are_deleted()
    {
        string[] foreign =
        [
            "trades.log.2025-10-01.seal.txt", "trades.log.2025-12-17.seal.txt", "trades.log.bak",
            "trades.logs.2025-10-01",
        ];
        foreach (string name in foreign.Append("trades.log.2025-10-01"))
            File.WriteAllText(_directory.File(name), string.Empty);
        using var writers = new ClockedWriters(_directory, Berlin, FirstDay);
        for (int day = 0; day < 35; day++)
        {
            writers.Set(FirstDay.AddDays(day).AddHours(12));
            writers.Write();
        }

        string[] own =
        [
            "trades.log",
            .. Enumerable.Range(4, 30).Select(day => TradeDays.Archive(FirstDay.AddDays(day))),
        ];
        Assert.Equal(
            own.Concat(foreign).Order(StringComparer.Ordinal),
            Directory.GetFiles(_directory.FullName, "trades*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(foreign, name => Assert.Empty(File.ReadAllText(_directory.File(name))));
    }

    [Fact]
    public void Weeks_of_idleness_make_no_files_and_the_archives_have_the_days_of_their_data()
    {
        DateTime[] days = [FirstDay, FirstDay.AddDays(21), FirstDay.AddDays(22), FirstDay.AddDays(64)];
        using var writers = new ClockedWriters(_directory, Berlin, FirstDay, count: 3);
        foreach (DateTime day in days)
        {
            writers.Set(day.AddHours(9));
            writers.Write(5);
        }

        TradeDays found = writers.Finish(_directory);
        found.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
        Assert.Equal([TradeDays.Log, .. days[..^1].Select(TradeDays.Archive)], found.Files);
    }

    [Fact]
    public void While_the_clock_is_set_back_and_forth_over_midnight_nothing_is_overwritten_or_lost()
    {
        DateTime before = FirstDay.AddDays(1).AddHours(-1);
        DateTime after = FirstDay.AddDays(1).AddHours(1);
        using var writers = new ClockedWriters(_directory, Berlin, FirstDay, count: 3);
        foreach (DateTime moment in new[]
        {
            after,
            before,
            after,
            before,
            after.AddDays(1),
            before,
            after,
            after.AddDays(1),
        })
        {
            writers.Set(moment);
            writers.Write(50);
        }

        TradeDays days = writers.Finish(_directory);
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
        Assert.Equal([TradeDays.Log, TradeDays.Archive(FirstDay), TradeDays.Archive(FirstDay.AddDays(1))], days.Files);
    }

    [Fact]
    public void With_rotation_zone_utc_the_day_ends_at_midnight_in_UTC_and_not_at_local_midnight()
    {
        var midnight = new DateTimeOffset(FirstDay.AddDays(1), TimeSpan.Zero);
        using var writers = new ClockedWriters(
            _directory, "America/New_York", FirstDay, count: 3, KeyValuePair.Create("rotation_zone", "utc"));
        foreach (double hours in new[] { -5.1, -4.9, -0.1, 0, 4.9, 5.1 })
        {
            writers.Set(midnight.AddHours(hours));
            writers.Write();
        }

        TradeDays days = writers.Finish(_directory);
        Assert.Equal([TradeDays.Log, TradeDays.Archive(FirstDay)], days.Files);
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.UtcDateTime.Date);
        Assert.Equal(9, days.Events.Count(found => found.File == TradeDays.Log));
    }

    public void Dispose() => _directory.Dispose();

    // The night has come when every process has written an event after it.
    private static void WriteOver(DateTime midnight, ClockedWriters writers)
    {
        writers.Set(midnight.AddHours(-6));
        writers.Write(200);
        writers.Set(midnight.AddSeconds(-1));
        DateTime end = DateTime.UtcNow.AddSeconds(1.5);
        do
            writers.Write(200);
        while (DateTime.UtcNow < end);
        writers.Write(200);
    }
}
