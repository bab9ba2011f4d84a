using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Logging;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Anomalies;

/// <summary>Finds what is not as usual in a stream of events, one at a time and in bounded memory: rates, silence,
/// ratios of rejects and fills, latencies, slippage, pnl. What is usual it learns from the events before. Not for
/// several threads at once.</summary>
public sealed class TradeAnomalyDetector
{
    private readonly TradeAnomalyOptions _options;
    private readonly AnomalyBuckets _buckets;
    private readonly TradeActivityMeter _meter;
    private readonly Dictionary<string, decimal> _pnl = new(StringComparer.Ordinal);
    private bool _isInTime;

    /// <summary>Starts without events.</summary>
    /// <param name="options">How anomalies are looked for; null for the defaults.</param>
    /// <exception cref="ArgumentException">A value of the options is outside its range, or <see
    /// cref="TradeAnomalyOptions.Map"/> names a member that is not read.</exception>
    public TradeAnomalyDetector(TradeAnomalyOptions? options = null)
    {
        _options = options ?? new TradeAnomalyOptions();
        if (_options.Bucket < TimeSpan.FromSeconds(1) || _options.Bucket > TimeSpan.FromHours(1))
            throw new ArgumentException("The bucket must be 1 second to 1 hour.", nameof(options));
        if (_options.CoolDown < TimeSpan.Zero || _options.CoolDown > TimeSpan.FromDays(30))
            throw new ArgumentException("The cool-down must be 0 to 30 days.", nameof(options));
        _buckets = new AnomalyBuckets(_options);
        _meter = new TradeActivityMeter(
            new TradeActivityOptions { Map = _options.Map, TimeZone = _options.TimeZone })
        {
            Taking = Take,
            Filled = TakeFill,
            TradeBooked = TakePnl,
        };
        TradeLedger ledger = _meter.Ledger;
        ledger.SignalToOrder.Added = span => AddValue(AnomalyMeasure.SignalToOrder, "", span.TotalSeconds);
        ledger.OrderToFill.Added = TakeFilledOrder;
        ledger.SignalToFill.Added = span => AddValue(AnomalyMeasure.SignalToFill, "", span.TotalSeconds);
    }

    /// <summary>What could not be judged so far, and why, in a sentence each. Nothing is said of it: neither that it is
    /// as usual nor that it is not.</summary>
    public IReadOnlyList<string> Unjudged => [.. UnjudgedParts()];

    /// <summary>Adds an event of the trade log. Events come in the order of the log.</summary>
    /// <param name="tradeEvent">The event.</param>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    public void Add(TradeEvent tradeEvent) => _meter.Add(tradeEvent);

    /// <summary>Adds the events of a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="query">Which events are wanted; null for all.</param>
    /// <param name="options">Who is told of damage, failures and progress; null for nobody.</param>
    /// <exception cref="ArgumentNullException">The log is null.</exception>
    /// <exception cref="IOException">A file cannot be read and <see cref="LogReadOptions.Failed"/> is not set; or the
    /// directory does not exist.</exception>
    /// <exception cref="OperationCanceledException"><see cref="LogReadOptions.Cancellation"/>.</exception>
    public void Add(TradeLog log, TradeQuery? query = null, LogReadOptions? options = null) =>
        _meter.Add(log, query, options);

    /// <summary>Adds a record of the text log: each logger has a rate, and one of its errors. Text and events go to
    /// detectors of their own, as they come from files of their own.</summary>
    /// <param name="entry">The record.</param>
    /// <exception cref="ArgumentNullException">The record is null.</exception>
    public void Add(TradingLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!_buckets.AdvanceTo(entry.Timestamp))
            return;
        _buckets.Count("records of " + entry.Logger);
        if (entry.Level >= LogLevel.Error)
            _buckets.Count("errors of " + entry.Logger);
    }

    /// <summary>Moves the clock to a time at which nothing was logged, so that silence is noticed.</summary>
    /// <param name="time">The time.</param>
    public void AdvanceTo(DateTimeOffset time)
    {
        AddPnl();
        _buckets.AdvanceTo(time);
    }

    /// <summary>Ends the looking: judges the last events as well. What is missing in a bucket of time that is not over
    /// is no silence.</summary>
    /// <param name="end">Until when the log is known to have nothing more, so that its silence counts; null when that
    /// is not known. A log without an event for 28 days before it has ended: its silence is not judged, which <see
    /// cref="Unjudged"/> says.</param>
    public void Finish(DateTimeOffset? end)
    {
        AddPnl();
        _buckets.Finish(end);
    }

    /// <summary>Takes what has been found since the last time, the earliest first.</summary>
    public IReadOnlyList<TradeAnomaly> TakeFound() => _buckets.TakeFound();

    private void Take(TradeFact fact)
    {
        AddPnl();
        _isInTime = _buckets.AdvanceTo(fact.Logged);
        if (!_isInTime)
            return;
        _buckets.Count(AnomalyBuckets.AllEvents);
        _buckets.Count(fact.Action);
        switch (fact.Kind)
        {
            case TradeActionKind.OrderPlaced:
                _buckets.Rejects.OpenWhole++;
                break;
            case TradeActionKind.OrderRejected:
                _buckets.Rejects.OpenPart++;
                _buckets.Fills.OpenWhole++;
                break;
            case TradeActionKind.OrderCancelled or TradeActionKind.OrderExpired:
                _buckets.Fills.OpenWhole++;
                break;
        }
    }

    private void TakeFilledOrder(TimeSpan span)
    {
        AddValue(AnomalyMeasure.OrderToFill, "", span.TotalSeconds);
        if (!_isInTime)
            return;
        _buckets.Fills.OpenWhole++;
        _buckets.Fills.OpenPart++;
    }

    private void TakeFill(TradeFact fact, OrderState? order, Amount? quantity)
    {
        if (order is { IsPlaced: true, SignalPrice: { } signal and not 0, Side: TradeSide.Buy or TradeSide.Sell }
            && fact.Price is { } price)
        {
            double slippage = AnomalyText.SlippageOf(signal, price.Value, order.Side == TradeSide.Buy);
            AddValue(AnomalyMeasure.Slippage, "", slippage);
        }
    }

    // An event that closes several entries is one trade.
    private void TakePnl(string currency, decimal pnl)
    {
        if (_isInTime)
            _pnl[currency] = (_pnl.TryGetValue(currency, out decimal booked) ? booked : 0) + pnl;
    }

    private void AddPnl()
    {
        if (_pnl.Count == 0)
            return;
        foreach (KeyValuePair<string, decimal> booked in _pnl)
            _buckets.Add(AnomalyMeasure.Pnl, booked.Key, (double)booked.Value);
        _pnl.Clear();
    }

    private void AddValue(AnomalyMeasure measure, string subject, double value)
    {
        if (_isInTime)
            _buckets.Add(measure, subject, value);
    }

    private IEnumerable<string> UnjudgedParts()
    {
        if (!_buckets.IsJudged)
        {
            yield return "Everything: 2 days are watched before anything is judged, and the log has "
                + $"{ShortTime.Of(_buckets.History)}.";
        }

        foreach (string part in _buckets.Unjudged())
            yield return part;
        if (_buckets.Beyond > 0)
        {
            yield return FormattableString.Invariant(
                $"{_buckets.Beyond} events of actions, loggers or currencies beyond the first 255.");
        }

        if (_buckets.EndedBefore is { } span)
        {
            yield return $"The silence of {ShortTime.Of(span)} since the last event: a log without an event for 28 days"
                + " counts as one that has ended.";
        }

        if (_buckets.Late > 0)
        {
            yield return FormattableString.Invariant(
                $"{_buckets.Late} events that were logged with an earlier time than others before them.");
        }

        if (_buckets.Restarts > 0)
        {
            yield return FormattableString.Invariant(
                $"The 2 days after each of {_buckets.Restarts} steps of the clock, by more than 28 days or back by ")
                + "more than one.";
        }
    }
}
