using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>Scheduled tasks: a process that writes an event and ends.</summary>
public sealed class DailyTaskTests : IDisposable
{
    private static readonly DateTime FirstDay = new(2025, 12, 10);
    private static readonly TimeSpan JustBeforeMidnight = new(23, 59, 54);
    private static readonly TimeSpan JustAfterMidnight = TimeSpan.FromMilliseconds(1);

    private readonly TestDirectory _directory = new();
    private readonly FakeClock _clock = new("Europe/Berlin");

    [Fact]
    public void Fifteen_runs_just_before_midnight_fill_fifteen_files_with_the_right_days() =>
        FifteenRunsFillFifteenFiles(JustBeforeMidnight);

    [Fact]
    public void Fifteen_runs_just_after_midnight_fill_fifteen_files_with_the_right_days() =>
        FifteenRunsFillFifteenFiles(JustAfterMidnight);

    [Fact]
    public void Weeks_without_a_run_leave_no_files_and_the_archives_have_the_days_of_their_data()
    {
        DateTime[] days = [FirstDay, FirstDay.AddDays(21), FirstDay.AddDays(22), FirstDay.AddDays(64)];
        foreach (DateTime day in days)
            Run(day + TimeSpan.FromHours(9));

        Expect(days);
    }

    [Fact]
    public void After_a_clock_that_was_set_back_over_midnight_nothing_is_overwritten_or_lost()
    {
        Run(FirstDay.AddDays(1) + JustAfterMidnight, "a");
        Run(FirstDay + JustBeforeMidnight, "b");
        Run(FirstDay.AddDays(1) + JustAfterMidnight, "c");
        Run(FirstDay + JustBeforeMidnight, "d");
        Run(FirstDay.AddDays(2) + JustAfterMidnight, "e");

        TradeDays days = TradeDays.Read(_directory);
        string first = TradeDays.Archive(FirstDay);
        string second = TradeDays.Archive(FirstDay.AddDays(1));
        Assert.Equal(
            [("e", TradeDays.Log), ("b", first), ("d", first), ("a", second), ("c", second)],
            days.Events.Select(found => (found.Event.Writer, found.File)));
        days.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
    }

    public void Dispose()
    {
        _clock.Dispose();
        _directory.Dispose();
    }

    private void FifteenRunsFillFifteenFiles(TimeSpan timeOfDay)
    {
        DateTime[] days = [.. Enumerable.Range(0, 15).Select(day => FirstDay.AddDays(day))];
        foreach (DateTime day in days)
            Run(day + timeOfDay);

        Expect(days);
    }

    private void Run(DateTime moment, string? name = null)
    {
        _clock.Set(moment.Date.AddHours(12));
        using var task = new TimedWriter(name ?? $"{moment:yyyy-MM-dd}", _directory, _clock);
        _clock.Set(moment);
        task.Write();
    }

    // The name of a run's writer is its day.
    private void Expect(DateTime[] days)
    {
        TradeDays found = TradeDays.Read(_directory);
        Assert.Equal(
            days.Select(day => ($"{day:yyyy-MM-dd}", day == days[^1] ? TradeDays.Log : TradeDays.Archive(day))),
            found.Events.Select(written => (written.Event.Writer, written.File)).OrderBy(pair => pair.Writer, StringComparer.Ordinal));
        Assert.Equal(days.Length, found.Files.Count);
        found.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
    }
}
