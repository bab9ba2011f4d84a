using System.Globalization;
using TradingLogging.Analytics.Findings;
using TradingLogging.Text;

namespace TradingLogging.Analytics.Orders;

/// <summary>An order of the log and what became of it.</summary>
public sealed record TradeOrder
{
    /// <summary>Its <c>order_id</c>.</summary>
    public required string OrderId { get; init; }

    /// <summary>Further ids that lead to it, such as that of the venue beside one's own.</summary>
    public IReadOnlyList<string> OtherIds
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>Its account; null when it has none.</summary>
    public string? Account { get; init; }

    /// <summary>Its venue; null when it has none.</summary>
    public string? Venue { get; init; }

    /// <summary>Where it was placed in the log.</summary>
    public required TradeEventPlace Place { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>What became of it.</summary>
    public TradeOrderStatus Status { get; init; }

    /// <summary>Its symbol; null when it has none.</summary>
    public string? Symbol { get; init; }

    /// <summary>Its strategy, or that of the signal it followed; null when neither names one.</summary>
    public string? Strategy { get; init; }

    /// <summary>Its side, as written; null when it has none.</summary>
    public string? Side { get; init; }

    /// <summary>The quantity that was ordered; null when it has none.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The price it was placed with; null when it has none.</summary>
    public decimal? Price { get; init; }

    /// <summary>The sum of its fills' quantities.</summary>
    public decimal FilledQuantity { get; init; }

    /// <summary>The average price of its fills, weighted by quantity; null without fills that have both.</summary>
    public decimal? FillPrice { get; init; }

    /// <summary>The time from its signal to its placing; null without a signal.</summary>
    public TimeSpan? SignalToOrder { get; init; }

    /// <summary>The time from its placing to its first fill; null as long as there is none.</summary>
    public TimeSpan? TimeToFirstFill { get; init; }

    /// <summary>The time from its placing to the fill that completed it; null as long as it is not filled.</summary>
    public TimeSpan? TimeToFill { get; init; }

    /// <summary>The pnl of the closes of the position that it opened; null as long as there is none.</summary>
    public decimal? Pnl { get; init; }

    /// <summary>When it was filled completely, cancelled or rejected, or expired; null as long as it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it has cost, by currency.</summary>
    public IReadOnlyList<TradeOrderFee> Fees
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<TradeOrderFee>([]);

    /// <summary>What happened to it, from the signal to the closes of the position that it opened, by time. Filled by
    /// <c>Get-TradeOrder</c> and for reports; else empty.</summary>
    public IReadOnlyList<TradeOrderStep> Timeline
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<TradeOrderStep>([]);

    /// <summary>The findings that concern it.</summary>
    public IReadOnlyList<TradeFinding> Findings
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<TradeFinding>([]);

    /// <summary>The order in one line, for people.</summary>
    public override string ToString()
    {
        string?[] parts = [OrderId, Side, Quantity?.ToString(CultureInfo.InvariantCulture), Symbol, $"{Status}"];
        return string.Join(" ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }
}

/// <summary>What an order has cost in one currency.</summary>
/// <param name="Currency">The currency; empty when it is not known.</param>
/// <param name="Amount">The cost; a rebate is negative.</param>
public sealed record TradeOrderFee(string Currency, decimal Amount)
{
    /// <summary>Amount and currency, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Amount} {Currency}").TrimEnd();
}

/// <summary>One event in the life of an order.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Action">The action as written.</param>
/// <param name="Place">Where it stands.</param>
public sealed record TradeOrderStep(DateTimeOffset Time, string Action, TradeEventPlace Place)
{
    /// <summary>The quantity that it ordered, filled or closed; null when it has none.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Its price; null when it has none.</summary>
    public decimal? Price { get; init; }

    /// <summary>What it cost, when that is of one currency; null when it has no fee, or fees in several.</summary>
    public decimal? Fee => Fees.Count == 1 ? Fees[0].Amount : null;

    /// <summary>What it cost, by currency.</summary>
    public IReadOnlyList<TradeOrderFee> Fees
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<TradeOrderFee>([]);

    /// <summary>The pnl that it logged; null when it has none.</summary>
    public decimal? Pnl { get; init; }

    /// <summary>The step in one line, for people.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Time:yyyy-MM-dd HH:mm:ss.fff} {Action}{Shown(" ", Quantity)}{Shown(" at ", Price)}")
        + Shown(", fee ", Fee)
        + (Fees.Count > 1 ? ", fee " + string.Join(" + ", Fees) : "") + Shown(", pnl ", Pnl);

    private static string Shown(string name, decimal? number) =>
        number is { } value ? FormattableString.Invariant($"{name}{value}") : "";
}
