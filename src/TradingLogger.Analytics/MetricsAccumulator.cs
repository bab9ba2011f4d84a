namespace TradingLogging.Analytics;

/// <summary>Adds up the figures of one set of events.</summary>
internal sealed class MetricsAccumulator
{
    private decimal _grossProfit;
    private decimal _grossLoss;
    private decimal _grossPnl;
    private decimal _fees;
    private decimal _netPnl;
    private decimal _peak;
    private decimal _maxDrawdown;
    private decimal _turnover;
    private long _wins;
    private long _losses;
    private long _evens;

    public long Events { get; set; }

    public long Signals { get; set; }

    public long OrdersPlaced { get; set; }

    public long OrdersFilled { get; set; }

    public long OrdersEnded { get; set; }

    public long Fills { get; set; }

    public long PositionsClosed { get; set; }

    /// <summary>The running net pnl.</summary>
    public decimal NetPnl => _netPnl;

    /// <summary>Adds a close's profit or loss.</summary>
    /// <returns>False when no decimal can hold the sums; nothing was added then.</returns>
    public bool TryAddPnl(decimal pnl)
    {
        decimal gross = _grossPnl, net = _netPnl, side = pnl < 0 ? _grossLoss : _grossProfit;
        if (!ExactNumber.TryAdd(ref gross, pnl)
            || !ExactNumber.TryAdd(ref net, pnl)
            || !ExactNumber.TryAdd(ref side, Math.Abs(pnl))
            || !TryMoveTo(net))
        {
            return false;
        }

        _grossPnl = gross;
        switch (Math.Sign(pnl))
        {
            case > 0:
                _wins++;
                _grossProfit = side;
                break;
            case < 0:
                _losses++;
                _grossLoss = side;
                break;
            default:
                _evens++;
                break;
        }

        return true;
    }

    /// <summary>Adds a fee.</summary>
    /// <returns>False when no decimal can hold the sums; nothing was added then.</returns>
    public bool TryAddFee(decimal fee)
    {
        decimal fees = _fees, net = _netPnl;
        if (!ExactNumber.TryAdd(ref fees, fee) || !ExactNumber.TryAdd(ref net, -fee) || !TryMoveTo(net))
            return false;

        _fees = fees;
        return true;
    }

    /// <summary>Adds what a fill turned over.</summary>
    /// <returns>False when no decimal can hold the sum; nothing was added then.</returns>
    public bool TryAddTurnover(decimal value) => ExactNumber.TryAdd(ref _turnover, value);

    /// <summary>The figures so far.</summary>
    /// <param name="name">What the events have in common.</param>
    public TradeFigures Figures(string name) => new()
    {
        Name = name,
        Events = Events,
        Signals = Signals,
        OrdersPlaced = OrdersPlaced,
        OrdersFilled = OrdersFilled,
        OrdersEnded = OrdersEnded,
        Fills = Fills,
        PositionsClosed = PositionsClosed,
        Wins = _wins,
        Losses = _losses,
        Evens = _evens,
        GrossProfit = _grossProfit,
        GrossLoss = _grossLoss,
        GrossPnl = _grossPnl,
        Fees = _fees,
        NetPnl = _netPnl,
        MaxDrawdown = _maxDrawdown,
        Turnover = _turnover,
    };

    private bool TryMoveTo(decimal net)
    {
        decimal peak = Math.Max(_peak, net);
        decimal fall = peak;
        if (!ExactNumber.TryAdd(ref fall, -net))
            return false;

        _netPnl = net;
        _peak = peak;
        _maxDrawdown = Math.Max(_maxDrawdown, fall);
        return true;
    }
}
