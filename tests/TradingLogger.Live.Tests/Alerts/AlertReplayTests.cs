using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.Reading;
using Xunit;
using static TradingLogging.Live.Tests.Alerts.AlertDay;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>What would have fired, and how often somebody would have been told.</summary>
public sealed class AlertReplayTests : IDisposable
{
    private static readonly AlertRule Rejects = new()
    {
        Name = "rejects",
        Kind = AlertRuleKind.Count,
        Action = ["ORDER_REJECTED"],
        Window = TimeSpan.FromSeconds(20),
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("replay-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void What_flaps_is_told_as_often_as_the_watch_would_have_told_it()
    {
        // It fires once a minute for 20 s: told at 1:00, 6:00 and 11:00, which is its last time.
        string[] rejects = [.. Enumerable.Range(1, 11).Select(minute => $"{minute}:00")];

        AlertEpisode[] episodes = Play(Rejects, since: null, "30:00", rejects);

        Assert.Equal([2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2], NotificationsOf(episodes));
    }

    [Fact]
    public void What_fired_last_within_the_bound_is_told_once_when_the_bound_is_over()
    {
        Assert.Equal([2, 0, 1], NotificationsOf(Play(Rejects, since: null, "30:00", "1:00", "2:00", "3:00")));
        Assert.Equal([2, 0, 0], NotificationsOf(Play(Rejects, since: null, "5:59", "1:00", "2:00", "3:00")));
        Assert.Equal(
            [2, 1, 1, 1], NotificationsOf(Play(Rejects, since: null, "30:00", "1:00", "2:00", "7:00", "12:00")));
    }

    [Fact]
    public void What_fires_on_when_the_bound_is_over_is_told_then()
    {
        AlertRule rule = Rejects with { Window = TimeSpan.FromMinutes(3), RepeatAfter = TimeSpan.FromMinutes(2) };

        // It fires from 1:00 to 4:00, and is told that and after 2 min; from 4:30 to 7:30 it is the same.
        Assert.Equal([3, 3], NotificationsOf(Play(rule, since: null, "30:00", "1:00", "4:30")));
    }

    [Fact]
    public void Silence_is_not_older_than_the_log()
    {
        var silent = new AlertRule
        {
            Name = "silent",
            Kind = AlertRuleKind.Silence,
            Window = TimeSpan.FromMinutes(5),
        };

        AlertEpisode young = Assert.Single(Play(silent, Start.AddDays(-7), "12:00", "1:00", "2:00"));
        AlertEpisode old = Assert.Single(Play(silent, At("30:00"), "40:00", "1:00", "35:00"));

        Assert.Equal((At("7:00"), null), (young.Started, young.Ended));
        Assert.Equal((At("29:50"), At("35:00")), (old.Started, old.Ended));
    }

    private static IEnumerable<long> NotificationsOf(IEnumerable<AlertEpisode> episodes) =>
        episodes.OrderBy(episode => episode.Started).Select(episode => episode.Notifications);

    private AlertEpisode[] Play(AlertRule rule, DateTimeOffset? since, string until, params string[] rejects)
    {
        File.WriteAllLines(Path.Combine(_directory, "trades.log"), rejects.Select(after =>
            FormattableString.Invariant($"{{\"timestamp\":\"{At(after):yyyy-MM-ddTHH:mm:sszzz}\",")
            + "\"action\":\"ORDER_REJECTED\"}"));
        var replay = new AlertReplay(
            [rule], _directory, new AlertReplayOptions { Since = since, Until = At(until) });
        return [.. replay.Run(TradeLog.InDirectory(_directory))];
    }
}
