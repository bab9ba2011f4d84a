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
    public void An_exit_that_does_not_say_of_which_of_two_accounts_it_is_is_found()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1 account=a", "F s=A id=1 q=1 p=100",
            "P s=A id=2 side=BUY q=1 account=b", "F s=A id=2 q=1 p=100",
            "P s=A id=3 side=SELL q=1", "F s=A id=3 q=1 p=110");

        Assert.Contains(TradeFindingKind.Ambiguous, TradeScript.Kinds(activity));
        Assert.Equal(3, activity.OpenPositions.Count);
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
