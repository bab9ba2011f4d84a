using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Figures;

/// <summary>What is counted.</summary>
internal enum TradeCounter
{
    Events,
    Signals,
    OrdersPlaced,
    OrdersFilled,
    OrdersEnded,
    Fills,
    PositionsClosed,
    Wins,
    Losses,
    Evens,
}

/// <summary>What is added up.</summary>
internal enum TradeSum
{
    /// <summary>Pnl before fees that stands in the log.</summary>
    LoggedPnl,

    /// <summary>Pnl before fees that was computed from fills.</summary>
    ComputedPnl,

    /// <summary>Fees.</summary>
    Fees,

    /// <summary>Price times quantity of fills.</summary>
    Turnover,

    /// <summary>The pnl of closes above 0.</summary>
    GrossProfit,

    /// <summary>The pnl of closes below 0, without its sign.</summary>
    GrossLoss,
}

/// <summary>Adds up the figures of one set of events.</summary>
internal sealed class MetricsAccumulator
{
    private readonly long[] _counts = new long[(int)TradeCounter.Evens + 1];
    private readonly List<CurrencySums> _currencies = [];

    /// <summary>The currencies of the amounts.</summary>
    public IReadOnlyList<CurrencySums> Currencies => _currencies;

    /// <summary>Counts something.</summary>
    public void Count(TradeCounter counter, long number = 1) => _counts[(int)counter] += number;

    /// <summary>Adds an amount.</summary>
    /// <returns>False when no decimal can hold the sums exactly; nothing was added then.</returns>
    public bool TryAdd(TradeSum sum, string currency, in ScaledAmount amount) => Of(currency).TryAdd(sum, amount);

    /// <summary>The sums of a currency.</summary>
    public CurrencySums Of(string currency)
    {
        foreach (CurrencySums sums in _currencies)
        {
            if (sums.Currency == currency)
                return sums;
        }

        var made = new CurrencySums(currency);
        _currencies.Add(made);
        return made;
    }

    /// <summary>The figures so far.</summary>
    /// <param name="name">What the events have in common.</param>
    /// <param name="pending">Exits that no close has been logged for: each counts as one.</param>
    /// <param name="nameOf">The name of a currency as results show it.</param>
    public TradeFigures Figures(string name, PendingCloses pending, Func<string, string> nameOf)
    {
        MetricsAccumulator ended = pending.Of(this);
        return new TradeFigures
        {
            Name = name,
            Events = At(TradeCounter.Events),
            Signals = At(TradeCounter.Signals),
            OrdersPlaced = At(TradeCounter.OrdersPlaced),
            OrdersFilled = At(TradeCounter.OrdersFilled),
            OrdersEnded = At(TradeCounter.OrdersEnded),
            Fills = At(TradeCounter.Fills),
            PositionsClosed = At(TradeCounter.PositionsClosed) + ended.At(TradeCounter.PositionsClosed),
            Wins = At(TradeCounter.Wins) + ended.At(TradeCounter.Wins),
            Losses = At(TradeCounter.Losses) + ended.At(TradeCounter.Losses),
            Evens = At(TradeCounter.Evens) + ended.At(TradeCounter.Evens),
            ByCurrency =
            [
                .. _currencies
                    .Where(sums => sums.IsUsed)
                    .Select(sums => sums.Amounts(ended.Of(sums.Currency), nameOf))
                    .OrderBy(amounts => amounts.Currency, StringComparer.Ordinal),
            ],
        };
    }

    private long At(TradeCounter counter) => _counts[(int)counter];
}

/// <summary>Adds up the amounts of one currency.</summary>
internal sealed class CurrencySums(string currency)
{
    private readonly ExactSum[] _sums = new ExactSum[(int)TradeSum.GrossLoss + 1];
    private ExactSum _netPnl;
    private ExactSum _peak;
    private ExactSum _maxDrawdown;

    /// <summary>The currency; empty for one that is not known.</summary>
    public string Currency => currency;

    /// <summary>The running net pnl.</summary>
    public decimal NetPnl => _netPnl.Value;

    /// <summary>How often the net pnl changed.</summary>
    public long Changes { get; private set; }

    /// <summary>Whether anything was added.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Adds an amount.</summary>
    /// <returns>False when no decimal can hold the sums exactly; nothing was added then.</returns>
    public bool TryAdd(TradeSum sum, in ScaledAmount amount)
    {
        ExactSum result = _sums[(int)sum];
        if (!result.TryAdd(amount) || !TryMove(sum, amount))
            return false;

        _sums[(int)sum] = result;
        IsUsed = true;
        return true;
    }

    /// <summary>Puts a logged pnl in the place of one that was computed, as one change of the net pnl.</summary>
    /// <param name="computed">The computed one.</param>
    /// <param name="logged">The logged one.</param>
    /// <param name="change">The logged one less the computed one.</param>
    /// <returns>False when no decimal can hold the sums exactly; nothing was changed then.</returns>
    public bool TryReplace(in ScaledAmount computed, in ScaledAmount logged, in ScaledAmount change)
    {
        ExactSum sumOfComputed = _sums[(int)TradeSum.ComputedPnl], sumOfLogged = _sums[(int)TradeSum.LoggedPnl];
        if (!sumOfComputed.TryAdd(-computed)
            || !sumOfLogged.TryAdd(logged)
            || !TryMove(TradeSum.LoggedPnl, change))
        {
            return false;
        }

        _sums[(int)TradeSum.ComputedPnl] = sumOfComputed;
        _sums[(int)TradeSum.LoggedPnl] = sumOfLogged;
        IsUsed = true;
        return true;
    }

    /// <summary>The sums so far.</summary>
    public TradeAmounts Amounts(CurrencySums pending, Func<string, string> nameOf)
    {
        decimal logged = _sums[(int)TradeSum.LoggedPnl].Value, computed = _sums[(int)TradeSum.ComputedPnl].Value,
            gross = logged;
        ExactNumber.TryAdd(ref gross, computed);
        return new TradeAmounts
        {
            Currency = nameOf(currency),
            GrossProfit = Sum(TradeSum.GrossProfit, pending),
            GrossLoss = Sum(TradeSum.GrossLoss, pending),
            GrossPnl = gross,
            LoggedPnl = logged,
            ComputedPnl = computed,
            Fees = _sums[(int)TradeSum.Fees].Value,
            NetPnl = NetPnl,
            MaxDrawdown = _maxDrawdown.Value,
            Turnover = _sums[(int)TradeSum.Turnover].Value,
        };
    }

    private decimal Sum(TradeSum sum, CurrencySums pending)
    {
        decimal result = _sums[(int)sum].Value;
        ExactNumber.TryAdd(ref result, pending._sums[(int)sum].Value);
        return result;
    }

    private bool TryMove(TradeSum sum, in ScaledAmount amount) => sum switch
    {
        _ when amount.IsZero => true,
        TradeSum.LoggedPnl or TradeSum.ComputedPnl => TryMove(amount),
        TradeSum.Fees => TryMove(-amount),
        _ => true,
    };

    private bool TryMove(in ScaledAmount change)
    {
        ExactSum net = _netPnl;
        if (!net.TryAdd(change))
            return false;
        ExactSum peak = net > _peak ? net : _peak, fall = peak;
        if (!fall.TrySubtract(net))
            return false;

        _netPnl = net;
        _peak = peak;
        if (fall > _maxDrawdown)
            _maxDrawdown = fall;
        Changes++;
        return true;
    }
}

/// <summary>What exits that no close was logged for add to the counts of closes. It is added when a result is made and
/// not before, because the close may still be logged.</summary>
internal sealed class PendingCloses
{
    private static readonly MetricsAccumulator Nothing = new();

    private readonly Dictionary<MetricsAccumulator, MetricsAccumulator> _pending = [];

    /// <summary>What comes on top of the figures of a set.</summary>
    public MetricsAccumulator Of(MetricsAccumulator figures) =>
        _pending.TryGetValue(figures, out MetricsAccumulator? pending) ? pending : Nothing;

    /// <summary>Counts an exit as a close.</summary>
    public void Add(FigureSet figures, string currency, decimal? pnl)
    {
        if (!figures.IsCounted)
            return;
        foreach (MetricsAccumulator set in new[] { figures.Total, figures.Symbol, figures.Strategy, figures.Day })
        {
            if (!_pending.TryGetValue(set, out MetricsAccumulator? pending))
                _pending[set] = pending = new MetricsAccumulator();
            Closes.Count(pending, currency, pnl);
        }
    }
}

/// <summary>Counts a close as won, lost or even.</summary>
internal static class Closes
{
    /// <summary>Counts a close.</summary>
    /// <param name="figures">Where it counts.</param>
    /// <param name="currency">The currency of its pnl.</param>
    /// <param name="pnl">Its pnl before fees; null when it is not known.</param>
    /// <param name="sign">1, or -1 to take back what was counted.</param>
    public static void Count(MetricsAccumulator figures, string currency, decimal? pnl, int sign = 1) =>
        Count(figures, currency, ResultOf(pnl), SizeOf(pnl, sign), sign);

    private static void Count(MetricsAccumulator figures, string currency, int? result, in ScaledAmount size, int sign)
    {
        figures.Count(TradeCounter.PositionsClosed, sign);
        switch (result)
        {
            case null:
                break;
            case > 0:
                figures.Count(TradeCounter.Wins, sign);
                figures.TryAdd(TradeSum.GrossProfit, currency, size);
                break;
            case < 0:
                figures.Count(TradeCounter.Losses, sign);
                figures.TryAdd(TradeSum.GrossLoss, currency, size);
                break;
            default:
                figures.Count(TradeCounter.Evens, sign);
                break;
        }
    }

    private static int? ResultOf(decimal? pnl) => pnl is { } known ? Math.Sign(known) : null;

    // A loss is added up without its sign, and what is taken back with the other one.
    private static ScaledAmount SizeOf(decimal? pnl, int sign)
    {
        decimal size = Math.Abs(pnl ?? 0);
        return new ScaledAmount(sign < 0 ? -size : size);
    }

    /// <summary>Counts a close in all figures of a set.</summary>
    public static void Count(FigureSet figures, string currency, decimal? pnl, int sign = 1)
    {
        if (!figures.IsCounted)
            return;
        int? result = ResultOf(pnl);
        ScaledAmount size = SizeOf(pnl, sign);
        Count(figures.Total, currency, result, size, sign);
        Count(figures.Symbol, currency, result, size, sign);
        Count(figures.Strategy, currency, result, size, sign);
        Count(figures.Day, currency, result, size, sign);
    }
}
