using TradingLogging.Analytics.Anomalies;
using Xunit;

namespace TradingLogging.Analytics.Tests.Anomalies;

/// <summary>Levels, such as latencies: what is an alarm, and what never is.</summary>
public class LevelSeriesTests
{
    private static readonly DateTime Start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-5)]
    public void A_series_that_never_changes_raises_no_alarm(double value) =>
        Assert.Empty(Alarms(Enumerable.Repeat(value, 2000)));

    [Fact]
    public void A_value_far_beyond_all_before_is_an_alarm_with_its_numbers()
    {
        UnusualLevel found = Assert.Single(Alarms([.. Noise(500, seed: 1), 100])).Found;

        Assert.Equal(100, found.Value);
        Assert.InRange(found.Low, 5, 10);
        Assert.InRange(found.High, 10, 15);
        Assert.Equal(1, found.Values);
    }

    [Fact]
    public void A_small_step_that_lasts_is_found_by_the_average()
    {
        var random = new Random(2);
        double[] values = [.. Enumerable.Range(0, 800).Select(
            row => (row < 700 ? 10 : 11) + (2 * random.NextDouble()))];

        List<(int Row, UnusualLevel Found)> alarms = Alarms(values, coolDown: TimeSpan.Zero);
        Assert.All(alarms, alarm => Assert.InRange(alarm.Row, 700, 799));
        Assert.Contains(alarms, alarm => alarm.Found.Values == LevelSeries.ShortLength);
    }

    [Fact]
    public void What_is_usual_by_day_is_an_alarm_by_night()
    {
        double[] values = [.. Noise(48 * 10, seed: 4).Select((value, row) => value + (row % 48 >= 24 ? 100 : 0))];
        Assert.Empty(Alarms(values));
        values[(48 * 9) + 6] += 100;

        (int row, UnusualLevel found) = Assert.Single(Alarms(values));
        Assert.Equal((48 * 9) + 6, row);
        Assert.True(found.IsOfHour);
        Assert.InRange(found.High, 5, 20);
    }

    [Fact]
    public void Nothing_is_judged_before_two_days_and_a_hundred_values()
    {
        var series = new LevelSeries(new AnomalyLimits());
        foreach ((double value, int row) in Noise(99, seed: 5).Select((value, row) => (value, row)))
            Assert.Null(series.Add(Start + (row * Step), value));

        Assert.Null(series.Add(Start.AddDays(4), 1e6));
        Assert.False(series.IsJudged);
    }

    [Fact]
    public void What_is_no_finite_number_is_left_out()
    {
        var series = new LevelSeries(new AnomalyLimits());
        foreach (double value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Assert.Null(series.Add(Start, value));

        Assert.Equal(0, series.Count);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(-3)]
    [InlineData(1e12)]
    public void The_unit_does_not_count(double unit)
    {
        double[] values = [.. Noise(600, seed: 6), 60, .. Noise(200, seed: 7), -40, .. Noise(100, seed: 8)];

        Assert.Equal(
            Alarms(values).Select(alarm => alarm.Row), Alarms(values.Select(value => value * unit)).Select(
                alarm => alarm.Row));
        Assert.NotEmpty(Alarms(values));
    }

    [Fact]
    public void Noise_raises_at_most_one_alarm_in_a_month_on_average()
    {
        const int MonthOfFiveMinutes = 8640;
        int alarms = Enumerable.Range(10, 8).Sum(seed =>
            Alarms(Noise(MonthOfFiveMinutes, seed), TimeSpan.FromMinutes(5)).Count);

        Assert.InRange(alarms, 0, 8);
    }

    [Fact]
    public void A_counter_that_grows_is_not_told_again_and_again() =>
        Assert.InRange(Alarms(Enumerable.Range(0, 5000).Select(row => (double)row)).Count, 0, 2);

    [Fact]
    public void After_a_gap_of_days_the_series_goes_on()
    {
        var series = new LevelSeries(new AnomalyLimits());
        int row = 0;
        foreach (double value in Noise(500, seed: 20))
            series.Add(Start + (row++ * Step), value);

        Assert.Null(series.Add(Start.AddDays(40), 10));
        Assert.NotNull(series.Add(Start.AddDays(40) + Step, 1000));
    }

    [Fact]
    public void An_episode_is_one_alarm()
    {
        var episode = new Episode(TimeSpan.FromHours(12));

        Assert.True(episode.Begins(Start));
        Assert.False(episode.Begins(Start.AddHours(11)));
        Assert.False(episode.Begins(Start.AddHours(16)));
        Assert.True(episode.Begins(Start.AddHours(22)));
    }

    [Fact]
    public void A_window_keeps_the_last_values_in_their_order()
    {
        var random = new Random(30);
        var window = new SortedWindow(50);
        var all = new List<double>();
        for (int count = 0; count < 500; count++)
        {
            double value = random.Next(20);
            window.Add(value);
            all.Add(value);
            double[] expected = [.. all.TakeLast(50).Order()];
            Assert.Equal(expected[0], window.Quantile(0));
            Assert.Equal(expected[^1], window.Quantile(1));
            Assert.Equal(expected[(int)Math.Round(0.3 * (expected.Length - 1))], window.Quantile(0.3));
        }
    }

    [Fact]
    public void What_happened_is_usual_for_28_days()
    {
        var record = new DailyRecord();
        record.Add(1, 50);
        for (int day = 2; day <= 28; day++)
            AddDay(record, day);
        Assert.Equal(50, record.High);

        AddDay(record, 29);
        AddDay(record, 30);
        Assert.Equal(10, record.High);
        Assert.Equal(10, record.Low);
    }

    private static void AddDay(DailyRecord record, int day)
    {
        for (int count = 0; count < 13; count++)
            record.Add(day, 10);
    }

    // About 10, between 6 and 14, nearly normal.
    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 8 + (Enumerable.Range(0, 4).Sum(_ => random.NextDouble())))];
    }

    private static List<(int Row, UnusualLevel Found)> Alarms(
        IEnumerable<double> values, TimeSpan? step = null, TimeSpan? coolDown = null)
    {
        var series = new LevelSeries(new AnomalyLimits());
        var episode = new Episode(coolDown ?? TimeSpan.FromHours(12));
        var alarms = new List<(int, UnusualLevel)>();
        int row = 0;
        foreach (double value in values)
        {
            DateTime time = Start + (row * (step ?? Step));
            if (series.Add(time, value) is { } found && episode.Begins(time))
                alarms.Add((row, found));
            row++;
        }

        return alarms;
    }
}
