using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Books money: in the figures of the symbol, strategy and day it belongs to, in the currency it is of, and on
/// the curve of the net pnl.</summary>
internal sealed class PnlBook(TradeFindings findings, FigureTable figures, TradeCalendar calendar, TradeRates rates)
{
    private readonly Dictionary<string, EquityCurve> _curves = new(StringComparer.Ordinal);
    private (string? Currency, EquityCurve? Curve, CurrencySums Sums) _last;

    /// <summary>What does not reconcile.</summary>
    public TradeFindings Findings => findings;

    /// <summary>Hears of each change of a net pnl: where it is counted, and in which currency.</summary>
    public Action<FigureSums, string>? Booked { get; set; }

    /// <summary>Hears of each pnl before fees, with its currency, as it is counted first.</summary>
    public Action<string, decimal>? TradeBooked { get; set; }

    /// <summary>Whether money is counted. It is not while an earlier time is read back.</summary>
    public bool IsCounting { get; set; } = true;

    /// <summary>The number of the event that is booked: what it changes is one step of the net pnl.</summary>
    public long Moment { get; set; }

    /// <summary>The currency whose net pnl changed most often, and the curve of it.</summary>
    public (string Currency, EquityCurve Curve)? Main =>
        figures.Total.Currencies.OrderByDescending(sums => sums.Changes).FirstOrDefault() is { } main
        && _curves.TryGetValue(main.Currency, out EquityCurve? curve)
            ? (main.Currency, curve)
            : null;

    /// <summary>Where events of a symbol, a strategy and a time count.</summary>
    public FigureSet At(string? symbol, string? strategy, DateTimeOffset time) =>
        At(symbol, strategy, calendar.DayOf(time));

    /// <summary>Where events of a symbol, a strategy and a day count.</summary>
    public FigureSet At(string? symbol, string? strategy, DateTime day) =>
        IsCounting ? figures.Of(symbol, strategy, day) : default;

    /// <summary>Counts a pnl before fees.</summary>
    public void AddPnl(FigureSet set, string currency, decimal pnl, bool isLogged, EventMark mark)
    {
        if (!set.IsCounted)
            return;
        (string counted, decimal amount) = rates.Convert(currency, pnl);
        TradeBooked?.Invoke(counted, amount);
        if (set.TryAdd(isLogged ? TradeSum.LoggedPnl : TradeSum.ComputedPnl, counted, amount, Moment))
            AddPoint(set, counted, mark.Time);
        else
            AddTooLarge(mark, "pnl");
    }

    /// <summary>Puts a logged pnl in the place of a computed one.</summary>
    public void ReplacePnl(FigureSet set, string currency, decimal computed, decimal logged, EventMark mark)
    {
        if (!set.IsCounted)
            return;
        (string counted, decimal former) = rates.Convert(currency, computed, isTold: false);
        decimal amount = rates.Convert(currency, logged, isTold: false).Amount;
        if (former == 0)
            TradeBooked?.Invoke(counted, amount);
        if (!set.TryReplace(counted, former, amount, Moment))
            AddTooLarge(mark, "pnl");
        else if (former != amount)
            AddPoint(set, counted, mark.Time);
    }

    /// <summary>Counts a close as won, lost or even, with its pnl in the currency of the sums.</summary>
    public void CountClose(FigureSet set, string currency, decimal? pnl, int sign = 1)
    {
        (string counted, decimal? amount) = Converted(currency, pnl);
        Closes.Count(set, counted, amount, sign);
    }

    /// <summary>A pnl in the currency of the sums.</summary>
    public (string Currency, decimal? Pnl) Converted(string currency, decimal? pnl) =>
        pnl is { } known ? rates.Convert(currency, known, isTold: false) : (currency, null);

    /// <summary>What the fees of an event are together in a currency, by the rate of the event or those that were
    /// given; without the fees of which neither gives it.</summary>
    public decimal FeesIn(string currency, TradeFact fact)
    {
        if (fact.Fees.Count == 1 && fact.CurrencyOf(fact.Fees[0]) == currency)
            return fact.Fees[0].Amount;

        decimal sum = 0;
        foreach (TradeFee fee in fact.Fees)
        {
            string own = fact.CurrencyOf(fee);
            decimal? converted = own == currency ? fee.Amount
                : fact.Rate is { } rate ? ExactNumber.Multiply(fee.Amount, rate.Value)
                : rates.InCurrency(own, currency, fee.Amount);
            if (converted is { } amount)
                ExactNumber.TryAdd(ref sum, amount);
        }

        return sum;
    }

    /// <summary>Counts a fee.</summary>
    /// <param name="set">Where.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="quote">The currency of the event's prices.</param>
    /// <param name="fee">The fee.</param>
    /// <param name="rate">What one unit of its currency is in the quote currency; null when the event does not
    /// say.</param>
    /// <param name="mark">The event.</param>
    public void AddFee(FigureSet set, string currency, string quote, decimal fee, decimal? rate, EventMark mark)
    {
        if (!set.IsCounted || fee == 0)
            return;
        (string counted, decimal amount) = rates.Convert(currency, fee, currency == quote ? null : rate, quote);
        if (set.TryAdd(TradeSum.Fees, counted, amount, Moment))
            AddPoint(set, counted, mark.Time);
        else
            AddTooLarge(mark, "fee");
    }

    /// <summary>Counts what a fill turned over.</summary>
    public void AddTurnover(FigureSet set, string currency, decimal value, EventMark mark)
    {
        if (!set.IsCounted)
            return;
        (string counted, decimal amount) = rates.Convert(currency, value);
        if (!set.TryAdd(TradeSum.Turnover, counted, amount, Moment))
            AddTooLarge(mark, "turnover");
    }

    /// <summary>Tells that a sum cannot hold an amount.</summary>
    public void AddTooLarge(EventMark mark, string name) => findings.Add(
        mark.Number,
        new TradeFinding(
            TradeFindingKind.UnusableValue, $"With this {name} a sum would have more than 28 digits; it is not added.",
                [mark.Place])
        {
            Time = mark.Time,
        });

    private void AddPoint(FigureSet set, string currency, DateTimeOffset time)
    {
        if (currency != _last.Currency)
            _last = (currency, CurveOf(currency), figures.Total.Of(currency));
        _last.Curve?.Add(time, _last.Sums.NetPnl, Moment);
        Booked?.Invoke(set.Sums!, currency);
    }

    // A further currency than the first ones has none.
    private EquityCurve? CurveOf(string currency)
    {
        if (!_curves.TryGetValue(currency, out EquityCurve? curve) && _curves.Count < TradeActivityLimits.Curves)
            _curves[currency] = curve = new EquityCurve();
        return curve;
    }
}
