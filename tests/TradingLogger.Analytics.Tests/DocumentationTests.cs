using System.Runtime.CompilerServices;
using System.Text;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Analytics.Tests;

/// <summary>docs/trade-activity.md says what the code does.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_long_example_gives_the_figures_that_were_computed_by_hand()
    {
        string page = Page();
        string log = page[page.IndexOf("```json\n", StringComparison.Ordinal)..].Split("```")[1]["json\n".Length..];
        var meter = new TradeActivityMeter(new TradeActivityOptions { TimeZone = TradeScript.Zone });
        foreach (string line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            meter.Add(TradeEvent.Parse(Encoding.UTF8.GetBytes(line)));

        TradeActivity activity = meter.Measure();

        Assert.Equal(
            (19, 15, 4, 22), (activity.OrdersPlaced, activity.OrdersFilled, activity.OrdersEnded, activity.Fills));
        Assert.Equal(["BNB", "USDT"], activity.ByCurrency.Select(amounts => amounts.Currency));
        TradeAmounts usdt = activity.ByCurrency[1];
        Assert.Equal((46.4m, 40m, 6.4m), (usdt.GrossPnl, usdt.LoggedPnl, usdt.ComputedPnl));
        Assert.Equal((1.18m, 45.22m, 1147.6m), (usdt.Fees, usdt.NetPnl, usdt.Turnover));
        Assert.Equal(0.001m, activity.ByCurrency[0].Fees);
        Assert.Equal((11, 11), (activity.PositionsClosed, activity.Wins));
        Assert.Equal(
            [
                "temp_1 17", "72 6", "71 3", "80 9", "82 3", "90 0.4", "95 1", "96 2", "100 1", "110 2", "111 2",
            ],
            activity.Orders.Where(order => order.Pnl is not null).Select(
                order => FormattableString.Invariant($"{order.OrderId} {order.Pnl:0.##}")));
        Assert.Equal(
            [("", 19.4m), ("SMA", 23m), ("fast", 2m), ("slow", 2m)],
            activity.ByStrategy.Select(figures => (figures.Name, figures.ByCurrency.Sum(amounts => amounts.GrossPnl))));
        Assert.Equal(
            [TradeFindingKind.DuplicateEvent, TradeFindingKind.LateFill, TradeFindingKind.CloseWithoutPosition],
            TradeScript.Kinds(activity));
        Assert.Equal(
            ["AVAXUSDT LONG 1", "AVAXUSDT SHORT 1", "DOGEUSDT SHORT 50"],
            activity.OpenPositions.Select(open => $"{open.Symbol} {open.Side} {open.Quantity}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_name_that_is_read_stands_in_the_table_and_every_kind_of_finding_too()
    {
        string page = Page();

        Assert.All(MemberNames.Table.SelectMany(row => row.Names).Concat(MemberNames.Ignored), name =>
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
        Assert.All(
            Enum.GetNames<TradeFindingKind>(), kind => Assert.Contains(
                $"| `{kind}` |", page, StringComparison.Ordinal));
    }

    private static string Page([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/trade-activity.md"));
}
