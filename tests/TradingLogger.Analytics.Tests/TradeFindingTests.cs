using TradingLogging.Analytics.Findings;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Analytics.Tests;

public sealed class TradeFindingTests
{
    private const string Order = "\"symbol\": \"B\", \"order_id\": \"a\", "
        + "\"side\": \"BUY\", \"quantity\": 2, \"price\": 50";
    private const string Short = "\"symbol\": \"B\", \"order_id\": \"s\", "
        + "\"side\": \"SELL\", \"quantity\": 2, \"price\": 50.5";

    [Fact]
    public void A_fill_of_an_unknown_order_is_found_with_its_line()
    {
        TradeFinding finding = Assert.Single(
            TradeScript.Measure(("10:00:00", "X", ""), ("10:00:00", "ORDER_FILLED", Order)).Findings);

        Assert.Equal((TradeFindingKind.FillWithoutOrder, "a", "B"), (finding.Kind, finding.OrderId, finding.Symbol));
        Assert.Equal("The fill names the order a, which was not placed before. It is counted.", finding.Message);
        Assert.Equal("event 2", Assert.Single(finding.Places).ToString());
        Assert.Equal(new DateTimeOffset(2025, 12, 18, 10, 0, 0, TimeSpan.FromHours(1)), finding.Time);
    }

    [Fact]
    public void A_fill_and_an_order_without_an_order_id_are_found() => Assert.Equal(
        [TradeFindingKind.OrderWithoutId, TradeFindingKind.FillWithoutOrder],
        Kinds(("10:00:00", "ORDER_PLACED", ""), (
            "10:00:00", "ORDER_FILLED", "\"order_id\": \"\", \"side\": \"BUY\", \"quantity\": 1")));

    [Fact]
    public void The_mark_of_an_unfinished_batch_is_found_and_is_no_event()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "X", ""), ("10:00:00", TradeEvent.UnfinishedBatch, "\"lines\": 1, \"of\": 8000"));

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal(TradeFindingKind.UnfinishedBatch, finding.Kind);
        Assert.Contains("The 1 events before it belong to a batch of 8000", finding.Message, StringComparison.Ordinal);
        Assert.Equal("X", Assert.Single(activity.Actions).Action);
    }

    [Fact]
    public void A_second_order_of_an_id_is_found_with_both_lines_and_not_counted()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", Order), ("10:00:01", "X", ""), ("10:00:02", "ORDER_PLACED", Order));

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal(TradeFindingKind.DuplicateOrderId, finding.Kind);
        Assert.Equal([1L, 3L], finding.Places.Select(place => place.Line));
        Assert.Equal(1, activity.OrdersPlaced);
    }

    [Fact]
    public void A_fill_that_is_in_the_log_twice_is_found()
    {
        TradeFinding finding = Assert.Single(TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", Order), ("10:00:01", "ORDER_FILLED", Order), (
                "10:00:01", "ORDER_FILLED", Order)).Findings);

        Assert.Equal(TradeFindingKind.DuplicateEvent, finding.Kind);
        Assert.Equal("This ORDER_FILLED equals an earlier one in time and content; it is left out.", finding.Message);
        Assert.Equal([1L, 3L], finding.Places.Select(place => place.Line));
    }

    [Fact]
    public void A_fill_that_is_in_the_log_twice_opens_no_position_twice() => Assert.Equal(
        [TradeFindingKind.DuplicateEvent, TradeFindingKind.CloseWithoutPosition],
        Kinds(
            ("10:00:00", "ORDER_PLACED", Order),
            ("10:00:01", "ORDER_FILLED", Order),
            ("10:00:01", "ORDER_FILLED", Order),
            ("10:00:02", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 4, \"pnl\": 1")));

    [Fact]
    public void A_fill_of_more_than_was_ordered_is_found() => Assert.Equal(
        "The order a of 2 is filled with 2.5. The fill is counted.",
        Assert.Single(TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", Order), (
                "10:00:01", "ORDER_FILLED", "\"order_id\": \"a\", \"quantity\": 2.5, \"price\": 5")).Findings).Message);

    [Fact]
    public void A_fill_after_the_order_was_cancelled_is_found() => Assert.Equal(
        [TradeFindingKind.LateFill],
        Kinds(("10:00:00", "ORDER_PLACED", Order), ("10:00:01", "ORDER_CANCELLED", Order), (
            "10:00:02", "ORDER_FILLED", Order)));

    [Fact]
    public void A_close_without_a_position_is_found()
    {
        TradeFinding[] findings =
        [
            .. TradeScript.Measure(
                ("10:00:00", "POSITION_CLOSED", "\"symbol\": \"B\", \"pnl\": 1"),
                ("10:00:00", "POSITION_CLOSED", "\"position_id\": \"p\", \"pnl\": 1"),
                ("10:00:00", "POSITION_CLOSED", "\"pnl\": 1")).Findings,
        ];

        Assert.All(findings, finding => Assert.Equal(TradeFindingKind.CloseWithoutPosition, finding.Kind));
        Assert.Equal(
            ["No position in B is open. The close is counted.", "No position p is open. The close is counted.",
                "No position in no symbol is open. The close is counted."], findings.Select(
                    finding => finding.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"position_id\": \"p\"")]
    public void A_close_that_is_in_the_log_twice_is_found(string id) => Assert.Equal(
        [TradeFindingKind.DuplicateEvent],
        Kinds(
            ("10:00:00", "ORDER_PLACED", Order),
            ("10:00:01", "ORDER_FILLED", Order + id),
            ("10:00:02", "POSITION_CLOSED", $"\"symbol\": \"B\", \"quantity\": 2, \"pnl\": 1{id}"),
            ("10:00:02", "POSITION_CLOSED", $"\"symbol\": \"B\", \"quantity\": 2, \"pnl\": 1{id}")));

    [Fact]
    public void A_close_of_more_than_is_open_is_found() => Assert.Equal(
        "3 is closed, but only 2 is open. The close is counted.",
        Assert.Single(TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", Order), ("10:00:01", "ORDER_FILLED", Order), (
                "10:00:02", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 3, \"pnl\": 1")).Findings).Message);

    [Fact]
    public void A_close_whose_position_id_no_fill_named_closes_the_position_of_its_symbol() => Assert.Empty(Kinds(
        ("10:00:00", "ORDER_PLACED", Order),
        ("10:00:01", "ORDER_FILLED", Order),
        ("10:00:02", "POSITION_CLOSED", "\"symbol\": \"B\", \"position_id\": \"pos_789\", \"pnl\": 1")));

    [Fact]
    public void A_position_may_be_closed_in_parts() => Assert.Equal(
        [TradeFindingKind.CloseWithoutPosition],
        Kinds(
            ("10:00:00", "ORDER_PLACED", Order),
            ("10:00:01", "ORDER_FILLED", Order),
            ("10:00:02", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 0.5, \"pnl\": 1"),
            ("10:00:03", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 1.5, \"pnl\": 1"),
            ("10:00:04", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 0.5, \"pnl\": 1")));

    [Fact]
    public void A_position_opened_by_several_fills_is_closed_once() => Assert.Empty(Kinds(
        ("10:00:00", "ORDER_PLACED", Order),
        ("10:00:01", "ORDER_FILLED", "\"symbol\": \"B\", \"order_id\": \"a\", "
            + "\"side\": \"BUY\", \"quantity\": 1, \"price\": 50"),
        ("10:00:02", "ORDER_FILLED", "\"symbol\": \"B\", \"order_id\": \"a\", "
            + "\"side\": \"BUY\", \"quantity\": 1, \"price\": 50"),
        ("10:00:03", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 2, \"pnl\": 1")));

    [Fact]
    public void A_fill_against_the_position_is_its_exit_and_opens_nothing() => Assert.Equal(
        [TradeFindingKind.CloseWithoutPosition],
        Kinds(
            ("10:00:00", "ORDER_PLACED", Order),
            ("10:00:01", "ORDER_FILLED", Order),
            ("10:00:02", "ORDER_PLACED", Short),
            ("10:00:03", "ORDER_FILLED", Short),
            ("10:00:04", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 2, \"pnl\": 1"),
            ("10:00:05", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 2, \"pnl\": 1")));

    [Fact]
    public void A_fill_beyond_the_position_opens_one_in_the_other_direction() => Assert.Empty(Kinds(
        ("10:00:00", "ORDER_PLACED", Order),
        ("10:00:01", "ORDER_FILLED", Order),
        ("10:00:02", "ORDER_PLACED", "\"order_id\": \"t\""),
        ("10:00:03", "ORDER_FILLED", "\"symbol\": \"B\", \"order_id\": \"t\", "
            + "\"side\": \"short\", \"quantity\": 3, \"price\": 50.5"),
        ("10:00:04", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 2, \"pnl\": 1"),
        ("10:00:05", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 1, \"pnl\": 1")));

    [Fact]
    public void A_position_that_is_opened_by_an_event_of_its_own_is_opened_once() => Assert.Equal(
        [TradeFindingKind.CloseWithoutPosition],
        Kinds(
            ("10:00:00", "ORDER_PLACED", Order),
            ("10:00:01", "ORDER_FILLED", Order),
            ("10:00:01", "POSITION_OPENED", "\"symbol\": \"B\", \"quantity\": 2"),
            ("10:00:02", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 2, \"pnl\": 1"),
            ("10:00:03", "POSITION_OPENED", "\"symbol\": \"B\""),
            ("10:00:04", "POSITION_CLOSED", "\"symbol\": \"B\", \"quantity\": 9, \"pnl\": 1"),
            ("10:00:05", "POSITION_CLOSED", "\"symbol\": \"B\", \"pnl\": 1")));

    [Fact]
    public void A_line_that_was_logged_before_the_one_above_it_is_found_with_both()
    {
        TradeFinding finding = Assert.Single(TradeScript.Measure(
            ("10:00:00", "X", ""), ("10:00:05", "X", ""), ("10:00:03", "Y", ""), ("10:00:04", "X", "")).Findings);

        Assert.Equal(
            (TradeFindingKind.OutOfTimeOrder, "Y was logged 2 s before the line above it."), (
                finding.Kind, finding.Message));
        Assert.Equal([2L, 3L], finding.Places.Select(place => place.Line));
    }

    [Fact]
    public void Lines_of_two_writers_may_change_places_within_a_second() =>
        Assert.Empty(Kinds(("10:00:01.5", "X", ""), ("10:00:00.5", "X", "")));

    [Fact]
    public void The_earliest_time_there_is_crashes_nothing() =>
        Assert.Empty(Kinds(("0001-01-01T00:00:00+00:00", "X", ""), ("0001-01-01T00:00:00+00:00", "X", "")));

    [Fact]
    public void A_fill_that_happened_before_its_order_is_found_and_has_no_latency()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", Order), (
                "10:00:01", "ORDER_FILLED", Order + ", \"event_time\": \"2025-12-18T09:59:00+01:00\""));

        Assert.Equal(TradeFindingKind.OutOfTimeOrder, Assert.Single(activity.Findings).Kind);
        Assert.Equal((1, 0), (activity.OrdersFilled, activity.OrderToFill.Count));
        Assert.Null(Assert.Single(activity.Orders).TimeToFill);
    }

    [Fact]
    public void Damaged_lines_are_findings()
    {
        var meter = new TradeActivityMeter();

        meter.Add(new LogDamage(new LogLocation("/logs/trades.log", 12, 3045), 17, "The line is torn."));

        TradeActivity activity = meter.Measure();
        Assert.False(activity.IsReconciled);
        Assert.Equal("17 bytes are no event. The line is torn.", Assert.Single(activity.Findings).Message);
        Assert.Equal("trades.log:12", Assert.Single(Assert.Single(activity.Findings).Places).ToString());
        Assert.Equal(1, activity.FindingCounts[nameof(TradeFindingKind.DamagedLine)]);
    }

    [Fact]
    public void Every_finding_is_counted_and_the_first_thousand_of_a_kind_are_kept()
    {
        var script = new TradeScript();
        for (int i = 0; i < 1_005; i++)
        {
            script.Add("10:00:00", "ORDER_FILLED", $"\"order_id\": \"a{i}\", "
                + $"\"side\": \"BUY\", \"quantity\": {i + 1}, \"price\": 5");
        }

        TradeActivity activity = script.Measure();

        Assert.Equal(
            (1_000, 1_005), (
                activity.Findings.Count, activity.FindingCounts[nameof(TradeFindingKind.FillWithoutOrder)]));
    }

    private static IEnumerable<TradeFindingKind> Kinds(params ReadOnlySpan<(string, string, string)> lines) =>
        TradeScript.Measure(lines).Findings.Select(finding => finding.Kind);
}
