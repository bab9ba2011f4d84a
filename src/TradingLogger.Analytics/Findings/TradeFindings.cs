using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Findings;

/// <summary>Collects findings: all are counted, the first ones of each kind are kept.</summary>
internal sealed class TradeFindings
{
    private readonly List<(long Number, TradeFinding Finding)> _kept = [];
    private readonly long[] _counts;

    /// <summary>Starts without findings.</summary>
    public TradeFindings()
        : this([], new long[(int)TradeFindingKind.EncryptedMember + 1])
    {
    }

    private TradeFindings(List<(long Number, TradeFinding Finding)> kept, long[] counts) => (_kept, _counts) = (
        kept, counts);

    /// <summary>Hears of each finding that is counted; of one that is not kept, of its kind alone.</summary>
    public Action<TradeFindingKind, TradeFinding?>? Found { get; set; }

    /// <summary>Whether findings are counted. They are not while an earlier time is read back.</summary>
    public bool IsCounting { get; set; } = true;

    /// <summary>The findings that were kept, in the order of the log.</summary>
    public IReadOnlyList<TradeFinding> Kept => [.. _kept.OrderBy(pair => pair.Number).Select(pair => pair.Finding)];

    /// <summary>How many of each kind there were, by the name of the kind.</summary>
    public IReadOnlyDictionary<string, long> Counts
    {
        get
        {
            var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
            for (int kind = 0; kind < _counts.Length; kind++)
            {
                if (_counts[kind] > 0)
                    counts[((TradeFindingKind)kind).ToString()] = _counts[kind];
            }

            return counts;
        }
    }

    /// <summary>A copy to which findings can be added that may yet prove wrong.</summary>
    public TradeFindings Copy() => new([.. _kept], [.. _counts]);

    /// <summary>Whether a finding of a kind would be kept: else nobody reads its message.</summary>
    public bool Keeps(TradeFindingKind kind) => IsCounting && _counts[(int)kind] < TradeActivityLimits.FindingsOfAKind;

    /// <summary>Adds a finding about an event.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="fact">The event.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="earlier">Where the earlier event stands that this one contradicts; null when there is none.</param>
    public void Add(TradeFindingKind kind, TradeFact fact, string message, EventMark? earlier = null)
    {
        if (Keeps(kind))
        {
            Add(fact.Number, new TradeFinding(
                kind, message, earlier is { } mark ? [mark.Place, fact.Place] : [fact.Place])
            {
                Time = fact.Time,
                Symbol = fact.Symbol,
                OrderId = fact.OrderId,
            });
        }
        else
        {
            Count(kind);
        }
    }

    /// <summary>Adds a finding.</summary>
    /// <param name="number">The number of the event that it is about: its place among the findings.</param>
    /// <param name="finding">The finding.</param>
    public void Add(long number, TradeFinding finding)
    {
        if (!Keeps(finding.Kind))
        {
            Count(finding.Kind);
            return;
        }

        _counts[(int)finding.Kind]++;
        _kept.Add((number, finding));
        Found?.Invoke(finding.Kind, finding);
    }

    /// <summary>Counts a finding that is not kept.</summary>
    public void Count(TradeFindingKind kind)
    {
        if (!IsCounting)
            return;
        _counts[(int)kind]++;
        Found?.Invoke(kind, null);
    }
}
