using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using TradingLogging.Live.Summaries;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Live.Tests.Summaries;

public sealed class AlertProbeTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_an_alerter_there_is_none()
    {
        LiveAlerts alerts = AlertProbe.Read(_folder.FullName, _warnings.Add);

        Assert.Empty(alerts.Alerters);
        Assert.Empty(alerts.Firing);
    }

    [Fact]
    public void The_alerters_are_known_with_what_fires()
    {
        Remember(_folder, "day", Firing("rejects", minute: 5), Firing("drawdown", minute: 3));
        Remember(_folder, "night");

        LiveAlerts alerts = AlertProbe.Read(_folder.FullName, _warnings.Add);

        Assert.Equal(["day", "night"], alerts.Alerters.Select(alerter => alerter.Name));
        Assert.All(alerts.Alerters, alerter => Assert.False(alerter.IsRunning));
        Assert.All(alerts.Alerters, alerter => Assert.Equal(new TradingDay().Now, alerter.LastRun));
        Assert.Equal(["drawdown", "rejects"], alerts.Firing.Select(alert => alert.Name));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_damaged_memory_is_told()
    {
        Remember(_folder, "day");
        File.AppendAllText(_folder.PathOf(".trades.log.alerts/day.state"), "x");

        LiveAlerts alerts = AlertProbe.Read(_folder.FullName, _warnings.Add);

        Assert.Null(Assert.Single(alerts.Alerters).LastRun);
        Assert.Contains("day.state", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    /// <summary>Writes what an alerter remembers.</summary>
    internal static void Remember(LogFolder folder, string name, params Alert[] firing)
    {
        Directory.CreateDirectory(folder.PathOf(NotificationState.DirectoryName));
        var book = new NotificationBook(_ => TimeSpan.Zero);
        book.Apply(firing);
        DateTimeOffset now = new TradingDay().Now;
        new NotificationStateFile(
            PlatformFiles.Current, folder.PathOf($"{NotificationState.DirectoryName}/{name}.state"))
            .Write(NotificationStateFile.LinesOf(book, new WatchTimes(now, now, now)));
    }

    /// <summary>An alert that fires since a minute of 15 o'clock.</summary>
    internal static Alert Firing(string name, int minute) => new()
    {
        Name = name,
        Labels = new Dictionary<string, string> { ["alertname"] = name },
        Fingerprint = name,
        Status = AlertStatus.Firing,
        StartsAt = new DateTimeOffset(2025, 12, 18, 15, minute, 0, TimeSpan.Zero),
        Summary = $"12 of {name} in 5 min, more than 5; BTCUSDT",
        Value = 12,
        Worst = 12,
        Severity = "page",
    };
}
