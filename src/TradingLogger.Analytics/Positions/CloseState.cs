using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <summary>A close that was logged, and the parts of the position that it closed. One object serves for several
/// closes, one after the other, unless a position keeps it.</summary>
internal sealed class CloseState
{
    private const decimal LargestRounding = 0.01m;
    private const int MostDigits = 28;

    // What a computed pnl may be off by, because its parts are rounded to 12 places.
    private const decimal RoundedParts = 1e-11m;

    public EventMark Mark { get; set; }

    public TradeSide Side { get; set; }

    public string? Symbol { get; set; }

    public string? Strategy { get; set; }

    public Amount? Pnl { get; set; }

    public PnlBasis Basis { get; set; }

    public decimal? ExitPrice { get; set; }

    /// <summary>Whether one of its numbers was none, which is a finding already.</summary>
    public bool HasUnusableValue { get; set; }

    /// <summary>The currency of the logged pnl.</summary>
    public string Currency { get; set; } = "";

    /// <summary>Where it counts as won, lost or even; nowhere for a fill that logs its pnl.</summary>
    public FigureSet Figures { get; set; }

    /// <summary>Its pnl before fees; null when it is not known.</summary>
    public decimal? Result { get; private set; }

    /// <summary>Whether it is counted as won, lost or even.</summary>
    public bool IsCounted { get; private set; }

    /// <summary>Whether its pnl is of another currency than the prices: then the fills do not give it.</summary>
    public bool IsForeign
    {
        get
        {
            foreach (ClosedPart part in Parts)
            {
                if (part.Currency != Currency)
                    return true;
            }

            return false;
        }
    }

    public List<ClosedPart> Parts { get; } = [];

    /// <summary>Whether its pnl was shared by its parts before their exit fills were known.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether its parts are of several orders and cost different prices, so that what each earned depends on
    /// the exit price.</summary>
    public bool HasUnequalParts
    {
        get
        {
            ClosedPart first = Parts[0];
            decimal? each = first.Cost is { } cost ? ExactNumber.Divide(cost, first.Quantity) : null;
            return Parts.Exists(part => part.Entry.Id != first.Entry.Id && part.Cost is { } other && each is { } known
                && ExactNumber.Divide(other, part.Quantity) is { } price
                && !ExactNumber.AreEqual(price, known, isBinary: true));
        }
    }

    /// <summary>How much has no exit fill yet.</summary>
    public decimal Awaiting { get; set; }

    /// <summary>Whether it closed more than is known: then its pnl cannot be checked.</summary>
    public bool IsBeyond { get; set; }

    /// <summary>Whether a position keeps it, because exit fills are still to come.</summary>
    public bool IsKept { get; set; }

    /// <summary>The pnl that the fills give, before fees; null when they do not.</summary>
    public decimal? Computed
    {
        get
        {
            decimal? sum = IsBeyond ? null : 0m;
            foreach (ClosedPart part in Parts)
                sum = DecimalMath.Add(sum, part.Computed);
            return sum;
        }
    }

    /// <summary>The pnl that has been counted for its parts.</summary>
    public decimal Counted
    {
        get
        {
            decimal sum = 0;
            foreach (ClosedPart part in Parts)
                DecimalMath.Add(ref sum, part.Counted);
            return sum;
        }
    }

    /// <summary>What the close itself cost, by currency; empty when it named no cost.</summary>
    public IReadOnlyList<(string Currency, decimal Amount)> Costs { get; set; } = [];

    /// <summary>What the close itself cost in the currency of the pnl, which is the exit's fee where no fill has
    /// one.</summary>
    public decimal OwnFees { get; set; }

    /// <summary>The fees of its fills in the currency of the pnl.</summary>
    public decimal Fees
    {
        get
        {
            decimal sum = Awaiting > 0 ? OwnFees : 0;
            foreach (ClosedPart part in Parts)
                DecimalMath.Add(ref sum, part.Fees);
            return sum;
        }
    }

    /// <summary>Makes it a close of which nothing has been booked.</summary>
    public void Restart()
    {
        Parts.Clear();
        Awaiting = 0;
        Result = null;
        IsCounted = IsShared = IsBeyond = false;
    }

    /// <summary>Notes that it has been booked: its parts may serve for others.</summary>
    public void Finish()
    {
        if (IsKept)
            return;
        foreach (ClosedPart part in Parts)
            part.IsDone = true;
    }

    /// <summary>Counts the close as won, lost or even, in the place of how it was counted before.</summary>
    public void CountResult(PnlBook book, decimal? pnl)
    {
        if (IsCounted)
            book.CountClose(Figures, Currency, Result, -1);
        book.CountClose(Figures, Currency, pnl);
        IsCounted = true;
        Result = pnl;
    }

    /// <summary>What a logged pnl is beside the one that fills give.</summary>
    /// <param name="logged">The logged one.</param>
    /// <param name="gross">What the fills give before fees.</param>
    /// <param name="isBinary">Whether a double took part.</param>
    /// <returns>Gross or net; unknown when it is neither.</returns>
    public PnlBasis Judge(Amount logged, decimal gross, bool isBinary) => Judge(logged, gross, isBinary, out _);

    /// <summary>What a logged pnl is beside the one that fills give.</summary>
    /// <param name="logged">The logged one.</param>
    /// <param name="gross">What the fills give before fees.</param>
    /// <param name="isBinary">Whether a double took part.</param>
    /// <param name="fees">The fees that a net one is less by: those of the fills, of the close itself, or both.</param>
    /// <returns>Gross or net; unknown when it is neither.</returns>
    public PnlBasis Judge(Amount logged, decimal gross, bool isBinary, out decimal fees)
    {
        fees = 0;
        // A double is off by a share of what was paid, however little of it is left as pnl.
        decimal paid = isBinary || logged.IsBinary ? Parts.Sum(part => Math.Abs(part.Cost ?? 0)) : 0;
        if (Basis != PnlBasis.Net && IsSame(logged.Value, gross, paid))
            return PnlBasis.Gross;
        if (Basis == PnlBasis.Gross)
            return PnlBasis.Unknown;
        fees = Fees;
        if (IsSame(logged.Value, DecimalMath.Subtract(gross, fees), paid))
            return PnlBasis.Net;
        if (OwnFees == 0 || Awaiting > 0)
            return PnlBasis.Unknown;
        fees += OwnFees;
        if (IsSame(logged.Value, DecimalMath.Subtract(gross, fees), paid))
            return PnlBasis.Net;
        fees = OwnFees;
        return IsSame(logged.Value, DecimalMath.Subtract(gross, fees), paid) ? PnlBasis.Net : PnlBasis.Unknown;
    }

    /// <summary>Whether the logged pnl is what fills give, before or after fees.</summary>
    public bool IsGiven(decimal gross) =>
        Pnl is { } logged && Judge(logged, gross, isBinary: false) != PnlBasis.Unknown;

    // A logged pnl is often rounded: to cents, or to the digits that it shows when these are more.
    private static bool IsSame(decimal logged, decimal computed, decimal paid)
    {
        if (DecimalMath.AreEqual(logged, computed))
            return true;
        int digits = Math.Max(2, ExactNumber.ScaleOf(logged));
        decimal rounding = digits < MostDigits ? new decimal(5, 0, 0, isNegative: false, (byte)(digits + 1)) : 0;
        if (rounding > RoundedParts)
            rounding += RoundedParts;
        decimal tolerance = Math.Min(rounding, LargestRounding * Math.Abs(computed));
        return Math.Abs(logged - computed) <= tolerance + (ExactNumber.BinaryTolerance * paid);
    }
}
