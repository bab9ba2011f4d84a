using System.Globalization;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Facts;

/// <content>What follows from the members of an event together.</content>
internal sealed partial class FactReader
{
    private void Settle(TradeFact fact)
    {
        if (fact[MemberField.EventTime] is { } time)
            SettleTime(fact, time);
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
            _problems.Add((TradeFindingKind.MissingFee, $"{fact.Action} names the currency of a fee, but no fee."));
        if (fact.Price is null && fact.AveragePrice is { } average && fact.IsFill)
            fact.Price = average;
        else if (fact.IsFill && fact.Price is { } price && fact.AveragePrice is { } other && price.Value != other.Value && fact.CumulativeQuantity is null)
            AddPriceConflict(fact);
        foreach (MemberName name in _unread)
            TellUnread(fact, name);
    }

    private void AddPriceConflict(TradeFact fact) => _problems.Add((
        TradeFindingKind.ConflictingMembers,
        $"{fact.Action} has {_readFrom[(int)MemberField.Price]!.Name} and {_readFrom[(int)MemberField.AveragePrice]!.Name}, which differ; the first counts."));

    private void SettleTime(TradeFact fact, string text)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment))
            fact.Time = moment;
        else
            AddUnusable(fact, _readFrom[(int)MemberField.EventTime]!, "time");
    }

    private void SettleSide(TradeFact fact, string text)
    {
        fact.Side = _sides.Of(text);
        bool isTrade = fact.Kind is not (TradeActionKind.Other or TradeActionKind.Signal);
        if (fact.Side == TradeSide.Unknown && isTrade)
            _problems.Add((TradeFindingKind.UnknownSide, $"{fact.Action} has the side '{text}', which is not known."));
    }

    // A negative quantity is a sale; positions are closed whichever sign is written.
    private void SettleSign(TradeFact fact)
    {
        if (fact.Quantity is not { Value: < 0 } quantity)
            return;

        fact.Quantity = quantity with { Value = -quantity.Value };
        if (fact.Kind == TradeActionKind.PositionClosed)
            return;
        if (fact.Side == TradeSide.None)
            fact.Side = TradeSide.Sell;
        else if (fact.Side == TradeSide.Buy)
            _problems.Add((TradeFindingKind.UnknownSide, $"{fact.Action} is a {fact.SideText} of a negative quantity; it counts as {fact.SideText}."));
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

    private void SettleFees(TradeFact fact)
    {
        string? currency = fact[MemberField.FeeCurrency];
        for (int i = 0; currency is not null && i < fact.Fees.Count; i++)
            fact.Fees[i] = fact.Fees[i] with { Currency = fact.Fees[i].Currency ?? Currencies.Normalise(currency) };
        if (fact.Fees.Count > 1 && FeeReader.MayBeOneTwice(fact.Fees))
        {
            _problems.Add((
                TradeFindingKind.AmbiguousFee,
                $"{fact.Action} has {string.Join(", ", fact.Fees.Select(fee => fee.Name).Distinct())}, which may be one fee named twice; they are added."));
        }
    }

    private void TellUnread(TradeFact fact, MemberName name)
    {
        bool isMissing = name.Likeness switch
        {
            MemberField.Fee or MemberField.Pnl => true,
            MemberField.Quantity => IsTrade(fact) && fact.Quantity is null && fact.CumulativeQuantity is null,
            MemberField.Price => fact.IsFill && fact.Price is null,
            _ => IsTrade(fact) && fact.Side == TradeSide.None,
        };
        if (isMissing)
        {
            _problems.Add((
                TradeFindingKind.UnreadMember,
                $"{fact.Action} has the member {name.Name}, which looks like a {MemberNames.Table.First(row => row.Field == name.Likeness).Names[0]} "
                    + "and is not read. Name it with -Map if it is one."));
        }
    }

    private static bool IsTrade(TradeFact fact) => fact.IsFill
        || fact.Kind is TradeActionKind.OrderPlaced or TradeActionKind.PositionOpened or TradeActionKind.PositionClosed;
}
