using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Analytics.Positions;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Moves the positions that a fill changes: one as a rule, several where it does not say of which it is the
/// exit.</summary>
internal sealed class FillPositions(PositionBook positions, TradeFindings findings)
{
    /// <summary>The position that the last fill moved last; null when it moved none.</summary>
    public Position? Last => Moved.Count == 0 ? null : Moved[^1];

    /// <summary>The positions that the last fill moved.</summary>
    public List<Position> Moved { get; } = [];

    /// <summary>Forgets what the fill before has moved.</summary>
    public void Clear() => Moved.Clear();

    /// <summary>The position that an event names, or its order, by an id or by a side; null for none.</summary>
    public static string? IdOf(TradeFact fact, OrderState? order)
    {
        if (order?.PositionId is { } known)
            return known;
        TradeSide side = fact.PositionSide != TradeSide.None ? fact.PositionSide : order?.PositionSide
            ?? TradeSide.None;
        return side == TradeSide.None ? null : side == TradeSide.Buy ? "LONG" : "SHORT";
    }

    /// <summary>Books a fill.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="fill">What it does to a position.</param>
    /// <param name="id">The position that it names; null for none.</param>
    public void Book(TradeFact fact, PositionFill fill, string? id)
    {
        SymbolBook symbol = positions.Of(fact);
        Position[] several = symbol.ExitedBy(fill, id);
        if (several.Length > 1)
            Book(fact, fill, several);
        else
            Book(fact, fill, symbol.ForFill(fill, id), isNamed: id is not null);
    }

    // What has waited longest ends first, then the next: no position is turned round while another one stands.
    private void Book(TradeFact fact, PositionFill fill, Position[] several)
    {
        decimal whole = fill.Quantity!.Value, left = whole;
        bool isBinary = fill.IsBinary || several.Any(position => position.IsBinary);
        TellSeveral(fact, fill, several, isBinary);
        for (int i = 0; i < several.Length && !ExactNumber.AreEqual(whole, whole - left, isBinary); i++)
        {
            bool isLast = i == several.Length - 1;
            decimal part = isLast ? left : Math.Min(left, several[i].ClosedBy(fill));
            left -= part;
            Book(fact, part == whole ? fill : PartOf(fill, part, whole), several[i], isNamed: false);
        }
    }

    // Where the fill ends all of them, or is what a close waits for, nothing is left to be chosen.
    private void TellSeveral(TradeFact fact, PositionFill fill, Position[] several, bool isBinary)
    {
        decimal whole = fill.Quantity!.Value, first = several[0].ClosedBy(fill);
        bool isAwaited = several[0].Awaits(fill) && ExactNumber.AreEqual(first, whole, isBinary);
        bool isAll = ExactNumber.AreEqual(several.Sum(position => position.ClosedBy(fill)), whole, isBinary);
        if (fill.Pnl is null && (isAwaited || isAll))
            return;
        findings.Add(
            TradeFindingKind.Ambiguous,
            fact,
            FormattableString.Invariant($"The fill may be the exit of {several.Length} positions, and does not say ")
                + "of which. The one that has waited longest is taken first.");
    }

    private static PositionFill PartOf(PositionFill fill, decimal part, decimal whole) => fill with
    {
        Quantity = part,
        Fee = ExactNumber.Share(fill.Fee, part, whole) ?? 0,
        Pnl = fill.Pnl is { } pnl ? pnl with { Value = ExactNumber.Share(pnl.Value, part, whole) ?? 0 } : null,
    };

    private void Book(TradeFact fact, PositionFill fill, Position position, bool isNamed)
    {
        Moved.Add(position);
        TradeSide before = position.Standing;
        fill.OnlyCloses = fact.OnlyCloses || fill.Order is { OnlyCloses: true }
            || TradeSides.IsExit(fill.Side, fact.PositionSide);
        if (fill.OnlyCloses && position.Open > 0 && position.Standing == fill.Side)
        {
            findings.Add(
                TradeFindingKind.UnknownSide, fact, "The order only reduces, but its fill adds to the position.");
        }

        if (before == TradeSides.Opposite(fill.Side) && position.Open > 0
            && (fact.OnlyOpens || fill.Order is { OnlyOpens: true }))
        {
            findings.Add(
                TradeFindingKind.Ambiguous,
                fact,
                "The fill says that it opens a position, and one stands the other way. It is taken for its exit; in a "
                    + "hedging account position_id or position_side tells positions apart.");
        }

        if (!position.Fill(fill))
        {
            findings.Add(
                TradeFindingKind.UnknownSide, fact,
                    "Neither the fill nor its order says whether it buys or sells; it moves no position.");
        }
        else if (position.NotClosed > 0)
        {
            TellNotClosed(fact, fill, position.NotClosed);
        }
        else if (isNamed && position.Standing == fill.Side && before == TradeSides.Opposite(fill.Side))
        {
            findings.Add(
                TradeFindingKind.QuantityMismatch,
                fact,
                FormattableString.Invariant($"The fill of {fill.Quantity} is more than is open of the position ")
                    + FormattableString.Invariant($"{position.Id}; {position.Open} opens it the other way."));
        }
    }

    // Its entry may be a line that is missing, or one of before the log.
    private void TellNotClosed(TradeFact fact, PositionFill fill, decimal rest)
    {
        if (fill.Pnl is not null && rest == fill.Quantity)
            return;
        findings.Add(
            TradeFindingKind.CloseWithoutPosition,
            fact,
            FormattableString.Invariant($"The fill of {fill.Quantity} only closes, but {rest} of it closes nothing ")
                + "that is known, and opens nothing. The entry may be missing, or older than what is read.");
    }
}
