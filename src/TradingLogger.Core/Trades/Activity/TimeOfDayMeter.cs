namespace TradingLogging;

/// <summary>Counts events by the time of day.</summary>
internal sealed class TimeOfDayMeter
{
    private const int MinutesOfASlot = 5;

    private readonly SortedDictionary<int, TradeTimeOfDay> _slots = [];

    /// <summary>The five minutes in which something happened, from midnight.</summary>
    public IReadOnlyList<TradeTimeOfDay> Slots => [.. _slots.Values];

    /// <summary>Counts an event.</summary>
    public void Add(TradeFact fact)
    {
        int slot = (int)fact.Time.TimeOfDay.TotalMinutes / MinutesOfASlot;
        TradeTimeOfDay before = _slots.TryGetValue(slot, out TradeTimeOfDay? counted)
            ? counted
            : new TradeTimeOfDay(TimeSpan.FromMinutes(slot * MinutesOfASlot));
        _slots[slot] = With(before, fact.Step);
    }

    private static TradeTimeOfDay With(TradeTimeOfDay slot, TradeStep step) => step switch
    {
        TradeStep.Signal => slot with { Signals = slot.Signals + 1 },
        TradeStep.OrderPlaced or TradeStep.OrderEnded => slot with { Orders = slot.Orders + 1 },
        TradeStep.OrderFilled or TradeStep.OrderPartlyFilled => slot with { Fills = slot.Fills + 1 },
        TradeStep.PositionOpened or TradeStep.PositionClosed => slot with { Positions = slot.Positions + 1 },
        _ => slot with { Others = slot.Others + 1 },
    };
}
