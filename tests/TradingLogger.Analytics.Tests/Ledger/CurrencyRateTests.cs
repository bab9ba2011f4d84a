using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>Amounts of several currencies, lists of fees, and amounts of many digits.</summary>
public sealed class CurrencyRateTests
{
    [Theory]
    [InlineData("BTCUSDT", 8.8)]
    [InlineData("BTCUSDT", 10)]
    [InlineData("BTCEUR", 9)]
    public void A_pnl_that_is_net_of_fees_in_another_currency_is_known_by_their_rate(string symbol, double pnl)
    {
        var options = new TradeActivityOptions
        {
            Rates = new Dictionary<string, decimal> { ["BNB"] = 600, ["EUR"] = 1.2m },
            Currency = "USDT",
        };
        const string Fee = "fee=0.001 fee_currency=BNB";
        TradeActivity activity = TradeScript.RunWith(
            options,
            $"P s={symbol} id=1 side=BUY q=1", $"F s={symbol} id=1 q=1 p=100 {Fee}",
            $"P s={symbol} id=2 side=SELL q=1", $"F s={symbol} id=2 q=1 p=110 {Fee}",
            FormattableString.Invariant($"C s={symbol} pnl={pnl}"));

        Assert.Empty(activity.Findings);
        decimal gross = symbol == "BTCEUR" ? 12m : 10m;
        Assert.Equal((gross, 1.2m, gross - 1.2m), (activity.GrossPnl, activity.Fees, activity.NetPnl));
    }

    private static readonly Dictionary<string, decimal> Euro = new() { ["eur"] = 1.1m };

    [Theory]
    [InlineData("USD")]
    [InlineData(null)]
    public void A_rate_that_is_given_converts_fees_pnl_and_turnover_and_tells_so(string? currency)
    {
        TradeActivity activity = TradeScript.RunWith(
            new TradeActivityOptions { Currency = currency, Rates = Euro },
            "P s=BTCUSD id=1 side=BUY q=1", "F s=BTCUSD id=1 q=1 p=100 fee=10 fee_currency=EUR",
            "P s=DAX currency=EUR id=2 side=BUY q=1", "F s=DAX currency=EUR id=2 q=1 p=200 fee=0 fee_currency=EUR",
            "P s=DAX currency=EUR id=3 side=SELL q=1", "F s=DAX currency=EUR id=3 q=1 p=220 fee=0 fee_currency=EUR",
            "C s=DAX currency=EUR pnl=20");

        Assert.Empty(activity.Findings);
        Assert.Equal(("USD", 11m, 22m, 562m), (activity.Currency, activity.Fees, activity.GrossPnl, activity.Turnover));
        Assert.Equal([new TradeConversion("EUR", "USD", 1.1m, 450m)], activity.Conversions);
    }

    [Theory]
    [InlineData("EUR", 22)]
    [InlineData("USD", 20)]
    public void With_a_rate_a_close_wins_in_the_one_currency_of_the_result_whether_it_is_logged_or_not(
        string currency, int profit)
    {
        string[] lines =
        [
            $"P s=A currency={currency} id=1 side=BUY q=1", $"F s=A currency={currency} id=1 q=1 p=100",
            $"P s=A currency={currency} id=2 side=SELL q=1", $"F s=A currency={currency} id=2 q=1 p=120",
        ];
        var options = new TradeActivityOptions { Currency = "USD", Rates = Euro };
        TradeActivity exited = TradeScript.RunWith(options, lines);
        TradeActivity closed = TradeScript.RunWith(options, [.. lines, $"C s=A currency={currency} pnl=20"]);
        TradeActivity alone = TradeScript.RunWith(options, $"C s=A currency={currency} pnl=20");

        foreach (TradeActivity activity in new[] { exited, closed, alone })
        {
            Assert.Equal(("USD", 1, profit), (activity.Currency, activity.Wins, activity.GrossPnl));
            Assert.Equal(profit, activity.GrossProfit);
        }
    }

    [Fact]
    public void The_rate_of_a_fill_converts_its_fee_into_the_currency_of_its_price()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=BTCUSDT id=1 side=BUY q=1", "F s=BTCUSDT id=1 q=1 p=100 fee=0.01 fee_currency=BNB fx_rate=600");

        Assert.Empty(activity.Findings);
        Assert.Equal(("USDT", 6m), (activity.Currency, activity.Fees));
        Assert.Equal([new TradeConversion("BNB", "USDT", 600m, 0.01m)], activity.Conversions);
    }

    [Fact]
    public void A_pnl_that_is_paid_in_another_currency_takes_the_place_of_the_computed_one()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=BTCUSD id=1 side=BUY q=1", "F s=BTCUSD id=1 q=1 p=100",
            "P s=BTCUSD id=2 side=SELL q=1", "F s=BTCUSD id=2 q=1 p=110", "C s=BTCUSD pnl=0.001 pnl_currency=BTC");

        Assert.Empty(activity.Findings);
        Assert.Equal(
            [("BTC", 0.001m), ("USD", 0m)],
            activity.ByCurrency.Select(sums => (sums.Currency, sums.GrossPnl)).Order());
        Assert.Null(activity.GrossPnl);
    }

    [Theory]
    [InlineData("fees=[{\"cost\":1,\"currency\":\"USDT\"},{\"amount\":\"2.5\"}]", "3.5")]
    [InlineData("fee=\"{\\\"cost\\\":3}\"", "3")]
    [InlineData("fee=1.5 rebate=2", "-0.5")]
    [InlineData("fee=\"0.25\" commission=[0.5,\"1\"]", "1.75")]
    public void A_fee_is_read_as_a_number_a_text_an_object_or_a_list(string fees, string expected)
    {
        TradeActivity activity = TradeScript.Run("P s=BTCUSDT id=1 side=BUY q=1", $"F s=BTCUSDT id=1 q=1 p=5 {fees}");

        Assert.Empty(activity.Findings);
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), activity.Fees);
    }

    [Theory]
    [InlineData("fee=\"{broken\"")]
    [InlineData("fee=[[1]]")]
    [InlineData("fee={\"rate\":1}")]
    [InlineData("fee=free")]
    public void A_fee_that_is_no_amount_is_in_no_sum_and_is_found(string fee)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=1", $"F s=A id=1 q=1 p=5 {fee}");

        Assert.Equal([TradeFindingKind.UnusableValue], TradeScript.Kinds(activity));
        Assert.Equal(0m, activity.Fees);
    }

    [Theory]
    [InlineData("0.50000000000000", "0.500000000000000", "0.25")]
    [InlineData("1234567890123456789012345678", "1", "1234567890123456789012345678")]
    [InlineData("1234567890123456789012345678", "1000", null)]
    [InlineData("0.11111111111111", "0.111111111111111", null)]
    public void A_turnover_is_exact_or_it_is_left_out_with_a_finding(string price, string quantity, string? turnover)
    {
        TradeActivity activity = TradeScript.Run(
            $"P s=A id=1 side=BUY q={quantity}", $"F s=A id=1 q={quantity} p={price}");

        decimal expected = decimal.Parse(turnover ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, activity.Turnover);
        Assert.Equal(turnover is null ? [TradeFindingKind.UnusableValue] : [], TradeScript.Kinds(activity));
    }

    [Fact]
    public void A_sum_that_would_lose_a_digit_does_not_take_the_amount()
    {
        TradeActivity activity = TradeScript.Run(
            "FUNDING s=A fee=9000000000000000000000000000", "FUNDING s=A fee=0.0000000001", "C s=B pnl=1",
            "FUNDING s=A fee=-9000000000000000000000000000");

        Assert.Contains(TradeFindingKind.UnusableValue, TradeScript.Kinds(activity));
        Assert.Equal((0m, 1m), (activity.Fees, activity.GrossPnl));
    }

    [Fact]
    public void What_an_event_does_not_name_is_in_the_currency_of_its_order_or_its_position()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=7203 id=1 side=BUY q=1 currency=JPY", "F s=7203 id=1 q=1 p=100 fee=3", "C s=7203 pnl=1000 fee=2",
            "P s=AAPL id=2 side=BUY q=1 currency=USD", "F s=AAPL id=2 q=1 p=100 fee=0", "C s=AAPL pnl=5");

        Assert.Empty(activity.Findings);
        Assert.Equal(
            [("JPY", 1000m, 5m, 100m), ("USD", 5m, 0m, 100m)],
            activity.ByCurrency.Select(of => (of.Currency, of.GrossPnl, of.Fees, of.Turnover)).Order());
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("pnl=7", 7)]
    public void An_exit_in_another_currency_than_its_entry_has_no_computed_pnl(string logged, int? pnl)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=SAP id=1 side=BUY q=1", "F s=SAP id=1 q=1 p=100 currency=EUR",
            "P s=SAP id=2 side=SELL q=1", $"F s=SAP id=2 q=1 p=110 currency=USD {logged}");

        Assert.Contains(TradeFindingKind.MissingRate, TradeScript.Kinds(activity));
        Assert.Equal(pnl ?? 0m, activity.ByCurrency.Sum(of => of.GrossPnl));
    }
}
