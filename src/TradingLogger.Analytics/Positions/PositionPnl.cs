using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <summary>Counts what the parts of a position earned, and compares what the log says with what the fills
/// give.</summary>
internal sealed class PositionPnl(string? symbol, PnlBook book)
{
    private const int BinaryScale = 12;

    /// <summary>What a part earned at an exit price, before fees; null when something is not known.</summary>
    public static decimal? PnlOf(ClosedPart part, TradeSide side, decimal? price)
    {
        if (price is not { } known || part.Cost is not { } cost || side is not (TradeSide.Buy or TradeSide.Sell)
            || ExactNumber.Multiply(known, part.Quantity) is not { } value)
        {
            return null;
        }

        decimal gain = side == TradeSide.Buy ? value : cost, paid = side == TradeSide.Buy ? cost : value;
        // Beyond this a double says nothing, and its digits would fill up the sums.
        if (part.IsBinary)
            gain = decimal.Round(gain - paid, BinaryScale);
        else if (!ExactNumber.TryAdd(ref gain, -paid))
            return null;
        return part.Multiplier == 1 ? gain : ExactNumber.Multiply(gain, part.Multiplier);
    }

    /// <summary>Whether an exit is in the currency of what it closes; tells of one that is not.</summary>
    public bool HasCurrencyOf(ClosedPart part, PositionFill fill)
    {
        if (part.Currency == fill.Currency || part.Currency.Length == 0 || fill.Currency.Length == 0)
            return true;
        book.Findings.Add(fill.Mark.Number, new TradeFinding(
            TradeFindingKind.MissingRate,
            $"The exit is in {fill.Currency}, and what it closes in {part.Currency}: their prices give no pnl.",
            [part.Entry.Order?.Placed.Place ?? fill.Mark.Place, fill.Mark.Place])
        {
            Time = fill.Mark.Time,
            Symbol = symbol,
            OrderId = fill.Order?.Id,
        });
        return false;
    }

    /// <summary>Counts the pnl that a fill logs for what it closed.</summary>
    public void TakePnlOfFill(PositionFill fill, Amount pnl, TradeSide side, List<ClosedPart> closed, bool isBinary)
    {
        if (closed.Count == 0)
        {
            if (pnl.Value == 0)
                return;
            book.Findings.Add(fill.Mark.Number, new TradeFinding(
                TradeFindingKind.CloseWithoutPosition,
                    "The fill has a pnl, but it closes nothing that is known. The pnl is counted.", [fill.Mark.Place])
            {
                Time = fill.Mark.Time,
                Symbol = symbol,
                OrderId = fill.Order?.Id,
            });
            book.AddPnl(
                book.At(symbol, fill.Strategy, fill.Mark.Time), fill.Currency, pnl.Value, isLogged: true, fill.Mark);
            return;
        }

        var close = new CloseState
        {
            Mark = fill.Mark,
            Side = side,
            Symbol = symbol,
            Pnl = pnl,
            Basis = fill.Basis,
            Currency = fill.Currency,
        };
        close.Parts.AddRange(closed);
        CountLogged(close, isBinary);
    }

    /// <summary>Counts the pnl that a close logs, in the place of what its fills gave, and compares the two when all of
    /// the fills are there.</summary>
    public void CountLogged(CloseState close, bool isBinary)
    {
        if (close.Pnl is not { } pnl)
            return;

        decimal fees = 0;
        PnlBasis basis = !close.IsForeign && EarnedBy(close) is { } computed
            ? close.Judge(pnl, computed, isBinary, out fees)
            : PnlBasis.Unknown;
        Distribute(close, basis == PnlBasis.Net ? pnl.Value + fees : pnl.Value);
        // What the fills explain, before or after fees, needs no second look.
        if (basis == PnlBasis.Unknown || close.IsShared)
            Check(close, isBinary);
    }

    // What the exit fills give, and the exit price that the close names where they are missing.
    private static decimal? EarnedBy(CloseState close) => EarnedBy(close, close.Side);

    private static decimal? EarnedBy(CloseState close, TradeSide side)
    {
        decimal? sum = close.IsBeyond ? null : 0m;
        foreach (ClosedPart part in close.Parts)
        {
            decimal? earned = part.Exit.Number == 0 ? PnlOf(part, side, close.ExitPrice) : part.Computed;
            sum = DecimalMath.Add(sum, earned);
        }

        return sum;
    }

    private void Distribute(CloseState close, decimal gross)
    {
        close.CountResult(book, gross);
        close.IsShared = close.Parts.Count > 1 && close.Parts.Exists(part => part.Computed is null);
        if (close.Parts.Count == 1)
        {
            Count(close.Parts[0], gross, isLogged: true, close.Mark, close.Currency);
            return;
        }

        decimal left = gross;
        Shares shares = SharesOf(close, gross);
        for (int i = 0; i < close.Parts.Count; i++)
        {
            ClosedPart part = close.Parts[i];
            decimal share = i == close.Parts.Count - 1 ? left : shares.Of(part) ?? 0;
            DecimalMath.Subtract(ref left, share);
            Count(part, share, isLogged: true, close.Mark, close.Currency);
        }
    }

    // What each part earned, by its exit fill or by the exit price that the close names. In another currency that is a
    // proportion only, and where it is not known, or not what is logged, the quantities are.
    private static Shares SharesOf(CloseState close, decimal gross)
    {
        decimal? earned = 0m;
        decimal quantity = 0;
        foreach (ClosedPart part in close.Parts)
        {
            earned = DecimalMath.Add(earned, EarnedBy(close, part));
            DecimalMath.Add(ref quantity, part.Quantity);
        }

        if (earned is not { } known || (close.IsShared && !close.IsForeign && !close.IsGiven(known)))
            return new Shares(close, gross) { Quantities = quantity };
        return new Shares(close, gross) { Proportions = close.IsForeign && known != 0 ? known : null };
    }

    private static decimal? EarnedBy(CloseState close, ClosedPart part) =>
        part.Computed ?? PnlOf(part, close.Side, close.ExitPrice);

    // What of a pnl is that of a part: by quantity, as a proportion of what all earned, or what the part earned.
    private readonly record struct Shares(CloseState Close, decimal Gross)
    {
        public decimal? Quantities { get; init; }

        public decimal? Proportions { get; init; }

        public decimal? Of(ClosedPart part)
        {
            if (Quantities is { } quantities)
                return ExactNumber.Share(Gross, part.Quantity, quantities);
            return Proportions is { } all
                ? ExactNumber.Share(Gross, EarnedBy(Close, part) ?? 0, all)
                : EarnedBy(Close, part);
        }
    }

    /// <summary>Counts the pnl of a part, in the place of what was counted before.</summary>
    public void Count(ClosedPart part, decimal? pnl, bool isLogged, EventMark mark, string? currency = null)
    {
        if (pnl is not { } counted)
            return;
        BookPnl(part, counted, isLogged, mark, currency ?? part.Currency);
        part.Entry.Order?.AddPnl(DecimalMath.Subtract(counted, part.Counted));
        part.Counted = counted;
        part.IsLogged |= isLogged;
    }

    private void BookPnl(ClosedPart part, decimal counted, bool isLogged, EventMark mark, string currency)
    {
        if (currency != part.Currency)
        {
            book.AddPnl(part.Figures, part.Currency, -part.Counted, isLogged: false, mark);
            book.AddPnl(part.Figures, currency, counted, isLogged: true, mark);
            return;
        }

        if (isLogged && !part.IsLogged)
            book.ReplacePnl(part.Figures, currency, part.Counted, counted, mark);
        else if (!DecimalMath.AreEqual(counted, part.Counted))
            book.AddPnl(part.Figures, currency, DecimalMath.Subtract(counted, part.Counted), isLogged, mark);
    }

    /// <summary>Compares what a close logs with what its fills give, when all of them are there.</summary>
    public void Check(CloseState close, bool isBinary)
    {
        if (close.Pnl is not { } pnl || close.Awaiting > 0 || close.Computed is not { } computed || close.IsForeign)
            return;

        switch (close.Judge(pnl, computed, isBinary, out decimal fees))
        {
            case PnlBasis.Net when close.Counted == pnl.Value && fees != 0:
                Distribute(close, pnl.Value + fees);
                break;
            case PnlBasis.Gross when close.IsShared:
                Distribute(close, pnl.Value);
                break;
            case PnlBasis.Unknown:
                TellMismatch(close, pnl.Value, computed);
                break;
        }
    }

    /// <summary>Counts a close without a pnl by the exit price that it names, where no fill has closed the
    /// position.</summary>
    public void CountByExitPrice(CloseState close)
    {
        foreach (ClosedPart part in close.Parts.Where(part => part.Exit.Number == 0))
        {
            if (PnlOf(part, close.Side, close.ExitPrice) is not { } pnl)
                continue;
            part.Computed = pnl;
            Count(part, pnl, isLogged: false, close.Mark);
        }
    }

    /// <summary>Compares what a close logs with what its exit price gives, where no fill has closed the
    /// position.</summary>
    public void CheckExitPrice(CloseState close, TradeFindings findings, bool isBinary)
    {
        // Where nobody says which way the position stood, it may have been either.
        bool hasSide = close.Side is TradeSide.Buy or TradeSide.Sell;
        if (close.Pnl is { } pnl && !close.IsForeign
            && EarnedBy(close, hasSide ? close.Side : TradeSide.Buy) is { } known
            && close.Judge(pnl, known, isBinary) == PnlBasis.Unknown
            && (hasSide || close.Judge(pnl, -known, isBinary) == PnlBasis.Unknown))
        {
            findings.Add(close.Mark.Number, MismatchOf(close, pnl.Value, known));
        }
    }

    private void TellMismatch(CloseState close, decimal logged, decimal computed) =>
        book.Findings.Add(close.Mark.Number, MismatchOf(close, logged, computed));

    private TradeFinding MismatchOf(CloseState close, decimal logged, decimal computed)
    {
        decimal net = computed - close.Fees;
        string fees = close.Fees == 0 ? "" : FormattableString.Invariant($", {net} after fees");
        IEnumerable<EventMark> exits = close.Parts.Select(part => part.Exit).Where(
            exit => exit.Number > 0 && exit.Number != close.Mark.Number).Distinct();
        return new TradeFinding(
            TradeFindingKind.PnlMismatch,
            FormattableString.Invariant(
                $"The log says pnl {logged}, the fills give {computed}{fees}. The logged one counts."),
            [.. exits.Take(10).Select(exit => exit.Place), close.Mark.Place])
        {
            Time = close.Mark.Time,
            Symbol = symbol,
            OrderId = close.Parts.Select(part => part.Entry.Id).FirstOrDefault(entry => entry is not null),
        };
    }
}
