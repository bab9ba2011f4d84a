using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Figures;

/// <summary>The net pnl over time in bounded memory: of each stretch of changes the lowest and the highest point are
/// kept, so that no drawdown disappears.</summary>
internal sealed class EquityCurve
{
    private List<Stretch> _stretches = [];
    private Point _last;
    private long _moment;
    private long _changesInLast;
    private long _changesPerStretch = 1;

    /// <summary>The points in the order of the log; the last change is always one of them.</summary>
    public IReadOnlyList<TradeEquityPoint> Points
    {
        get
        {
            IEnumerable<Point> kept = _stretches.SelectMany(stretch => stretch.Points);
            return
            [
                .. (_last.Number == 0 ? kept : kept.Append(_last)).Distinct()
                    .Select(point => new TradeEquityPoint(point.Number, point.Time, point.NetPnl)),
            ];
        }
    }

    /// <summary>Adds a change.</summary>
    /// <param name="time">When it happened.</param>
    /// <param name="netPnl">The net pnl after it.</param>
    /// <param name="moment">The number of the event; all changes of one event are one point.</param>
    public void Add(DateTimeOffset time, decimal netPnl, long moment)
    {
        if (moment == _moment)
        {
            _last = new Point(_last.Number, time, netPnl);
            return;
        }

        if (_last.Number > 0)
            Keep();
        _moment = moment;
        _last = new Point(_last.Number + 1, time, netPnl);
    }

    private void Keep()
    {
        if (_changesInLast > 0 && _changesInLast < _changesPerStretch)
        {
            Stretch stretch = _stretches[^1];
            if (!stretch.Spans(_last.NetPnl))
                _stretches[^1] = stretch.With(new Stretch(_last, _last));
            _changesInLast++;
            return;
        }

        if (_stretches.Count == TradeActivityLimits.CurveStretches)
            Halve();
        _stretches.Add(new Stretch(_last, _last));
        _changesInLast = 1;
    }

    private void Halve()
    {
        var halved = new List<Stretch>();
        for (int i = 0; i < _stretches.Count; i += 2)
            halved.Add(_stretches[i].With(_stretches[i + 1]));
        _stretches = halved;
        _changesPerStretch *= 2;
    }

    private readonly record struct Point(long Number, DateTimeOffset Time, decimal NetPnl);

    private readonly record struct Stretch(Point Lowest, Point Highest)
    {
        public IEnumerable<Point> Points =>
            Lowest.Number < Highest.Number ? [Lowest, Highest] : [Highest, Lowest];

        public bool Spans(decimal netPnl) => DecimalMath.Compare(netPnl, Lowest.NetPnl) >= 0
            && DecimalMath.Compare(netPnl, Highest.NetPnl) <= 0;

        public Stretch With(Stretch later) => new(
            later.Lowest.NetPnl < Lowest.NetPnl ? later.Lowest : Lowest,
            later.Highest.NetPnl > Highest.NetPnl ? later.Highest : Highest);
    }
}

/// <summary>A point of the equity curve.</summary>
/// <param name="Number">The number of the event that changed it, from 1, in the order of the log.</param>
/// <param name="Time">When it happened.</param>
/// <param name="NetPnl">The sum of all pnl less all fees up to then.</param>
public sealed record TradeEquityPoint(long Number, DateTimeOffset Time, decimal NetPnl)
{
    /// <summary>The point in one line, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Time:yyyy-MM-dd HH:mm:ss.fff}: {NetPnl}");
}
