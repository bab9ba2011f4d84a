using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Figures;

/// <summary>Counts events by the time of day.</summary>
internal sealed class TimeOfDayMeter
{
    private const int MinutesOfASlot = 5;

    private const long TicksOfASlot = MinutesOfASlot * TimeSpan.TicksPerMinute;

    private const int SlotsOfADay = 24 * 60 / MinutesOfASlot;

    private const int Groups = 5;

    private readonly long[] _counts = new long[SlotsOfADay * Groups];

    private enum Group
    {
        Signals,
        Orders,
        Fills,
        Positions,
        Others,
    }

    /// <summary>The five minutes in which something happened, from midnight.</summary>
    public IReadOnlyList<TradeTimeOfDay> Slots =>
    [
        .. Enumerable.Range(0, SlotsOfADay)
            .Where(index => Enumerable.Range(0, Groups).Any(group => At(index, (Group)group) > 0))
            .Select(SlotAt),
    ];

    /// <summary>Counts an event.</summary>
    public void Add(TimeSpan timeOfDay, TradeActionKind kind) =>
        _counts[((int)(timeOfDay.Ticks / TicksOfASlot) * Groups) + (int)GroupOf(kind)]++;

    private long At(int slot, Group group) => _counts[(slot * Groups) + (int)group];

    private static Group GroupOf(TradeActionKind kind) => kind switch
    {
        TradeActionKind.Signal => Group.Signals,
        TradeActionKind.OrderFilled or TradeActionKind.OrderPartlyFilled => Group.Fills,
        TradeActionKind.PositionOpened or TradeActionKind.PositionClosed => Group.Positions,
        TradeActionKind.Other => Group.Others,
        _ => Group.Orders,
    };

    private TradeTimeOfDay SlotAt(int index) => new(TimeSpan.FromMinutes(index * MinutesOfASlot))
    {
        Signals = At(index, Group.Signals),
        Orders = At(index, Group.Orders),
        Fills = At(index, Group.Fills),
        Positions = At(index, Group.Positions),
        Others = At(index, Group.Others),
    };
}

/// <summary>What happened in five minutes of the day, all days together.</summary>
/// <param name="Start">The start of the five minutes, as time of day by the clock of the measurement's time
/// zone.</param>
public sealed record TradeTimeOfDay(TimeSpan Start)
{
    /// <summary>Signals.</summary>
    public long Signals { get; init; }

    /// <summary>Orders placed, cancelled, rejected and expired.</summary>
    public long Orders { get; init; }

    /// <summary>Fills, whole and partial.</summary>
    public long Fills { get; init; }

    /// <summary>Positions opened and closed.</summary>
    public long Positions { get; init; }

    /// <summary>The slot in one line, for people.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Start:hh\\:mm} {Signals} signals, {Orders} orders, {Fills} fills, {Positions} positions");

    /// <summary>All other events.</summary>
    public long Others { get; init; }
}
