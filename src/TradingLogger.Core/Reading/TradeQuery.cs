using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reading;

/// <summary>Which events of a trade log are wanted. Every condition that is set must be met.</summary>
/// <remarks>Files whose day lies outside the bounds of time are not read.</remarks>
public sealed record TradeQuery
{
    /// <summary>The first moment wanted. Default: from the beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The first moment no longer wanted. Default: to the end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Which actions are wanted. The answer must depend on the action alone: it is remembered. Asked on the
    /// thread that reads or counts, unless <see cref="AsksOnAnyThread"/> is set. Default: all.</summary>
    public Func<string, bool>? Action { get; init; }

    /// <summary>Which symbols are wanted, asked as <see cref="Action"/> is. An event without a symbol is then not
    /// wanted. Default: all, and events without one.</summary>
    public Func<string, bool>? Symbol { get; init; }

    /// <summary>Whether <see cref="Action"/> and <see cref="Symbol"/> may be asked on other threads than the caller's,
    /// one at a time: then several processors read and count. Not for script blocks, which run on their own thread
    /// only, nor for functions that wait for the caller. Default: false.</summary>
    public bool AsksOnAnyThread { get; init; }

    /// <summary>Conditions on members. Default: none.</summary>
    public IReadOnlyList<MemberCondition> Where { get; init; } = [];

    /// <summary>A condition that a member of any of several names may meet. Default: none.</summary>
    public AnyMemberCondition? AnyMember { get; init; }

    /// <summary>What the event as a whole must be like. Decides last. Default: anything.</summary>
    public Func<TradeEvent, bool>? Event { get; init; }

    /// <summary>The greatest number of events, from the earliest on. Default: all.</summary>
    public long? First { get; init; }

    /// <summary>The greatest number of events, the latest ones. Default: all. Not together with
    /// <see cref="First"/>.</summary>
    public int? Last { get; init; }

    /// <summary>Whether members decide.</summary>
    internal bool AsksForMembers => Where.Count > 0 || AnyMember is not null || Event is not null;

    /// <summary>Whether a function of the caller decides, on the caller's thread only.</summary>
    internal bool AsksCaller => AsksForMembers || ((Action ?? Symbol) is not null && !AsksOnAnyThread);

    /// <summary>The same query, whose conditions on action and symbol are asked by one thread at a time: the functions
    /// of a caller need not bear several.</summary>
    internal TradeQuery ForSeveralThreads()
    {
        object asking = new();
        return this with { Action = Locked(Action), Symbol = Locked(Symbol) };

        Func<string, bool>? Locked(Func<string, bool>? isWanted)
        {
            if (isWanted is null)
                return null;
            return text =>
            {
                lock (asking)
                    return isWanted(text);
            };
        }
    }
}

/// <summary>A condition on a member of an event.</summary>
/// <param name="Name">The member's name; also <c>timestamp</c>, <c>action</c> and <c>symbol</c>. A member of exactly
/// this name comes first, then the first one whose name differs only by case.</param>
/// <param name="IsMet">Decides on the member's value, which has one of the types that <see cref="TradeEventMembers"/>
/// lists. Not called when the event has no such member, unless <paramref name="IsMetByAbsence"/> is set: then it is
/// called with null.</param>
/// <param name="IsMetByAbsence">Whether an event without the member counts as one whose member is null.</param>
public sealed record MemberCondition(string Name, Func<object?, bool> IsMet, bool IsMetByAbsence = false);

/// <summary>A condition on members that have several names, as the id of an order has. It is met when one of them meets
/// it.</summary>
/// <param name="IsNamed">Whether members of a name are meant. The answer must depend on the name alone: it is
/// remembered.</param>
/// <param name="IsMet">Decides on a member's value, which has one of the types that <see cref="TradeEventMembers"/>
/// lists.</param>
public sealed record AnyMemberCondition(Func<string, bool> IsNamed, Func<object?, bool> IsMet);

/// <summary>Applies the conditions of a query to events that are at hand already. Not thread-safe.</summary>
/// <param name="query">Which events are wanted; its numbers of events do not matter.</param>
public sealed class TradeEventFilter(TradeQuery query)
{
    private readonly TradeLineScanner _scanner = new(query);
    private readonly TradeLineConditions _conditions = new(query);

    /// <summary>Whether the query wants an event.</summary>
    /// <param name="tradeEvent">The event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tradeEvent"/> is null.</exception>
    public bool IsWanted(TradeEvent tradeEvent)
    {
        ReadOnlySpan<byte> json = (tradeEvent ?? throw new ArgumentNullException(nameof(tradeEvent))).Utf8Json;
        return _scanner.TryScan(json, out TradeLine line, out _) && line.IsWanted && _conditions.AreMetBy(json, line)
            && (query.Event is null || query.Event(tradeEvent));
    }
}
