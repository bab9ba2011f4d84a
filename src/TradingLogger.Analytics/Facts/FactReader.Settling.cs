using System.Globalization;
using TradingLogging.Analytics.Duplicates;
using TradingLogging.Analytics.Findings;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics.Facts;

/// <content>What follows from the members of an event together.</content>
internal sealed partial class FactReader
{
    // Not that of the facts, which the ledger's thread asks.
    private readonly ReferenceCache<string, string> _quotes = new(Currencies.QuoteOf);
    private readonly EventHash _hash = new();

    private void Settle(TradeFact fact)
    {
        if (fact[MemberField.EventTime] is { } time)
            SettleTime(fact, time);
        fact.Day = _calendar.DayOf(fact.Time);
        fact.TimeOfDay = _calendar.TimeOfDay(fact.Time);
        if (fact.IsFill)
            fact.Kind = ExecutionTypes.KindOf(fact);
        SettleQuantity(fact);
        if (fact.SideText is { } side)
            SettleSide(fact, side);
        // One-way mode of some venues says BOTH.
        if (fact[MemberField.PositionSide] is { } positionSide && TradeSides.IsOfPosition(positionSide))
            fact.PositionSide = TradeSides.Of(positionSide);
        SettleSign(fact);
        SettlePnl(fact);
        if (fact.Fees.Count > 0)
            SettleFees(fact);
        else if (fact.IsFill && fact[MemberField.FeeCurrency] is not null && !fact.HasUnusableValue)
            fact.AddProblem(TradeFindingKind.MissingFee, $"{fact.Action} names the currency of a fee, but no fee.");
        if (fact.Price is null && fact.AveragePrice is { } average && fact.IsFill)
        {
            fact.Price = average;
            fact.IsPriceAverage = true;
        }

        if (fact[MemberField.Currency] is null && fact.Symbol is { } symbol)
            fact.QuoteCurrency = _quotes.Of(symbol);
        _hash.Settle(fact);
        fact.HasOtherAmount = _unread.HasAmount;
        _unread.Tell(fact);
    }

    // A fill names what was ordered beside what was filled, or it is of the whole order. The report of a new order says
    // that the last quantity is 0.
    private void SettleQuantity(TradeFact fact)
    {
        if (fact.NumberOf(MemberField.OrderQuantity) is not { } ordered)
            return;
        if (fact.IsFill)
        {
            if (fact is { Kind: TradeActionKind.OrderFilled, CumulativeQuantity: null, LeavesQuantity: null })
                fact.Quantity ??= ordered;
            return;
        }

        if (fact.Quantity is not { } quantity || quantity.Value == 0)
            fact.Quantity = ordered;
        else if (fact.Kind == TradeActionKind.OrderPlaced && quantity.Value != ordered.Value)
            AddConflict(fact, MemberField.Quantity, MemberField.OrderQuantity);
    }

    private void AddConflict(TradeFact fact, MemberField counted, MemberField other) => fact.AddProblem(
        TradeFindingKind.ConflictingMembers,
        $"{fact.Action} has {_readFrom[(int)counted]!.Name} and {_readFrom[(int)other]!.Name}, which differ; "
            + "the first counts.");

    private void SettleTime(TradeFact fact, string text)
    {
        bool isTime = TryEpoch(text, out DateTimeOffset moment)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
        if (isTime && !IsUnset(moment))
            fact.Time = moment;
        else
            AddUnusable(fact, _readFrom[(int)MemberField.EventTime]!, "time");
    }

    // Programs write the first or the last moment that their type has where they know none.
    private static bool IsUnset(DateTimeOffset moment) => moment.UtcDateTime.Year is 1 or 9999;

    // Exchanges send seconds, milliseconds, microseconds or nanoseconds since 1970; the number of digits tells which.
    private static bool TryEpoch(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length is not (10 or 13 or 16 or 19)
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return false;
        }

        long ticks = text.Length switch
        {
            10 => number * TimeSpan.TicksPerSecond,
            13 => number * TimeSpan.TicksPerMillisecond,
            16 => number * 10,
            _ => number / 100,
        };
        moment = DateTimeOffset.FromUnixTimeSeconds(0).AddTicks(ticks);
        return true;
    }

    private void SettleSide(TradeFact fact, string text)
    {
        fact.Side = _sides.Of(text);
        bool isTrade = fact.Kind is not (TradeActionKind.Other or TradeActionKind.Signal);
        if (fact.Side == TradeSide.Unknown && isTrade)
        {
            fact.AddProblem(TradeFindingKind.UnknownSide, $"{fact.Action} has the side '{text}', which is not known.");
        }
    }

    // A negative quantity is a sale; positions are closed whichever sign is written.
    private static void SettleSign(TradeFact fact)
    {
        if (fact.Quantity is not { Value: < 0 } quantity)
            return;

        fact.Quantity = quantity with { Value = -quantity.Value };
        if (fact.Kind == TradeActionKind.PositionClosed)
            return;
        if (fact.Side == TradeSide.None)
        {
            fact.Side = TradeSide.Sell;
        }
        else if (fact.Side == TradeSide.Buy)
        {
            fact.AddProblem(
                TradeFindingKind.UnknownSide,
                $"{fact.Action} is a {fact.SideText} of a negative quantity; it counts as {fact.SideText}.");
        }
    }

    private static void SettlePnl(TradeFact fact)
    {
        if (fact.NumberOf(MemberField.GrossPnl) is { } gross)
            (fact.Pnl, fact.PnlBasis) = (gross, PnlBasis.Gross);
        else if (fact.NumberOf(MemberField.Pnl) is { } pnl)
            fact.Pnl = pnl;
        else if (fact.NumberOf(MemberField.NetPnl) is { } net)
            (fact.Pnl, fact.PnlBasis) = (net, PnlBasis.Net);
    }

    private static void SettleFees(TradeFact fact)
    {
        string? currency = fact[MemberField.FeeCurrency];
        for (int i = 0; currency is not null && i < fact.Fees.Count; i++)
            fact.Fees[i] = fact.Fees[i] with { Currency = fact.Fees[i].Currency ?? Currencies.Normalise(currency) };
        if (fact.Fees.Exists(fee => fee is { IsRebate: true, Amount: > 0 }))
        {
            fact.AddProblem(
                TradeFindingKind.AmbiguousFee, $"{fact.Action} has a rebate below 0, which counts as a cost.");
        }

        if (fact.HasFee && fact.Kind is TradeActionKind.Other or TradeActionKind.Signal
            && UnknownActions.HasNoNewFees(fact))
        {
            string name = fact.Fees[0].Name;
            fact.Fees.Clear();
            fact.AddProblem(
                TradeFindingKind.AmbiguousFee,
                $"{fact.Action} has {name}, and is no event that costs something; it may sum up the fees of others. "
                    + "It is left out.");
            return;
        }

        if (fact.Fees.Count == 1)
            return;
        if (!FeeReader.CanBeAdded(fact.Fees))
        {
            fact.Fees.Clear();
            fact.HasUnusableValue = true;
            fact.AddProblem(
                TradeFindingKind.UnusableValue,
                $"{fact.Action} has fees that have more than 28 digits together; they are in no sum.");
        }
        else if (FeeReader.MayBeOneTwice(fact.Fees))
        {
            string names = string.Join(", ", fact.Fees.Select(fee => fee.Name).Distinct());
            fact.AddProblem(
                TradeFindingKind.AmbiguousFee,
                $"{fact.Action} has {names}, which may be one fee named twice; they are added.");
        }
    }
}
