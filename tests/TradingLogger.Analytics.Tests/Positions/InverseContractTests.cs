using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Positions;
using Xunit;

namespace TradingLogging.Analytics.Tests.Positions;

/// <summary>Inverse contracts are worth so many dollars whatever their price; that is known by the names that venues
/// give them.</summary>
public sealed class InverseContractTests
{
    [Theory]
    [InlineData("BTC/USD:BTC")]
    [InlineData("BTC/USD:BTC-250627")]
    [InlineData("BTCUSD_PERP")]
    [InlineData("BTCUSD_260327")]
    [InlineData("BTC-USD-SWAP")]
    [InlineData("ETH-USD-250627")]
    [InlineData("BTC-PERPETUAL")]
    [InlineData("eth-perpetual")]
    [InlineData("BTC-27JUN25")]
    [InlineData("ETH-3JAN25")]
    [InlineData("XBTUSD")]
    [InlineData("XBTUSD", "BitMEX")]
    [InlineData("XBTUSD", "Kraken Futures")]
    [InlineData("XBTM25")]
    [InlineData("BTCUSD", "Bybit")]
    [InlineData("ETHUSD", "bybit")]
    [InlineData("BTCUSD", "phemex")]
    [InlineData("BTC-USD", "HTX")]
    [InlineData("PI_XBTUSD")]
    [InlineData("FI_ETHUSD_250627")]
    [InlineData("BTCUSD_DMCBL")]
    [InlineData("XBTUSDM")]
    public void An_inverse_contract_is_known_by_its_name(string symbol, string? venue = null) =>
        Assert.True(InverseContracts.Of(symbol).IsAt(venue));

    [Theory]
    [InlineData("BTC/USDT:USDT")]
    [InlineData("BTC/USD")]
    [InlineData("BTCUSDT")]
    [InlineData("BTCUSDT", "Bybit")]
    [InlineData("BTC-USDT-SWAP")]
    [InlineData("BTC-USDT-250627")]
    [InlineData("BTC_USDC-PERPETUAL")]
    [InlineData("BTC_USDC-27JUN25")]
    [InlineData("BTC-USD")]
    [InlineData("BTC-USD", "coinbase")]
    [InlineData("BTCUSD")]
    [InlineData("BTCUSD", "bitstamp")]
    [InlineData("XBTUSD", "kraken")]
    [InlineData("XBTUSDTM")]
    [InlineData("PF_XBTUSD")]
    [InlineData("ES-27JUN25")]
    [InlineData("BTC-JUNE25")]
    [InlineData("BTC-XJUN25")]
    [InlineData("EURUSD")]
    [InlineData("AAPL")]
    [InlineData("A:B")]
    [InlineData("XBTA25")]
    public void A_linear_one_is_none(string symbol, string? venue = null) =>
        Assert.False(InverseContracts.Of(symbol).IsAt(venue));

    [Theory]
    [InlineData("BTC-USD-SWAP", "")]
    [InlineData("XBTUSD", "")]
    [InlineData("BTCUSD", "venue=bybit")]
    public void The_prices_of_an_inverse_contract_give_no_pnl(string symbol, string placed)
    {
        TradeActivity activity = TradeScript.Run(
            $"P s={symbol} id=1 side=BUY q=100 {placed}", "F id=1 q=100 p=50000",
            $"P s={symbol} id=2 side=SELL q=100 {placed}", "F id=2 cum_qty=100 avg_price=51000");

        Assert.Contains(TradeFindingKind.UnusableValue, TradeScript.Kinds(activity));
        Assert.Equal((0m, 0m), (activity.GrossPnl ?? 0, activity.Turnover ?? 0));
    }

    [Theory]
    [InlineData("O s=BTC-PERPETUAL side=BUY q=100 p=50000", "C s=BTC-PERPETUAL q=100 exit_price=51000")]
    [InlineData("O s=BTC-PERPETUAL side=BUY q=100 entry_price=50000", "C s=BTC-PERPETUAL exit_price=51000")]
    public void An_exit_price_of_an_inverse_contract_gives_none_either(string opened, string closed)
    {
        TradeActivity activity = TradeScript.Run(opened, closed);

        Assert.NotEmpty(activity.Findings);
        Assert.Equal(0m, activity.GrossPnl ?? 0);
    }
}
