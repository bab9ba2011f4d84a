using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Compares a fill with its order, and tells what contradicts it or is missing.</summary>
internal sealed class FillChecks(TradeFindings findings)
{
    // A price in cents, or of another contract, is farther from that of the order than any slippage.
    private const decimal MostTimesThePrice = 10;

    // Fees are a share of what is traded; by chance they are not the same to so many digits.
    private const double SameShare = 1e-6;

    /// <summary>Whether the fee of a fill that adds nothing is counted: it may be the sum of those before it.</summary>
    public bool IsNewFee(TradeFact fact, OrderState? order)
    {
        if (order is null || fact.Fees.TrueForAll(fee => order.FeesIn(fact.CurrencyOf(fee)) == 0))
            return true;
        findings.Add(
            TradeFindingKind.AmbiguousFee,
            fact,
            "This event adds no quantity, and the fills before it have fees already. Its fee is left out.",
            order.PlacedBy);
        return false;
    }

    /// <summary>Tells of the fee of an event that is no fill, of an order that has a fee already: it may be the
    /// same.</summary>
    public void TellFeeOfNoFill(TradeFact fact, OrderState order)
    {
        if (!fact.HasFee || fact.Kind is TradeActionKind.PositionOpened or TradeActionKind.PositionClosed)
            return;
        bool hasFee = order.HasFee && fact.Kind != TradeActionKind.OrderPlaced;
        order.HasFee = true;
        string currency = fact.CurrencyOf(fact.Fees[0]);
        if (!hasFee && order.FeesIn(currency) == 0 && !order.HasFeesBeside(currency))
            return;
        findings.Add(
            TradeFindingKind.AmbiguousFee,
            fact,
            $"{fact.Action} names a fee, and so does an event of the order {order.Id} before it. They are added.",
            order.PlacedBy);
    }

    /// <summary>Tells where the average of an order that its last event names is not that of its fills.</summary>
    public void TellAverage(TradeFact fact, OrderState? order)
    {
        if (fact.AveragePrice is not { } average || order is not { FilledQuantity: > 0, HasAllPrices: true }
            || FillPrice.IsWorth(average, order.FilledValue, order.FilledQuantity))
        {
            return;
        }

        findings.Add(
            TradeFindingKind.PriceMismatch,
            fact,
            FormattableString.Invariant($"{fact.Action} says that the order {order.Id} was filled at {average.Value} ")
                + FormattableString.Invariant($"on average, but its {order.FilledQuantity} cost {order.FilledValue}."),
            order.PlacedBy);
    }

    /// <summary>Whether an order has room for a fill, or the fill is counted beyond it.</summary>
    public bool HasRoom(TradeFact fact, OrderState order, Amount? quantity)
    {
        if (!order.IsPlaced)
            return true;
        bool isBeyond = quantity is { } amount && order.IsBeyond(amount);
        if (!order.IsDone && !isBeyond)
            return true;
        if (order.IsEnded && !isBeyond)
        {
            findings.Add(
                TradeFindingKind.LateFill,
                fact,
                $"The order {order.Id} was {Word(order)} before this fill. The fill is counted.",
                order.Placed);
            return true;
        }

        // Without an execution id a fill that has no room is more likely logged twice than made twice.
        bool isCounted = !order.IsDone || fact.ExecutionId is not null;
        decimal? filled = order.FilledQuantity + quantity?.Value;
        string state = order.IsDone
            ? $"The order {order.Id} was {Word(order)} before this fill."
            : FormattableString.Invariant($"The order {order.Id} of {order.Quantity?.Value} is filled with {filled}.");
        findings.Add(
            TradeFindingKind.FillBeyondOrder,
            fact,
            state + (isCounted ? " The fill is counted." : " The fill is left out."),
            order.Placed);
        return isCounted;
    }

    /// <summary>Tells what a fill that is counted lacks, and where it contradicts its order.</summary>
    public void Tell(TradeFact fact, OrderState? order, Amount? quantity)
    {
        if (quantity is null && !fact.HasUnusableValue)
            TellMissing(fact, "The fill does not say its quantity");
        else if (fact.Price is null && !fact.HasUnusableValue && order is { Price: not null })
            TellMissing(fact, "The fill has no price, though its order has");
        if (order is not { IsPlaced: true })
            return;
        if (fact.Side is TradeSide.Buy or TradeSide.Sell && order.Side == TradeSides.Opposite(fact.Side))
        {
            findings.Add(
                TradeFindingKind.UnknownSide,
                fact,
                $"The fill is a {NameOf(fact.SideText)}, its order a {NameOf(order.SideText)}. The fill's side counts.",
                order.Placed);
        }

        if (fact.Price is { Value: > 0 } price && order.Price is { Value: > 0 } limit
            && IsFarOff(price.Value, limit.Value))
        {
            findings.Add(
                TradeFindingKind.PriceMismatch,
                fact,
                FormattableString.Invariant($"The fill is at {price.Value}, its order at {limit.Value}."),
                order.Placed);
        }

        if (fact.Fees.Count > 0 && quantity is { } added && MayBeFeesOfAll(fact, order, added.Value))
        {
            findings.Add(
                TradeFindingKind.AmbiguousFee,
                fact,
                "The fee may be that of all fills of the order, as the quantity is. It is added to those before it.",
                order.Placed);
        }

        if (order.HasFee && fact.HasFee)
        {
            findings.Add(
                TradeFindingKind.AmbiguousFee,
                fact,
                "An event of the order that is no fill named a fee, and its fill names one too. They are added.",
                order.Placed);
        }
    }

    // A quantity below 0 shows a sale without a word for it.
    private static string NameOf(string? side) => side ?? "SELL";

    // What names the quantity of all fills, or none, may name the fee of all. That never falls; one that is the same
    // share of what is added as the fees before were of theirs is that of this fill.
    private static bool MayBeFeesOfAll(TradeFact fact, OrderState order, decimal added)
    {
        bool isOfFill = fact.Quantity is { } own && DecimalMath.AreEqual(own.Value, added);
        if (isOfFill || fact.ExecutionId is not null || order.FilledQuantity == 0)
            return false;
        double worth = (double)(fact.Price?.Value ?? 0) * (double)added, former = (double)order.FilledValue;
        foreach (TradeFee fee in fact.Fees)
        {
            decimal before = order.FeesIn(fact.CurrencyOf(fee));
            double share = (double)fee.Amount * former, formerShare = (double)before * worth;
            if (before > 0 && fee.Amount >= before
                && (worth == 0 || Math.Abs(share - formerShare) > SameShare * Math.Abs(formerShare)))
            {
                return true;
            }
        }

        return false;
    }

    // Most prices are so near that doubles, which cost less than a division of decimals, show it.
    private static bool IsFarOff(decimal price, decimal limit) =>
        (double)price / (double)limit is not (> 0.5 and < 2)
        && (price / MostTimesThePrice > limit || limit / MostTimesThePrice > price);

    private static string Word(OrderState order) =>
        order.IsFilled ? "filled completely" : order.Status.ToString().ToLowerInvariant();

    private void TellMissing(TradeFact fact, string what) => findings.Add(
        TradeFindingKind.MissingValue, fact, what + "; it is in no turnover and no computed pnl.");
}
