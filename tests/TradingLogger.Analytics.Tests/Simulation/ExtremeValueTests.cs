using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Statements;
using Xunit;

namespace TradingLogging.Analytics.Tests.Simulation;

/// <summary>Numbers and times at the ends of what their types hold: what cannot be calculated exactly is a finding, and
/// ends nothing.</summary>
public sealed class ExtremeValueTests
{
    private const int Sessions = 1_500;

    private static readonly string[] Numbers =
    [
        "79228162514264337593543950335", "-79228162514264337593543950335", "9e27", "-9e27", "1e28", "1e-28",
        "0.0000000000000000000000000007", "12345678901234567890.12345678", "9999999999999999999999999999",
        "5e-324", "1.7976931348623157E+308", "0.30000000000000004", "1e20", "-1e-20", "0",
    ];

    // The first one is what Go writes for no time.
    private static readonly string[] Times =
    [
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00", "1969-12-31T23:59:59Z", "0", "253402300799", "9999999999999999999",
    ];

    private static readonly string Fees = "[" + string.Join(",", Enumerable.Repeat("9e27", 10)) + "]";

    [Theory]
    [InlineData(14)]
    [InlineData(-12)]
    public void No_number_and_no_time_ends_the_measuring_of_a_log(int hours)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(hours), "far", "far");
        for (int seed = 1; seed <= Sessions; seed++)
        {
            Exchange exchange = Exchange.Trade(seed);
            var random = new Random(seed);
            var options = new TradeActivityOptions { TimeZone = zone, CostMethod = exchange.CostMethod };
            var meter = new TradeActivityMeter(options);
            foreach (LogLine line in exchange.Lines)
                meter.Add(Enlarge(line, random).ToEvent());

            Assert.True(meter.Measure().Events > 0 || exchange.Lines.Count == 0, $"seed {seed}");
            Assert.NotNull(meter.MeasureOrders());
        }
    }

    [Fact]
    public void Fees_that_no_decimal_holds_together_are_a_finding()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", $"F s=A id=1 side=BUY q=1 p=5 fees={Fees}",
            "P s=A id=2 side=SELL q=1", "F s=A id=2 side=SELL q=1 p=6", $"C s=A pnl=1 fees={Fees}");

        Assert.Contains(TradeFindingKind.UnusableValue, TradeScript.Kinds(activity));
        Assert.Equal(5, activity.Events);
    }

    [Theory]
    [InlineData("100000000000000000000", "0.0000000001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void A_quantity_that_no_decimal_holds_together_with_the_one_before_is_a_finding(string first, string second)
    {
        TradeActivity activity = TradeScript.Run(
            $"P s=A id=1 side=BUY q={first}", $"F s=A id=1 side=BUY q={first} p=1",
            $"P s=A id=2 side=BUY q={second}", $"F s=A id=2 side=BUY q={second} p=1");

        Assert.Contains(TradeFindingKind.UnusableValue, TradeScript.Kinds(activity));
    }

    [Fact]
    public void Parts_of_an_order_that_no_decimal_holds_together_are_a_finding()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY", "F* s=A id=1 side=BUY q=100000000000000000000 p=1",
            "F* s=A id=1 side=BUY q=0.0000000001 p=1");

        Assert.Contains(TradeFindingKind.UnusableValue, TradeScript.Kinds(activity));
    }

    [Fact]
    public void A_statement_of_huge_numbers_is_compared()
    {
        var meter = new TradeStatementMeter(new TradeActivityOptions { TimeZone = TradeScript.Zone });
        meter.Add(TradeScript.Event("10:00:00", "ORDER_FILLED",
            $"\"order_id\": \"o\", \"quantity\": 1, \"price\": 1, \"side\": \"BUY\", \"fee\": {Numbers[3]}"));
        var stated = new TradeFill
        {
            Place = new TradeEventPlace("fills.csv", 2),
            OrderId = "o",
            Quantity = decimal.MaxValue,
            Price = 1,
            Fee = decimal.MaxValue,
        };

        TradeStatementComparison comparison = meter.Compare([stated]);

        Assert.Equal([TradeBreakKind.Quantity, TradeBreakKind.Fee], comparison.Breaks.Select(found => found.Kind));
    }

    private static LogLine Enlarge(LogLine line, Random random)
    {
        LogLine timed = random.Next(8) == 0 ? line.Plus("event_time", Times[random.Next(Times.Length)]) : line;
        if (random.Next(8) == 0)
            timed = timed with { Time = random.Next(2) == 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue };
        return timed.With(member => Enlarge(member, random));
    }

    private static KeyValuePair<string, string> Enlarge(KeyValuePair<string, string> member, Random random)
    {
        if (member.Value[0] == '"' || random.Next(5) != 0)
            return member;
        bool hasSeveral = member.Key == "fee" && random.Next(2) == 0;
        return new(member.Key, hasSeveral ? Fees : Numbers[random.Next(Numbers.Length)]);
    }
}
