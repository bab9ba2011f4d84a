using System.Globalization;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>Days of another length than 24 hours.</summary>
public sealed class DaylightSavingTests(ITestOutputHelper output) : IDisposable
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
    [InlineData("Asia/Beirut", "2025-03-30", 23)]
    [InlineData("Asia/Beirut", "2025-10-25", 25)]
    [InlineData("America/Havana", "2025-03-09", 23)]
    [InlineData("America/Havana", "2025-11-02", 25)]
    public void Processes_that_live_through_a_change_of_the_clocks_put_every_record_into_the_file_of_its_day(
        string zone,
        string date,
        double hours)
    {
        DateTime day = DateTime.Parse(date, CultureInfo.InvariantCulture);
        using var writers = new ClockedWriters(_directory, zone, day.AddDays(-1), count: 3);
        DateTimeOffset start = FirstMomentOf(day, writers.Zone);
        DateTimeOffset end = FirstMomentOf(day.AddDays(1), writers.Zone);
        Assert.Equal(hours, (end - start).TotalHours);

        // Every half hour, shortly before and right at it, from an hour before the day to an hour after it.
        for (DateTimeOffset moment = start.AddHours(-1); moment <= end.AddHours(1); moment += HalfHour)
        {
            writers.Set(moment.AddMinutes(-10));
            writers.Write();
            writers.Set(moment);
            writers.Write();
        }

        TradeDays days = writers.Finish(_directory);
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
        Assert.Equal([TradeDays.Log, TradeDays.Archive(day.AddDays(-1)), TradeDays.Archive(day)], days.Files);
        Assert.Equal((int)(3 * 4 * hours), days.Events.Count(found => found.File == TradeDays.Archive(day)));
        Assert.All(
            days.Events,
            found => Assert.Equal(writers.Zone.GetUtcOffset(found.Timestamp), found.Timestamp.Offset));
        output.WriteLine($"{zone}, {date}: {days.Events.Count} events of 3 processes, each in the file of its day.");
    }

    public void Dispose() => _directory.Dispose();

    // Where there is no midnight, the day begins later; where there are two, with the first of them.
    private static DateTimeOffset FirstMomentOf(DateTime day, TimeZoneInfo zone)
    {
        DateTime first = day;
        while (zone.IsInvalidTime(first))
            first += HalfHour;
        TimeSpan offset = zone.IsAmbiguousTime(first)
            ? zone.GetAmbiguousTimeOffsets(first).Max()
            : zone.GetUtcOffset(first);
        return new DateTimeOffset(first, offset);
    }
}
