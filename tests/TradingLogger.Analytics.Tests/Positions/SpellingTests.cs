using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Positions;

/// <summary>One symbol, account or strategy in two spellings: nobody can tell whether it is one, so that is a
/// finding.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("s=BTC/USDT", "s=BTCUSDT")]
    [InlineData("s=btcusdt", "s=BTCUSDT")]
    [InlineData("s=BTC-USDT", "s=BTC_usdt")]
    [InlineData("s=A account=Main", "s=A account=main")]
    [InlineData("s=A account=sub_1", "s=A account=sub-1")]
    [InlineData("s=A", "s=A account=main")]
    [InlineData("s=A", "s=A venue=binance")]
    [InlineData("s=A venue=Binance", "s=A venue=binance")]
    [InlineData("s=BTC-USD venue=coinbase", "s=BTCUSD")]
    [InlineData("s=A strategy=SMA", "s=A strategy=sma")]
    public void What_is_spelled_in_two_ways_is_a_finding_that_names_both(string first, string second)
    {
        TradeActivity activity = TradeScript.Run(
            $"P {first} id=1 side=BUY q=1", $"F {first} id=1 q=1 p=100", $"P {second} id=2 side=SELL q=1",
            $"F {second} id=2 q=1 p=110");

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal(TradeFindingKind.Ambiguous, finding.Kind);
        Assert.Equal(2, activity.OpenPositions.Count);
        foreach (string name in new[] { first, second }.SelectMany(line => line.Split(' ')).Select(pair => pair[2..]))
            Assert.Contains(name.Split('=')[^1], finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s=BTCUSDT", "s=ETHUSDT")]
    [InlineData("s=BTC/USDT", "s=BTC/USDT:USDT")]
    [InlineData("s=BTC-USD venue=coinbase", "s=BTCUSD venue=bitstamp")]
    [InlineData("s=BTC-USD account=a", "s=BTCUSD account=b")]
    [InlineData("s=A strategy=fast", "s=A strategy=slow")]
    public void What_is_another_one_is_none(string first, string second) => Assert.Empty(TradeScript.Run(
        $"P {first} id=1 side=BUY q=1", $"F {first} id=1 q=1 p=100", $"P {second} id=2 side=BUY q=1",
        $"F {second} id=2 q=1 p=110").Findings);

    [Fact]
    public void A_cost_of_another_spelling_is_told_once()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=BTCUSDT id=1 side=BUY q=1", "F s=BTCUSDT id=1 q=1 p=100", "FUNDING s=BTC/USDT fee=1",
            "FUNDING s=BTC/USDT fee=2", "FUNDING s=ETHUSDT fee=1", "FUNDING s=BTCUSDT fee=1");

        Assert.Equal([TradeFindingKind.Ambiguous], TradeScript.Kinds(activity));
        Assert.Equal(5m, activity.Fees);
    }

    [Fact]
    public void An_exit_that_names_no_account_of_two_is_told()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A account=a id=1 side=BUY q=1", "F account=a id=1 q=1 p=100", "P s=A account=b id=2 side=BUY q=1",
            "F account=b id=2 q=1 p=100", "P s=A id=3 side=SELL q=1", "F id=3 q=1 p=110");

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal(3, activity.OpenPositions.Count);
        Assert.Equal("Some events name A, some A of a. They count as two.", finding.Message);
    }

    [Fact]
    public void A_second_spelling_is_told_once()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=BTC/USDT id=1 side=BUY q=2", "F* s=BTC/USDT id=1 q=1 p=100", "F s=BTC/USDT id=1 q=1 p=100",
            "P s=BTCUSDT id=2 side=BUY q=2", "F* s=BTCUSDT id=2 q=1 p=100", "F s=BTCUSDT id=2 q=1 p=100");

        Assert.Single(activity.Findings);
    }
}
