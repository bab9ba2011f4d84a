namespace TradingLogging;

/// <summary>Decides whether an event is wanted.</summary>
internal sealed class TradeEventFilter(TradeQuery query)
{
    public bool IsWanted(TradeEvent read) =>
        (query.Since is not { } since || read.Timestamp >= since)
        && (query.Until is not { } until || read.Timestamp < until)
        && (query.Action is not { } action || action(read.Action))
        && (query.Symbol is not { } symbol || (read.Symbol is { } name && symbol(name)))
        && query.Where.All(condition => IsMet(condition, read));

    private static bool IsMet(MemberCondition condition, TradeEvent read)
    {
        if (Same(condition.Name, nameof(TradeEvent.Timestamp)))
            return condition.IsMet(read.Timestamp);
        if (Same(condition.Name, nameof(TradeEvent.Action)))
            return condition.IsMet(read.Action);
        foreach (KeyValuePair<string, object?> member in read.Members)
        {
            if (Same(condition.Name, member.Key))
                return condition.IsMet(member.Value);
        }

        return condition.IsMetByAbsence && condition.IsMet(null);
    }

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
