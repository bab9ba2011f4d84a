using System.Globalization;
using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.Live.Sources;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>Rules that need no threshold: what is not as usual fires.</summary>
public sealed class AnomalyRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static AlertRule Unusual => new() { Name = "unusual", Kind = AlertRuleKind.Anomaly };

    [Fact]
    public void A_burst_fires_with_its_sentence_and_is_resolved_after_the_window()
    {
        List<Alert> told = Run(Unusual);

        Assert.Equal(
            ["47 ORDER_REJECTED in 5 minutes; 0 are usual at this hour; Rate, ORDER_REJECTED"],
            told.Where(alert => alert.Status == AlertStatus.Firing).Select(alert => alert.Summary));
        Assert.Equal(2, told.Count);
        Assert.Equal(TimeSpan.FromHours(1), told[1].EndsAt - told[1].StartsAt);
        Assert.Equal("Rate", told[0].Labels["measure"]);
        Assert.Equal("ORDER_REJECTED", told[0].Labels["subject"]);
    }

    [Fact]
    public void A_score_that_is_allowed_does_not_fire() => Assert.Empty(Run(Unusual with { Threshold = 1000 }));

    [Theory]
    [InlineData("Action")]
    [InlineData("Symbol")]
    public void It_is_about_all_events(string member)
    {
        AlertRule rule = member == "Action" ? Unusual with { Action = ["A"] } : Unusual with { Symbol = ["A"] };

        Assert.Throws<ConfigurationException>(() => AlertRuleCheck.Check(rule));
        Assert.Throws<ConfigurationException>(() => AlertRuleCheck.Check(Unusual with { GroupBy = ["symbol"] }));
    }

    private static List<Alert> Run(AlertRule rule)
    {
        var engine = new AlertEngine([rule], ".");
        for (int number = 0; number < 576; number++)
            engine.Observe(Event(Start.AddMinutes(10 * number), "HEARTBEAT"));
        for (int second = 0; second < 47; second++)
            engine.Observe(Event(Start.AddDays(4).AddSeconds(second), "ORDER_REJECTED"));
        for (int number = 1; number < 20; number++)
            engine.Observe(Event(Start.AddDays(4).AddMinutes(10 * number), "HEARTBEAT"));
        return [.. engine.AdvanceTo(Start.AddDays(4).AddHours(3.3))];
    }

    private static LiveRecord Event(DateTimeOffset time, string action) => new(
        TradeEvent.Parse(Encoding.UTF8.GetBytes(string.Format(
            CultureInfo.InvariantCulture, "{{\"timestamp\":\"{0:o}\",\"action\":\"{1}\"}}", time, action))),
        null,
        null);
}
