using TradingLogging.Analytics;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Live.Alerts.Conditions;
using TradingLogging.Reading;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>Measures trading for the rules that are about money, latencies and findings, by one meter, which gets the
/// events in the order of the log.</summary>
internal sealed class LedgerSampler
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly RuleState[] _drawdowns;
    private readonly RuleState[] _latencies;
    private readonly (RuleState State, NamePatterns Kinds, NamePatterns Symbols)[] _findings;
    private readonly Dictionary<RuleState, (NamePatterns Symbols, NamePatterns Strategies)> _filters;
    private readonly TradeActivityMeter _meter;
    private readonly List<(FigureSums Sums, string Currency)> _booked = [];
    private readonly List<(TradeFindingKind Kind, string? Symbol)> _found = [];
    private readonly List<(AlertMeasure Measure, TimeSpan Latency)> _measured = [];
    private readonly Action<MeasuredSample> _give;
    private HashSet<string> _openFindings = new(StringComparer.Ordinal);
    private HashSet<string> _toldFindings = new(StringComparer.Ordinal);
    private DateTimeOffset _nextStep;
    private bool _isUnsettled;

    /// <param name="states">All rules; those of other kinds do not matter.</param>
    /// <param name="give">Is given what is measured.</param>
    public LedgerSampler(IReadOnlyList<RuleState> states, Action<MeasuredSample> give)
    {
        _drawdowns = [.. states.Where(state => state.Rule.Kind == AlertRuleKind.Drawdown)];
        _latencies = [.. states.Where(state => state.Rule.Kind == AlertRuleKind.Latency)];
        _findings =
        [
            .. states.Where(state => state.Rule.Kind == AlertRuleKind.Finding).Select(state =>
                (state, new NamePatterns(state.Rule.Finding), new NamePatterns(state.Rule.Symbol))),
        ];
        _filters = _drawdowns.Concat(_latencies).ToDictionary(
            state => state,
            state => (new NamePatterns(state.Rule.Symbol), new NamePatterns(state.Rule.Strategy)));
        _give = give;
        _meter = new TradeActivityMeter
        {
            Booked = (sums, currency) => _booked.Add((sums, currency)),
            Found = (kind, finding) => _found.Add((kind, SymbolOf(kind, finding))),
        };
        _meter.Ledger.OrderToFill.Added = latency => _measured.Add((AlertMeasure.OrderToFill, latency));
        _meter.Ledger.SignalToOrder.Added = latency => _measured.Add((AlertMeasure.SignalToOrder, latency));
        _meter.Ledger.SignalToFill.Added = latency => _measured.Add((AlertMeasure.SignalToFill, latency));
    }

    /// <summary>How far back before its window a rule of these kinds has to know orders and positions.</summary>
    public static TimeSpan Lead { get; } = TimeSpan.FromDays(1);

    /// <summary>Whether a rule needs this meter.</summary>
    public static bool Serves(AlertRule rule) =>
        rule.Kind is AlertRuleKind.Drawdown or AlertRuleKind.Latency or AlertRuleKind.Finding;

    /// <summary>Takes an event.</summary>
    /// <param name="read">The event.</param>
    /// <param name="time">When what it changes counts.</param>
    public void Observe(TradeEvent read, DateTimeOffset time)
    {
        FindUntil(time);
        _meter.Add(read);
        _isUnsettled = true;
        GiveMeasured(time);
    }

    /// <summary>Takes what is no event.</summary>
    public void Observe(LogDamage damage, DateTimeOffset time)
    {
        _meter.Add(damage);
        GiveMeasured(time);
    }

    /// <summary>Looks, once a minute up to a moment, for what does not reconcile as long as nothing more comes. What
    /// was found a minute before, too, counts: an order may be confirmed shortly after its fill.</summary>
    public void FindUntil(DateTimeOffset time)
    {
        if (_findings.Length == 0)
            return;
        for (; _isUnsettled && _nextStep <= time; _nextStep += Step)
            Find(_nextStep);
        if (!_isUnsettled && _nextStep <= time)
            _nextStep = new DateTimeOffset(time.UtcTicks - (time.UtcTicks % Step.Ticks), TimeSpan.Zero) + Step;
    }

    private static string KeyOf(TradeFinding finding) => finding.Places.Count > 0
        ? FormattableString.Invariant($"{finding.Kind} {finding.Places[0].Path} {finding.Places[0].Line}")
        : finding.ToString();

    private static string MemberOf(string name, string? symbol, string? other) =>
        AlertLabels.ValueOf((string.Equals(name, "symbol", StringComparison.OrdinalIgnoreCase) ? symbol : other) ?? "");

    // Of a finding that is not kept only the kind is told: it is about the event that was added last.
    private string? SymbolOf(TradeFindingKind kind, TradeFinding? finding) =>
        finding is not null ? finding.Symbol
        : kind == TradeFindingKind.DamagedLine ? null
        : _meter.LastFact.Symbol;

    private void Find(DateTimeOffset time)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        _isUnsettled = false;
        foreach (TradeFinding finding in _meter.FindAtEnd())
        {
            string key = KeyOf(finding);
            if (!open.Add(key))
                continue;
            if (_toldFindings.Contains(key))
            {
                told.Add(key);
            }
            else if (_openFindings.Contains(key))
            {
                told.Add(key);
                Give(finding.Kind, finding.Symbol, time);
            }
            else
            {
                _isUnsettled = true;
            }
        }

        (_openFindings, _toldFindings) = (open, told);
    }

    private void GiveMeasured(DateTimeOffset time)
    {
        // The pnl and the fee of one event are one change.
        foreach ((FigureSums sums, string currency) in _booked.Distinct())
            GiveNetPnl(sums, currency, time);
        TradeFact fact = _meter.LastFact;
        foreach ((AlertMeasure measure, TimeSpan latency) in _measured)
            GiveLatency(measure, latency, fact.Symbol, fact.Strategy, time);
        foreach ((TradeFindingKind kind, string? symbol) in _found)
            Give(kind, symbol, time);
        _booked.Clear();
        _measured.Clear();
        _found.Clear();
    }

    private void GiveNetPnl(FigureSums sums, string currency, DateTimeOffset time)
    {
        foreach (RuleState state in _drawdowns)
        {
            bool isOfSymbol = state.Names[0].Equals("symbol", StringComparison.OrdinalIgnoreCase);
            MetricsAccumulator figures = state.Names.Count == 1 ? sums.Total
                : isOfSymbol ? sums.Symbol : sums.Strategy;
            (NamePatterns symbols, NamePatterns strategies) = _filters[state];
            if (!(isOfSymbol ? symbols : strategies).IsLike(figures.Name))
                continue;
            string[] values = state.Names.Count == 1 ? [currency] : [AlertLabels.ValueOf(figures.Name), currency];
            _give(new MeasuredSample(
                state, new AlertGroup(values), new AlertSample(time, figures.Of(currency).NetPnl)));
        }
    }

    private void GiveLatency(
        AlertMeasure measure, TimeSpan latency, string? symbol, string? strategy, DateTimeOffset time)
    {
        foreach (RuleState state in _latencies)
        {
            (NamePatterns symbols, NamePatterns strategies) = _filters[state];
            if (state.Rule.Measure != measure || !symbols.IsLike(symbol) || !strategies.IsLike(strategy))
                continue;
            string[] values = [.. state.Names.Select(name => MemberOf(name, symbol, strategy))];
            _give(new MeasuredSample(
                state,
                new AlertGroup(values),
                new AlertSample(time, latency.Ticks / (decimal)TimeSpan.TicksPerSecond)));
        }
    }

    private void Give(TradeFindingKind kind, string? symbol, DateTimeOffset time)
    {
        foreach ((RuleState state, NamePatterns kinds, NamePatterns symbols) in _findings)
        {
            if (!kinds.IsLike(kind.ToString()) || !symbols.IsLike(symbol))
                continue;
            string[] values = [.. state.Names.Select(name => MemberOf(name, symbol, kind.ToString()))];
            _give(new MeasuredSample(state, new AlertGroup(values), new AlertSample(time)));
        }
    }
}
