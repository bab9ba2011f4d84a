using TradingLogging.Forwarding;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using Xunit;
using static TradingLogging.Live.Tests.Alerts.AlertDay;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>Rules about forwarders and the disk.</summary>
public sealed class StateRuleTests
{
    private static readonly AlertRule Lag = new()
    {
        Name = "lag",
        Kind = AlertRuleKind.Lag,
        Threshold = 300,
        Forwarder = ["col*"],
    };

    private readonly List<string> _warnings = [];
    private ForwarderState[] _forwarders = [];
    private long? _free = 5_000;

    [Fact]
    public void A_forwarder_fires_while_its_oldest_event_waits_too_long()
    {
        _forwarders = [Forwarder("collector", "0:00"), Forwarder("other", "0:00")];

        List<Alert> told = Run(Lag, "5:00", "5:15", "6:00");
        _forwarders = [Forwarder("collector", null)];
        AlertEngine engine = Engine([Lag], Options());

        Alert only = Assert.Single(told);
        Assert.Equal(("collector", At("5:15")), (only.Labels["forwarder"], only.StartsAt));
        Assert.Equal(
            "The oldest event to be sent has waited for 5 min 15 s, more than 5 min; collector", only.Summary);
        Assert.Empty(engine.AdvanceTo(At("9:00")));
    }

    [Fact]
    public void A_forwarder_that_has_caught_up_or_is_gone_is_resolved()
    {
        _forwarders = [Forwarder("collector", "0:00")];
        AlertEngine engine = Engine([Lag], Options());
        List<Alert> told = [.. engine.AdvanceTo(At("6:00"))];
        _forwarders = [];
        told.AddRange(engine.AdvanceTo(At("6:15")));
        told.AddRange(engine.AdvanceTo(At("6:30")));

        Assert.Equal(
            [
                "fires 6:00: The oldest event to be sent has waited for 6 min, more than 5 min; collector",
                "resolved 6:15",
            ],
            told.Select(Show));
    }

    [Fact]
    public void What_cannot_be_found_out_is_told_once_and_changes_nothing()
    {
        _forwarders = [Forwarder("collector", "0:00") with { LagError = "It is locked." }];
        _free = null;

        Assert.Empty(Run(Lag, "6:00", "7:00", "8:00"));
        Assert.Empty(Run(Disk(6_000), "6:00", "7:00", "8:00"));
        Assert.Equal(
            ["How far the forwarder collector is cannot be found out: It is locked.", "The disk is gone."], _warnings);
    }

    [Fact]
    public void The_disk_fires_below_its_threshold()
    {
        Assert.Equal(
            ["fires 1:00: 5,000 bytes are free on the disk of the log, less than 5,001"],
            Run(Disk(5_001), "1:00", "1:30").Select(Show));
        Assert.Empty(Run(Disk(5_000), "1:00", "1:30"));
    }

    [Fact]
    public void After_a_restart_an_alert_of_the_disk_goes_on_until_the_disk_is_asked()
    {
        List<Alert> known = Run(Disk(6_000), "1:00", "1:30");
        AlertEngineOptions options = Options() with { ReadFrom = At("2:00"), TellFrom = At("3:00"), Known = known };
        AlertEngine engine = Engine([Disk(6_000)], options);

        Assert.Empty(engine.AdvanceTo(At("3:00")).Concat(engine.AdvanceTo(At("4:00"))));
        _free = 7_000;
        Assert.Empty(engine.AdvanceTo(At("5:00")));
        Assert.Equal(["resolved 5:00"], engine.AdvanceTo(At("5:30")).Select(Show));
    }

    [Fact]
    public void Where_the_past_is_read_nothing_is_asked() =>
        Assert.Empty(TellAll([Lag, Disk(1_000_000)], At("1:00:00"), [Event("0:01", "ANY")]));

    private static AlertRule Disk(decimal bytes) =>
        new() { Name = "disk", Kind = AlertRuleKind.DiskSpace, Threshold = bytes };

    private static ForwarderState Forwarder(string name, string? oldest) => new()
    {
        Name = name,
        LogDirectory = "/logs",
        DeadLetterPath = "/logs/dead",
        OldestUnsent = oldest is null ? null : At(oldest),
    };

    private AlertEngineOptions Options() => new()
    {
        ReadFrom = Start,
        Forwarders = () => _forwarders,
        FreeBytes = () => _free ?? throw new IOException("The disk is gone."),
        Warn = _warnings.Add,
    };

    private List<Alert> Run(AlertRule rule, params string[] moments)
    {
        AlertEngine engine = Engine([rule], Options());
        return [.. moments.SelectMany(moment => engine.AdvanceTo(At(moment)))];
    }
}
