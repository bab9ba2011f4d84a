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
            (4, 3, 1, 5), (activity.OrdersPlaced, activity.OrdersFilled, activity.OrdersEnded, activity.Fills));
        Assert.Equal(["BNB", "USDT"], activity.ByCurrency.Select(amounts => amounts.Currency));
        TradeAmounts usdt = activity.ByCurrency[1];
        Assert.Equal((26m, 20m, 6m), (usdt.GrossPnl, usdt.LoggedPnl, usdt.ComputedPnl));
        Assert.Equal((1.13m, 24.87m, 687m), (usdt.Fees, usdt.NetPnl, usdt.Turnover));
        Assert.Equal(0.001m, activity.ByCurrency[0].Fees);
        Assert.Equal((3, 3), (activity.PositionsClosed, activity.Wins));
        Assert.Equal([17m, 6m, null, 3m], activity.Orders.Select(order => order.Pnl));
        Assert.Equal(
            [TradeFindingKind.DuplicateEvent, TradeFindingKind.LateFill, TradeFindingKind.CloseWithoutPosition],
            TradeScript.Kinds(activity));
        Assert.Empty(activity.OpenPositions);
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
