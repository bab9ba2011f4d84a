using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;

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
        if (quantity is { } named)
        {
            if (MayRepeat(fact, order, named))
                quantity = FromNamed(fact, order, named, findings);
            TellLeft(fact, order, quantity.Value, findings);
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
        return fact.LeavesQuantity is { } leaves && order.Quantity is { } ordered
            && (fact.Quantity is not { } named
                || (leaves.Value > 0 && leaves.Value < ordered.Value && named.Value == ordered.Value))
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
                order.PlacedBy);
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
            order.PlacedBy);
        return false;
    }

    private static void TellLeft(TradeFact fact, OrderState order, Amount added, TradeFindings findings)
    {
        if (fact.LeavesQuantity is not { } leaves || order.Quantity is not { } ordered
            || ExactNumber.AreEqual(
                ordered.Value - leaves.Value,
                order.FilledQuantity + added.Value,
                leaves.IsBinary || added.IsBinary || order.IsBinary))
        {
            return;
        }

        findings.Add(
            TradeFindingKind.QuantityMismatch,
            fact,
            FormattableString.Invariant($"{leaves.Value} of {ordered.Value} is left, but the fills up to this one ")
                + FormattableString.Invariant($"make {order.FilledQuantity + added.Value}. {added.Value} is counted."),
            order.PlacedBy);
    }

    // ORDER_FILLED after partial fills may repeat the last one or name the whole order: then it adds what is left.
    private static bool MayRepeat(TradeFact fact, OrderState order, Amount named) =>
        fact is { Kind: TradeActionKind.OrderFilled, ExecutionId: null }
        && order is { HasPart: true, HasWhole: false }
        && order.IsBeyond(named);

    private static Amount FromNamed(TradeFact fact, OrderState order, Amount named, TradeFindings findings)
    {
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
            order.PlacedBy);
        return new Amount(rest, order.IsBinary);
    }
}

/// <summary>Finds out at which price a fill adds to its order that names an average: it is that of all fills of the
/// order, or of this one; and the price beside it is that of this fill, or the limit of the order.</summary>
/// <param name="fact">The fill.</param>
/// <param name="order">Its order, before the fill; null when it is not known.</param>
/// <param name="added">What the fill adds to it.</param>
/// <param name="findings">Hears of contradictions.</param>
internal readonly struct FillPrice(TradeFact fact, OrderState? order, Amount added, TradeFindings findings)
{
    private const int FewestPlaces = 2;
    private const decimal LargestRounding = 1e-4m;

    private readonly decimal _before = order?.FilledQuantity ?? 0;
    private readonly decimal _worth = order?.FilledValue ?? 0;

    /// <summary>Gives the fact the price of what it adds.</summary>
    public void Settle()
    {
        if (fact.AveragePrice is not { } average || fact.Price is not { } price || added.Value <= 0)
            return;
        bool isFirst = _before == 0;
        if (IsOfAll)
            SettleByAll(average, price);
        else if (fact.IsPriceAverage && !isFirst && !IsWorth(average, _worth, _before))
            Tell(TradeFindingKind.Ambiguous, ", which may be that of all its order's fills. It counts as this one's.");
        else if (!fact.IsPriceAverage && price.Value != average.Value && (isFirst || !IsLast(average, price)))
            Tell(TradeFindingKind.ConflictingMembers, " and another price beside it. The price counts.");
    }

    // Beside the quantity of all fills, or of the whole order, an average is that of all.
    private bool IsOfAll => fact.CumulativeQuantity is not null || fact.Quantity is not { } named
        || !ExactNumber.AreEqual(named.Value, added.Value, named.IsBinary || added.IsBinary);

    private bool NamesNoQuantity =>
        fact is { CumulativeQuantity: null, LeavesQuantity: null, Quantity: null };

    private void SettleByAll(Amount average, Amount price)
    {
        bool isPriceOfFill = !fact.IsPriceAverage && (_before == 0
            ? ExactNumber.AreEqual(price.Value, average.Value, price.IsBinary || average.IsBinary)
            : IsLast(average, price));
        if (isPriceOfFill)
            return;
        if (order is { HasAllPrices: false })
        {
            Tell(TradeFindingKind.Ambiguous, ", that of all fills of its order, of which one has no price.");
            return;
        }

        if (!fact.IsPriceAverage && price.Value != average.Value && order?.Price?.Value != price.Value)
            Tell(TradeFindingKind.ConflictingMembers, " and a price that does not go with it. The average counts.");
        else if (NamesNoQuantity && !IsWorth(average, _worth, _before))
            Tell(TradeFindingKind.Ambiguous, ", which may be that of the rest. It is taken as that of the order.");
        if (PriceOfAdded(average) is { } own)
            fact.Price = own;
        else
            Tell(TradeFindingKind.ConflictingMembers, ", which does not go with the prices of the fills before it.");
    }

    private Amount? PriceOfAdded(Amount average)
    {
        if (_before == 0)
            return average;
        if (ExactNumber.Multiply(average.Value, _before + added.Value) is not { } all)
            return null;
        decimal value = all;
        if (!ExactNumber.TryAdd(ref value, -_worth) || ExactNumber.Share(value, 1, added.Value) is not { } each
            || (each <= 0 && average.Value > 0))
        {
            return null;
        }

        bool isRounded = ExactNumber.Multiply(each, added.Value) != value;
        return new Amount(each, isRounded || average.IsBinary || added.IsBinary);
    }

    private bool IsLast(Amount average, Amount price) =>
        ExactNumber.Multiply(price.Value, added.Value) is { } value && IsWorth(
            average, _worth + value, _before + added.Value);

    /// <summary>Whether an average is that of a quantity for a value. It is rounded, to cents or to the digits that
    /// it shows when these are more.</summary>
    public static bool IsWorth(Amount average, decimal value, decimal quantity)
    {
        if (quantity == 0 || ExactNumber.Divide(value, quantity) is not { } each)
            return true;
        int places = Math.Min(27, Math.Max(FewestPlaces, ExactNumber.ScaleOf(average.Value)));
        decimal rounding = new(5, 0, 0, isNegative: false, (byte)(places + 1));
        decimal size = Math.Abs(average.Value);
        return ExactNumber.Distance(each, average.Value)
            <= Math.Min(rounding, LargestRounding * size) + (ExactNumber.BinaryTolerance * size);
    }

    private void Tell(TradeFindingKind kind, string what) => findings.Add(
        kind, fact, FormattableString.Invariant($"The fill has the average price {fact.AveragePrice?.Value}{what}"),
            order?.PlacedBy);
}
