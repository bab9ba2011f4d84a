using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>Scheduled tasks: a process that writes an event and ends.</summary>
public sealed class DailyTaskTests : IDisposable
{
    private const int TextLength = 60;
    private static readonly DateTime FirstDay = new(2025, 12, 10);

    // A process needs a moment to start, on a busy machine some seconds.
    private static readonly TimeSpan JustBeforeMidnight = new(23, 59, 15);
    private static readonly TimeSpan JustAfterMidnight = TimeSpan.Zero;

    private readonly TestDirectory _directory = new();

    [Fact]
    public void Runs_just_before_midnight_fill_a_file_each_with_the_right_day() =>
        EachRunFillsAFile(4, JustBeforeMidnight);

    [Fact]
    public void Runs_just_after_midnight_fill_a_file_each_with_the_right_day() =>
        EachRunFillsAFile(4, JustAfterMidnight);

    [Fact]
    [Trait("Category", "Long")]
    public void Fifteen_runs_just_before_midnight_fill_fifteen_files_with_the_right_days() =>
        EachRunFillsAFile(15, JustBeforeMidnight);

    [Fact]
    [Trait("Category", "Long")]
    public void Fifteen_runs_just_after_midnight_fill_fifteen_files_with_the_right_days() =>
        EachRunFillsAFile(15, JustAfterMidnight);

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

    public void Dispose() => _directory.Dispose();

    private void EachRunFillsAFile(int runs, TimeSpan timeOfDay)
    {
        DateTime[] days = [.. Enumerable.Range(0, runs).Select(day => FirstDay.AddDays(day))];
        foreach (DateTime day in days)
            Run(day + timeOfDay);

        Expect(days);
    }

    private void Run(DateTime moment, string? name = null)
    {
        WriterJob job = Jobs.Trades(
            name ?? FormattableString.Invariant($"{moment:yyyy-MM-dd}"),
            _directory,
            TextLength);
        using var task = new WriterProcess(job, environment: FakeClock.StartingAt("Europe/Berlin", moment));
        task.Write(1);
        Assert.Equal(1, task.WaitForReport().Written);
        Assert.Equal(0, task.Finish());
    }

    // The name of a run's writer is its day.
    private void Expect(DateTime[] days)
    {
        TradeDays found = TradeDays.Read(_directory);
        Assert.Equal(
            days.Select(
                day => (
                    FormattableString.Invariant($"{day:yyyy-MM-dd}"),
                    day == days[^1] ? TradeDays.Log : TradeDays.Archive(day))),
            found.Events
                .Select(written => (written.Event.Writer, written.File))
                .OrderBy(pair => pair.Writer, StringComparer.Ordinal));
        Assert.Equal(days.Length, found.Files.Count);
        found.AreEachInTheFileOfTheirDay(timestamp => timestamp.Date);
    }
}
