using TradingLogging.Analytics.Numbers;

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
/// <param name="name">What the events have in common; empty for all, and for those that have none.</param>
internal sealed class MetricsAccumulator(string name = "")
{
    /// <summary>How many things are counted.</summary>
    public const int Counters = (int)TradeCounter.Evens + 1;

    private readonly long[] _counts = new long[Counters];
    private readonly List<CurrencySums> _currencies = [];

    /// <summary>What the events have in common.</summary>
    public string Name => name;

    /// <summary>The currencies of the amounts.</summary>
    public IReadOnlyList<CurrencySums> Currencies => _currencies;

    /// <summary>Counts something.</summary>
    public void Count(TradeCounter counter, long number = 1) => _counts[(int)counter] += number;

    /// <summary>Adds an amount that does not change the net pnl.</summary>
    /// <returns>False when no decimal can hold the sum exactly; nothing was added then.</returns>
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
    private long _moment;

    /// <summary>The currency; empty for one that is not known.</summary>
    public string Currency => currency;

    /// <summary>The running net pnl.</summary>
    public decimal NetPnl => _netPnl.Value;

    /// <summary>How many digits the net pnl has behind the point.</summary>
    public int Scale => _netPnl.Scale;

    /// <summary>How many digits a sum has behind the point.</summary>
    public int ScaleOf(TradeSum sum) => _sums[(int)sum].Scale;

    /// <summary>How often the net pnl changed.</summary>
    public long Changes { get; private set; }

    /// <summary>Whether anything was added.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Adds an amount that does not change the net pnl.</summary>
    /// <returns>False when no decimal can hold the sum exactly; nothing was added then.</returns>
    public bool TryAdd(TradeSum sum, in ScaledAmount amount)
    {
        if (!_sums[(int)sum].TryAdd(amount))
            return false;
        IsUsed = true;
        return true;
    }

    /// <summary>Adds an amount that changes the net pnl.</summary>
    /// <param name="sum">What it adds to.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="change">What it changes the net pnl by.</param>
    /// <param name="moment">The number of the event. The pnl and the fee of one event are one step of the net
    /// pnl.</param>
    /// <returns>False when no decimal can hold the sums exactly; nothing was added then.</returns>
    public bool TryAdd(TradeSum sum, in ScaledAmount amount, in ScaledAmount change, long moment)
    {
        ref ExactSum result = ref _sums[(int)sum];
        if (!result.TryFit(amount, out long whole) || !CanMove(change, out long move))
            return TryAddLong(ref result, amount, change, moment);
        result.Add(whole);
        Move(move, moment);
        IsUsed = true;
        return true;
    }

    /// <summary>Puts a logged pnl in the place of one that was computed, as one change of the net pnl.</summary>
    /// <param name="lessComputed">The computed one with the other sign.</param>
    /// <param name="logged">The logged one.</param>
    /// <param name="change">The logged one less the computed one.</param>
    /// <param name="moment">The number of the event.</param>
    /// <returns>False when no decimal can hold the sums exactly; nothing was changed then.</returns>
    public bool TryReplace(in ScaledAmount lessComputed, in ScaledAmount logged, in ScaledAmount change, long moment)
    {
        ref ExactSum sumOfComputed = ref _sums[(int)TradeSum.ComputedPnl];
        ref ExactSum sumOfLogged = ref _sums[(int)TradeSum.LoggedPnl];
        if (sumOfComputed.TryFit(lessComputed, out long less) && sumOfLogged.TryFit(logged, out long more)
            && CanMove(change, out long move))
        {
            sumOfComputed.Add(less);
            sumOfLogged.Add(more);
            Move(move, moment);
            IsUsed = true;
            return true;
        }

        ExactSum formerComputed = sumOfComputed, formerLogged = sumOfLogged;
        if (sumOfComputed.TryAdd(lessComputed) && sumOfLogged.TryAdd(logged) && TryMove(change, moment))
        {
            IsUsed = true;
            return true;
        }

        (sumOfComputed, sumOfLogged) = (formerComputed, formerLogged);
        return false;
    }

    /// <summary>The sums so far.</summary>
    public TradeAmounts Amounts(CurrencySums pending, Func<string, string> nameOf)
    {
        decimal logged = _sums[(int)TradeSum.LoggedPnl].Value, computed = _sums[(int)TradeSum.ComputedPnl].Value,
            gross = logged;
        EndStep();
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

    private bool TryAddLong(ref ExactSum result, in ScaledAmount amount, in ScaledAmount change, long moment)
    {
        ExactSum former = result;
        if (!result.TryAdd(amount))
            return false;
        if (!TryMove(change, moment))
        {
            result = former;
            return false;
        }

        IsUsed = true;
        return true;
    }

    // Whether the net pnl stays so far from too large that nothing can go wrong.
    private bool CanMove(in ScaledAmount change, out long move) =>
        _netPnl.TryFit(change, out move) && _netPnl.FitsWith(_peak);

    private void Move(long change, long moment)
    {
        if (change == 0)
            return;
        BeginStep(moment);
        _netPnl.Add(change);
        Changes++;
    }

    private bool TryMove(in ScaledAmount change, long moment)
    {
        if (change.IsZero)
            return true;
        BeginStep(moment);
        ExactSum former = _netPnl;
        if (!_netPnl.TryAdd(change))
            return false;
        // Of as many digits as the net pnl the peak costs less to compare, and what it fell by is the same.
        _peak.TryRaise(_netPnl.Scale);
        if (!_peak.CanSubtract(_netPnl) && _peak > _netPnl)
        {
            _netPnl = former;
            return false;
        }

        Changes++;
        return true;
    }

    private void BeginStep(long moment)
    {
        if (moment != _moment)
            EndStep();
        _moment = moment;
    }

    // Between the pnl and the fee of one event is no peak that anybody had.
    private void EndStep()
    {
        if (_netPnl > _peak)
        {
            _peak = _netPnl;
            return;
        }

        ExactSum fall = _peak;
        if (fall.TrySubtract(_netPnl) && fall > _maxDrawdown)
            _maxDrawdown = fall;
    }
}
