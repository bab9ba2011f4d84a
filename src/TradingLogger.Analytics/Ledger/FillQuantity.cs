using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Finds out how much a fill adds to its order: events give the last fill, the sum of all fills, what is left,
/// or nothing.</summary>
internal static class FillQuantity
{
    /// <summary>Finds the quantity.</summary>
    /// <param name="fact">The fill.</param>
    /// <param name="order">Its order; null when it is not known.</param>
    /// <param name="findings">Hears of contradictions.</param>
    /// <param name="quantity">The quantity; 0 when the fill adds nothing, null when nobody says.</param>
    /// <returns>False when the fill is left out; that is a finding.</returns>
    public static bool TryFind(TradeFact fact, OrderState? order, TradeFindings findings, out Amount? quantity)
    {
        quantity = fact.Quantity ?? fact.CumulativeQuantity;
        if (order is null)
            return true;
        if (CumulativeOf(fact, order) is { } sum)
            return TryFromSum(fact, order, sum, findings, out quantity);
        if (fact.Quantity is { } named)
        {
            quantity = FromNamed(fact, order, named, findings);
            return true;
        }

        quantity = fact.Kind == TradeActionKind.OrderFilled && order.Rest is { } rest && (rest > 0 || !order.HasWhole)
            ? new Amount(rest, order.IsBinary)
            : null;
        return true;
    }

    private static Amount? CumulativeOf(TradeFact fact, OrderState order)
    {
        if (fact.CumulativeQuantity is { } cumulative)
            return cumulative;
        return fact.LeavesQuantity is { } leaves && order.Quantity is { } ordered && fact.Quantity is null
            ? new Amount(ordered.Value - leaves.Value, ordered.IsBinary || leaves.IsBinary)
            : null;
    }

    private static bool TryFromSum(
        TradeFact fact, OrderState order, Amount sum, TradeFindings findings, out Amount? quantity)
    {
        bool isBinary = sum.IsBinary || order.IsBinary;
        decimal added = sum.Value - order.FilledQuantity;
        if (ExactNumber.AreEqual(sum.Value, order.FilledQuantity, isBinary))
            added = 0;
        quantity = new Amount(added, isBinary);
        if (fact.Quantity is { } named && !ExactNumber.AreEqual(named.Value, added, isBinary || named.IsBinary)
            && !(order.Quantity is { } ordered && ExactNumber.AreEqual(named.Value, ordered.Value, isBinary)))
        {
            findings.Add(
                TradeFindingKind.QuantityMismatch,
                fact,
                FormattableString.Invariant(
                    $"{sum.Value} is filled in all and {named.Value} by this fill, ")
                    + FormattableString.Invariant($"but the fills before it make {order.FilledQuantity}. ")
                    + (added > 0 ? FormattableString.Invariant($"{added} is counted.") : "The fill is left out."),
                MarkOf(order));
            return added > 0;
        }

        if (added >= 0)
            return true;
        findings.Add(
            TradeFindingKind.QuantityMismatch,
            fact,
            FormattableString.Invariant(
                $"{sum.Value} is filled in all, but the fills before it make {order.FilledQuantity}. ")
                + "The fill is left out.",
            MarkOf(order));
        return false;
    }

    // ORDER_FILLED after partial fills may repeat the last one or name the whole order: then it adds what is left.
    private static Amount FromNamed(TradeFact fact, OrderState order, Amount named, TradeFindings findings)
    {
        if (fact.Kind != TradeActionKind.OrderFilled || !order.HasPart || order.HasWhole
            || fact.ExecutionId is not null || !order.IsBeyond(named))
        {
            return named;
        }

        if (order.Rest is not { } rest)
            return named;
        bool isWhole = order.Quantity is { } ordered && ExactNumber.AreEqual(
            named.Value, ordered.Value, order.IsBinary);
        if (order.IsFilled && (isWhole || named.Value == order.LastQuantity))
            return new Amount(0, order.IsBinary);
        if (!isWhole || rest == 0)
            return named;

        findings.Add(
            TradeFindingKind.Ambiguous,
            fact,
            FormattableString.Invariant(
                $"The fill names the whole order of {named.Value} after {order.FilledQuantity} was filled; ")
                + FormattableString.Invariant($"{rest} is counted."),
            MarkOf(order));
        return new Amount(rest, order.IsBinary);
    }

    private static EventMark? MarkOf(OrderState order) => order.IsPlaced ? order.Placed : null;
}
