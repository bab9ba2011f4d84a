using System.Globalization;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using Xunit;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>Runs that look once, one after the other.</summary>
public sealed class OneLookTests : IDisposable
{
    private const decimal MoreThanAnyDisk = 1e24m;
    private static readonly DateTimeOffset Noon = new(2025, 12, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly LogFolder _folder = new();
    private readonly List<AlertNotification> _told = [];
    private readonly List<string> _warnings = [];
    private DateTimeOffset _now = Noon;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_full_disk_is_told_by_the_run_that_finds_it_and_its_end_by_the_run_that_finds_that()
    {
        AlertRule rule = Disk(MoreThanAnyDisk) with { ClearAfter = TimeSpan.FromMinutes(5) };
        RunOnce(rule);
        RunOnce(rule);
        Assert.Equal(["Firing Disk"], Told());
        RunOnce(rule with { Threshold = 1 });

        Assert.Equal(["Firing Disk", "Resolved Disk"], Told());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_rule_about_the_disk_that_holds_For_a_minute_fires_in_one_look()
    {
        RunOnce(Disk(MoreThanAnyDisk) with { For = TimeSpan.FromMinutes(1) });

        Assert.Equal(["Firing Disk"], Told());
    }

    [Fact]
    public void The_end_of_an_alert_of_the_disk_that_a_follower_told_is_told()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        new AlertWatch(Options(Disk(MoreThanAnyDisk)), told => Add(told, end), _warnings.Add)
        {
            Time = DeliveryTime.OfMachine() with { UtcNow = () => _now += TimeSpan.FromSeconds(1) },
        }.Follow(end.Token);
        Assert.Equal(["Firing Disk"], Told());
        RunOnce(Disk(1));

        Assert.Equal(["Firing Disk", "Resolved Disk"], Told());
    }

    [Fact]
    public void An_alert_whose_rule_was_changed_for_a_run_is_told_anew_when_the_rule_is_back()
    {
        Write(Noon.AddMinutes(-1), 3);
        RunOnce(Count(1));
        RunOnce(Count(10));
        Assert.Equal(["Firing Rejects", "Resolved Rejects"], Told());
        // The bound on what flaps is over.
        _now = Noon.AddMinutes(6);
        RunOnce(Count(1));
        RunOnce(Count(1));

        Assert.Equal(["Firing Rejects", "Resolved Rejects", "Firing Rejects"], Told());
        Assert.Equal(3, _told.Select(one => one.Id).Distinct().Count());
        Assert.True(_told[2].Alert.StartsAt >= _told[1].Alert.EndsAt);
        _now = Noon.AddHours(2);
        RunOnce(Count(1));
        Assert.Equal(
            (AlertStatus.Resolved, _told[2].Alert.StartsAt), (_told[^1].Alert.Status, _told[^1].Alert.StartsAt));
    }

    [Fact]
    public void An_alert_that_is_told_anew_waits_for_the_bound_on_what_flaps_and_is_not_lost()
    {
        Write(Noon.AddMinutes(-1), 3);
        RunOnce(Count(1));
        RunOnce(Disk(1));
        for (int run = 0; run < 8; run++)
            RunOnce(Count(1));

        Assert.Equal(["Firing Rejects", "Resolved Rejects", "Firing Rejects"], Told());
    }

    [Fact]
    public void An_alert_is_resolved_ClearAfter_its_end_also_when_runs_are_closer_together()
    {
        AlertRule rule = Count(1) with { Window = TimeSpan.FromMinutes(5), ClearAfter = TimeSpan.FromMinutes(4) };
        Write(Noon.AddMinutes(-1), 3);
        for (int run = 0; run < 12; run++)
            RunOnce(rule);

        Assert.Equal(["Firing Rejects", "Resolved Rejects"], Told());
        Assert.Equal(Noon.AddMinutes(8), _told[1].Alert.EndsAt);
    }

    private static AlertRule Disk(decimal bytes) =>
        new() { Name = "Disk", Kind = AlertRuleKind.DiskSpace, Threshold = bytes };

    private static AlertRule Count(decimal threshold) => new()
    {
        Name = "Rejects",
        Kind = AlertRuleKind.Count,
        Action = ["ORDER_REJECTED"],
        Threshold = threshold,
        Window = TimeSpan.FromHours(1),
        RepeatAfter = TimeSpan.FromHours(4),
    };

    private string[] Told() => [.. _told.Select(one => $"{one.Alert.Status} {one.Alert.Name}")];

    private AlertWatchOptions Options(AlertRule rule) => new() { LogDirectory = _folder.FullName, Rules = [rule] };

    private void Add(AlertNotification told, CancellationTokenSource end)
    {
        _told.Add(told);
        end.Cancel();
    }

    // The runs are a minute apart.
    private void RunOnce(AlertRule rule)
    {
        new AlertWatch(Options(rule), _told.Add, _warnings.Add)
        {
            Time = DeliveryTime.OfMachine() with { UtcNow = () => _now },
        }.RunOnce(TestContext.Current.CancellationToken);
        _now += TimeSpan.FromMinutes(1);
    }

    private void Write(DateTimeOffset time, int count)
    {
        string moment = time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        string line = $$"""{"timestamp": "{{moment}}", "action": "ORDER_REJECTED", "symbol": "A"}""" + "\n";
        File.AppendAllText(_folder.PathOf("trades.log"), string.Concat(Enumerable.Repeat(line, count)));
    }
}
