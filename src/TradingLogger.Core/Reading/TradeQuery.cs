namespace TradingLogging.Reading;

/// <summary>Which events of a trade log are wanted. Every condition that is set must be met.</summary>
/// <remarks>Bounds of time skip what lies outside without reading it. That takes for granted that the clock of the writers was
/// never set back by more than two hours.</remarks>
public sealed record TradeQuery
{
    /// <summary>The first moment wanted. Default: from the beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The first moment no longer wanted. Default: to the end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Which actions are wanted; the answer must depend on nothing else, for it is remembered and serves for many
    /// events. Default: all.</summary>
    public Func<string, bool>? Action { get; init; }

    /// <summary>Which symbols are wanted; the answer is remembered. An event without a symbol is then not wanted. Default: all,
    /// and events without one.</summary>
    public Func<string, bool>? Symbol { get; init; }

    /// <summary>Conditions on members. Default: none.</summary>
    public IReadOnlyList<MemberCondition> Where { get; init; } = [];

    /// <summary>How many events are read at most, from the earliest on. Default: all.</summary>
    public long? First { get; init; }

    /// <summary>How many events are read at most, the latest ones. Default: all. Not together with
    /// <see cref="First"/>.</summary>
    public int? Last { get; init; }
}
