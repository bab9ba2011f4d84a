using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>Days of another length than 24 hours.</summary>
public sealed class DaylightSavingTests : IDisposable
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData("Europe/London", "2025-03-30", 23)]
    [InlineData("Europe/London", "2025-10-26", 25)]
    [InlineData("America/New_York", "2025-03-09", 23)]
    [InlineData("America/New_York", "2025-11-02", 25)]
    [InlineData("Australia/Lord_Howe", "2025-10-05", 23.5)]
    [InlineData("Australia/Lord_Howe", "2025-04-06", 24.5)]
    [InlineData("America/Havana", "2025-03-09", 23)]
    [InlineData("America/Havana", "2025-11-02", 25)]
    public void A_process_that_lives_through_a_change_of_the_clocks_puts_every_record_into_the_file_of_its_day(
        string zone,
        string date,
        double hours)
    {
        DateTime day = DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        using var clock = new FakeClock(zone);
        DateTimeOffset start = FirstMomentOf(day, clock.Zone);
        DateTimeOffset end = FirstMomentOf(day.AddDays(1), clock.Zone);
        Assert.Equal(hours, (end - start).TotalHours);

        clock.Set(start.AddHours(-3));
        using (var writer = new TimedWriter("w", _directory, clock))
        {
            // Every half hour, shortly before and right after it, from an hour before the day to an hour after it.
            for (DateTimeOffset moment = start.AddHours(-1); moment <= end.AddHours(1); moment += HalfHour)
            {
                clock.Set(moment.AddSeconds(-10));
                writer.Write();
                clock.Set(moment);
                writer.Write();
            }
        }

        TradeDays days = TradeDays.Read(_directory);
        int halfHours = (int)(hours * 2);
        days.HoldAll("w", 2 * (halfHours + 5));
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
        Assert.Equal([TradeDays.Log, TradeDays.Archive(day.AddDays(-1)), TradeDays.Archive(day)], days.Files);
        Assert.Equal(2 * halfHours, days.Events.Count(found => found.File == TradeDays.Archive(day)));
        Assert.All(days.Events, found => Assert.Equal(clock.Zone.GetUtcOffset(found.Timestamp), found.Timestamp.Offset));
    }

    public void Dispose() => _directory.Dispose();

    // Where there is no midnight, the day begins later; where there are two, with the first of them.
    private static DateTimeOffset FirstMomentOf(DateTime day, TimeZoneInfo zone)
    {
        DateTime first = day;
        while (zone.IsInvalidTime(first))
            first += HalfHour;
        TimeSpan offset = zone.IsAmbiguousTime(first) ? zone.GetAmbiguousTimeOffsets(first).Max() : zone.GetUtcOffset(first);
        return new DateTimeOffset(first, offset);
    }
}
