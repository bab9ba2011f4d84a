using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <summary>Compares a close with the parts of the position that it closed, and tells what contradicts them.</summary>
internal sealed class CloseChecks(TradeFindings findings)
{
    private const decimal Cent = 0.01m;

    /// <summary>Tells what contradicts the parts.</summary>
    public void Tell(TradeFact fact, CloseState close)
    {
        TellStrategy(fact, close);
        TellPnl(fact, close);
        if (fact.Quantity is null && close.Awaiting > 0 && TradeActions.IsPartOfClose(fact.Action))
        {
            findings.Add(
                TradeFindingKind.MissingValue,
                fact,
                $"{fact.Action} does not say how much it closes. All that is open is taken.");
        }
    }

    /// <summary>Whether the fees of a close are counted: those of its fills may be named again.</summary>
    public bool AreFeesNew(TradeFact fact, CloseState close)
    {
        if (fact.Fees.Count == 0 || close.Awaiting > 0 || close.Parts.Count == 0)
            return true;

        foreach ((string currency, decimal cost) in close.Costs)
        {
            (decimal ofExits, decimal ofAll) = FeesOfOrders(close, currency);
            bool isAgain = AreSame(cost, ofExits) || AreSame(cost, ofAll)
                || (currency == close.Currency && AreSame(cost, close.Fees));
            if (cost == 0 || !isAgain)
                return true;
        }

        findings.Add(
            TradeFindingKind.AmbiguousFee,
            fact,
            "The close names what its fills have cost already. Its fee is left out.");
        return false;
    }

    /// <summary>Whether the fees of a fill are counted which was the exit of closes that were logged before it: a close
    /// may have named them.</summary>
    public bool AreFeesNew(TradeFact fill, IReadOnlyList<CloseState> settled)
    {
        if (fill.Fees.Count == 0)
            return true;
        foreach (CloseState close in settled)
        {
            foreach ((string currency, decimal cost) in close.Costs)
            {
                decimal own = fill.FeesIn(currency);
                if (own == 0)
                    continue;
                (decimal ofExits, decimal ofAll) = FeesOfOrders(close, currency);
                if (!AreSame(cost, own) && !AreSame(cost, own + ofExits) && !AreSame(cost, own + ofAll))
                    continue;

                findings.Add(
                    TradeFindingKind.AmbiguousFee,
                    fill,
                    "The close of this exit has named what it costs already. The fee of the fill is left out.",
                    close.Mark);
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the fees of an event are counted that opens a position which fills have opened: it may repeat
    /// theirs.</summary>
    public bool IsFeeOfOpeningNew(TradeFact fact, IEnumerable<Lot> lots)
    {
        string currency = fact.CurrencyOf(fact.Fees[0]);
        OrderState[] orders = [.. lots.Select(lot => lot.Order.Order).OfType<OrderState>().Distinct()];
        decimal ofLots = lots.Where(lot => lot.Order.IsNone).Sum(lot => lot.Fee);
        if (ofLots == 0
            && orders.All(order => order.FeesIn(currency) == 0 && !order.HasFeesBeside(currency)))
        {
            return true;
        }

        decimal own = fact.FeesIn(currency), last = orders.LastOrDefault()?.FeesIn(currency) ?? ofLots;
        bool isAgain = AreSame(own, last) || AreSame(own, ofLots + orders.Sum(order => order.FeesIn(currency)));
        findings.Add(
            TradeFindingKind.AmbiguousFee,
            fact,
            isAgain ? $"{fact.Action} names what its fills have cost already. Its fee is left out."
                : $"{fact.Action} names a fee, and so do the fills before it. They are added.");
        return !isAgain;
    }

    // What the orders have cost that closed the position, and these together with those that opened it.
    private static (decimal OfExits, decimal OfAll) FeesOfOrders(CloseState close, string currency)
    {
        OrderState[] exits = [.. close.Parts.Select(part => part.ExitOrder.Order).OfType<OrderState>().Distinct()];
        decimal ofExits = exits.Sum(order => order.FeesIn(currency));
        decimal ofEntries = close.Parts.Select(part => part.Entry.Order).OfType<OrderState>().Except(exits)
            .Sum(order => order.FeesIn(currency));
        return (ofExits, ofExits + ofEntries);
    }

    private static bool AreSame(decimal one, decimal other) => ExactNumber.AreEqual(one, other, isBinary: true);

    private void TellStrategy(TradeFact fact, CloseState close)
    {
        if (fact.Strategy is not { } named)
            return;
        foreach (ClosedPart other in close.Parts)
        {
            if (other.Strategy is not { } owner || owner == named)
                continue;
            findings.Add(
                TradeFindingKind.Ambiguous,
                fact,
                $"The close names the strategy {named}, but what it closes is of {owner}, whose pnl it is.");
            return;
        }
    }

    // Between a pnl before fees and one after them are the fees.
    private void TellPnl(TradeFact fact, CloseState close)
    {
        Amount? gross = fact.NumberOf(MemberField.GrossPnl), plain = fact.NumberOf(MemberField.Pnl);
        Amount? net = fact.NumberOf(MemberField.NetPnl) ?? (gross is null ? null : plain);
        if ((gross ?? plain) is not { } before || net is not { } after || HasFeesBeside(close))
            return;

        decimal difference = before.Value - after.Value, own = fact.Fees.Sum(fee => fee.Amount);
        bool isPlain = gross is null || fact.NumberOf(MemberField.NetPnl) is null;
        bool isExplained = (isPlain && difference == 0)
            || Math.Abs(difference - close.Fees) < Cent
            || Math.Abs(difference - own) < Cent
            || Math.Abs(difference - close.Fees - own) < Cent
            || (close.Awaiting > 0 && difference > close.Fees && difference <= 3 * close.Fees);
        if (isExplained)
            return;
        findings.Add(
            TradeFindingKind.ConflictingMembers,
            fact,
            FormattableString.Invariant(
                $"The close has a pnl of {before.Value} and one of {after.Value}, but its fees are {close.Fees}. ")
                + "The first counts.");
    }

    private static bool HasFeesBeside(CloseState close) => close.Parts.Exists(
        part => part.Entry.Order?.HasFeesBeside(close.Currency) == true
            || part.ExitOrder.Order?.HasFeesBeside(close.Currency) == true);
}
