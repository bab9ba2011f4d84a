namespace TradingLogging.Analytics;

/// <summary>Counts events by the time of day.</summary>
internal sealed class TimeOfDayMeter
{
    private const int MinutesOfASlot = 5;

    private readonly SortedDictionary<int, TradeTimeOfDay> _slots = [];

    /// <summary>The five minutes in which something happened, from midnight.</summary>
    public IReadOnlyList<TradeTimeOfDay> Slots => [.. _slots.Values];

    /// <summary>Counts an event.</summary>
    public void Add(TradeEventView fact)
    {
        int slot = (int)fact.Time.TimeOfDay.TotalMinutes / MinutesOfASlot;
        TradeTimeOfDay before = _slots.TryGetValue(slot, out TradeTimeOfDay? counted)
            ? counted
            : new TradeTimeOfDay(TimeSpan.FromMinutes(slot * MinutesOfASlot));
        _slots[slot] = With(before, fact.Step);
    }

    private static TradeTimeOfDay With(TradeTimeOfDay slot, TradeActionKind step) => step switch
    {
        TradeActionKind.Signal => slot with { Signals = slot.Signals + 1 },
        TradeActionKind.OrderPlaced or TradeActionKind.OrderEnded => slot with { Orders = slot.Orders + 1 },
        TradeActionKind.OrderFilled or TradeActionKind.OrderPartlyFilled => slot with { Fills = slot.Fills + 1 },
        TradeActionKind.PositionOpened or TradeActionKind.PositionClosed => slot with { Positions = slot.Positions + 1 },
        _ => slot with { Others = slot.Others + 1 },
    };
}
