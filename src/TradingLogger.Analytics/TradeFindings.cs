namespace TradingLogging.Analytics;

/// <summary>Collects findings: all are counted, the first ones of each kind are kept.</summary>
internal sealed class TradeFindings
{
    private readonly List<TradeFinding> _kept = [];
    private readonly Dictionary<TradeFindingKind, long> _counts = [];

    /// <summary>The findings that were kept, in the order of the log.</summary>
    public IReadOnlyList<TradeFinding> Kept => [.. _kept];

    /// <summary>How many of each kind there were.</summary>
    public IReadOnlyDictionary<TradeFindingKind, long> Counts => new SortedDictionary<TradeFindingKind, long>(_counts);

    /// <summary>Adds a finding about an event.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="fact">The event.</param>
    /// <param name="earlier">Where the earlier event stands that this one contradicts; null when there is none.</param>
    public void Add(TradeFindingKind kind, string message, TradeEventView fact, TradeEventPlace? earlier = null) =>
        Add(new TradeFinding(kind, message, earlier is null ? [fact.Place] : [earlier, fact.Place])
        {
            Time = fact.Time,
            Symbol = fact.Symbol,
            OrderId = fact.OrderId,
        });

    /// <summary>Adds a finding.</summary>
    public void Add(TradeFinding finding)
    {
        _counts.TryGetValue(finding.Kind, out long count);
        _counts[finding.Kind] = count + 1;
        if (count < TradeActivityLimits.FindingsOfAKind)
            _kept.Add(finding);
    }
}
