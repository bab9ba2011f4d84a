using TradingLogging.Live.Alerts.Conditions;
using Xunit;
using static TradingLogging.Live.Tests.Alerts.AlertDay;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>Each condition goes on when the clock is set back: what is later counts as of the new time.</summary>
public sealed class ClockSetBackTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    [Fact]
    public void Counts_and_ratios_keep_what_they_have()
    {
        var count = new CountCondition(Window, 2, "events");
        var ratio = new RejectRatioCondition(Window, 0.5m, 1);
        for (int number = 0; number < 3; number++)
        {
            count.Add(new AlertSample(At($"1:00:0{number}")));
            ratio.Add(new AlertSample(At($"1:00:0{number}"), IsReject: true, OrderId: $"{number}"));
        }

        foreach (AlertCondition condition in new AlertCondition[] { count, ratio })
        {
            condition.SetBack(At("0:30"));
            Assert.True(condition.Decide(At("0:30")));
            Assert.Equal(At("5:30"), condition.NextChange);
            Assert.False(condition.Decide(At("5:30")));
            Assert.True(condition.IsForgettable);
        }
    }

    [Fact]
    public void Latencies_leave_their_window_by_the_new_time()
    {
        var latency = new LatencyCondition(Window, 1, 50, 2, "order to fill");
        latency.Add(new AlertSample(At("1:00:00"), 3));
        latency.Add(new AlertSample(At("1:00:01"), 2));

        latency.SetBack(At("0:30"));

        Assert.True(latency.Decide(At("0:31")));
        Assert.Equal(2, latency.Value);
        Assert.Equal(At("5:30"), latency.NextChange);
        Assert.False(latency.Decide(At("5:30")));
        Assert.True(latency.IsForgettable);
    }

    [Fact]
    public void A_drawdown_keeps_its_peak_for_a_window_more()
    {
        var drawdown = new DrawdownCondition(Window, 10);
        drawdown.Add(new AlertSample(At("1:00:00"), 50));
        drawdown.Add(new AlertSample(At("1:00:01"), 30));

        drawdown.SetBack(At("0:30"));

        Assert.True(drawdown.Decide(At("0:31")));
        Assert.Equal(At("5:30"), drawdown.NextChange);
        Assert.False(drawdown.Decide(At("5:30")));
        Assert.False(drawdown.IsForgettable);
    }

    [Fact]
    public void A_fall_that_no_number_can_hold_is_as_deep_as_one_can_be()
    {
        var drawdown = new DrawdownCondition(Window, 10);
        drawdown.Add(new AlertSample(At("1:00"), decimal.MaxValue));
        drawdown.Add(new AlertSample(At("1:01"), decimal.MinValue));

        Assert.True(drawdown.Decide(At("1:01")));
        Assert.Equal(decimal.MaxValue, drawdown.Value);
    }

    [Fact]
    public void Silence_begins_again_at_the_new_time()
    {
        var silence = new SilenceCondition(Window, hours: null, At("1:00:00"), "events");
        silence.Add(new AlertSample(At("1:00:10")));

        silence.SetBack(At("0:30"));

        Assert.False(silence.Decide(At("5:29")));
        Assert.True(silence.Decide(At("5:30")));
        Assert.False(silence.IsForgettable);
    }

    [Fact]
    public void A_value_that_is_asked_for_stays()
    {
        var gauge = new GaugeCondition(5, isFloor: false, value => $"{value}");
        Assert.True(gauge.IsForgettable);
        gauge.Add(new AlertSample(At("1:00:00"), 6));

        gauge.SetBack(At("0:30"));

        Assert.True(gauge.Decide(At("0:31")));
        Assert.Null(gauge.NextChange);
        Assert.False(gauge.IsForgettable);
    }

    [Fact]
    public void A_window_of_latencies_lets_the_oldest_go_beyond_its_room()
    {
        var latency = new LatencyCondition(Window, 1, 100, 1, "order to fill");
        latency.Add(new AlertSample(Start, 9));
        for (int number = 0; number < 65_536; number++)
            latency.Add(new AlertSample(Start, 0.5m));

        Assert.False(latency.Decide(Start));
        Assert.Equal(0.5m, latency.Value);
    }
}
