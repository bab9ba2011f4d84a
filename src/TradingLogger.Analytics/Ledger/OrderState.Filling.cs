using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Analytics.Orders;

namespace TradingLogging.Analytics.Ledger;

/// <content>What fills do to the order, and its timeline.</content>
internal sealed partial class OrderState
{
    private List<OrderStep>? _steps;

    /// <summary>Notes the sum of fills that an event names which is no fill itself, or that its status tells.</summary>
    public void Claim(TradeFact fact)
    {
        if (fact.CumulativeQuantity is { } named)
            ClaimedQuantity = Math.Max(ClaimedQuantity, named.Value);
        if (fact.Status is not { } status)
            return;
        IsClaimed |= status is TradeActionKind.OrderFilled or TradeActionKind.OrderPartlyFilled;
        if (status == TradeActionKind.OrderFilled)
            ClaimedQuantity = Math.Max(ClaimedQuantity, (Quantity ?? fact.Quantity)?.Value ?? 0);
    }

    /// <summary>The price of the signal that a placed order follows; null for none.</summary>
    public decimal? SignalPrice { get; private set; }

    /// <summary>What all its fills are worth that name a price.</summary>
    public decimal FilledValue => _filledValue;

    /// <summary>Whether all its fills name a price.</summary>
    public bool HasAllPrices => _pricedQuantity == FilledQuantity;

    /// <summary>Whether a quantity more is more than was ordered.</summary>
    public bool IsBeyond(Amount quantity) => Quantity is { } ordered
        && DecimalMath.Add(FilledQuantity, quantity.Value) is var filled
        && DecimalMath.Compare(filled, ordered.Value) > 0
        && !ExactNumber.AreEqual(filled, ordered.Value, IsBinary || quantity.IsBinary);

    /// <summary>Whether all its fills are less than a quantity.</summary>
    public bool IsShortOf(decimal quantity) =>
        DecimalMath.Compare(FilledQuantity, quantity) < 0 && !ExactNumber.AreEqual(FilledQuantity, quantity, IsBinary);

    /// <summary>Whether a fill has completed it, and all its fills are less than it has.</summary>
    public bool IsFilledByLess =>
        IsFilled && Quantity is { } ordered && FilledQuantity > 0 && IsShortOf(ordered.Value);

    /// <summary>Adds a fill.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="quantity">How much; null when nobody says.</param>
    /// <returns>Whether the fill completed the order.</returns>
    /// <exception cref="OverflowException">No decimal holds the sum of its fills.</exception>
    public bool Fill(TradeFact fact, Amount? quantity)
    {
        IsBinary |= quantity is { IsBinary: true };
        HasPart |= fact.Kind == TradeActionKind.OrderPartlyFilled;
        HasWhole |= fact.Kind == TradeActionKind.OrderFilled;
        if (_firstFillAt == default)
            _firstFillAt = fact.Time;
        AddQuantity(fact, quantity?.Value);
        if (IsDone)
            return false;

        Status = IsComplete(fact, quantity) ? TradeOrderStatus.Filled : TradeOrderStatus.PartlyFilled;
        if (IsFilled)
            _filledAt = fact.Time;
        return IsFilled;
    }

    /// <summary>Notes a fill that adds nothing.</summary>
    public void NoteEmptyFill(TradeActionKind kind) => HasWhole |= kind == TradeActionKind.OrderFilled;

    /// <summary>Completes an order that its fills have filled already; its quantity became known later.</summary>
    public bool CompleteIfFilled(DateTimeOffset time)
    {
        if (IsDone || Quantity is not { } quantity || FilledQuantity == 0 || IsShortOf(quantity.Value))
            return false;
        Status = TradeOrderStatus.Filled;
        if (_filledAt == default)
            _filledAt = time;
        return true;
    }

    /// <summary>Adds a step to the timeline, unless it is the one that was added last.</summary>
    public void AddStep(in OrderStep step)
    {
        if (_steps is not { Count: > 0 } || _steps[^1].Mark.Number != step.Mark.Number)
            (_steps ??= []).Add(step);
    }

    /// <summary>Forgets the timeline, to save memory.</summary>
    /// <param name="heir">The order that uses its memory.</param>
    public void ForgetSteps(OrderState heir)
    {
        _steps?.Clear();
        heir._steps ??= _steps;
        _steps = null;
    }

    // A fill that names no quantity is of all that is left.
    private bool IsComplete(TradeFact fill, Amount? quantity) => quantity is null || Quantity is not { } ordered
        ? fill.Kind == TradeActionKind.OrderFilled
        : !IsShortOf(ordered.Value);

    private void AddQuantity(TradeFact fact, decimal? quantity)
    {
        if (quantity is not { } added)
            return;

        ExactNumber.Add(ref _filledQuantity, added, IsBinary);
        LastQuantity = added;
        decimal former = _filledValue;
        if (fact.Price is { } price
            && ExactNumber.Multiply(price.Value, added) is { } worth
            && ExactNumber.TryAdd(ref _filledValue, worth)
            && !ExactNumber.TryAdd(ref _pricedQuantity, added))
        {
            _filledValue = former;
        }
    }
}

/// <summary>A step of an order's timeline, which is made an object when somebody asks for it: of most orders nobody
/// does.</summary>
internal readonly record struct OrderStep(EventMark Mark, string Action)
{
    private decimal? Quantity { get; init; }

    private decimal? Price { get; init; }

    private decimal? Fee { get; init; }

    private string? FeeCurrency { get; init; }

    // Of an event with several fees, by currency.
    private IReadOnlyList<TradeOrderFee>? Fees { get; init; }

    private decimal? Pnl { get; init; }

    /// <summary>A fact as a step of its order.</summary>
    public static OrderStep Of(TradeFact fact) => new(EventMark.Of(fact), fact.Action)
    {
        Quantity = (fact.Quantity ?? fact.CumulativeQuantity)?.Value,
        Price = (fact.Price ?? fact.LimitPrice)?.Value,
        Fee = fact.Fees.Count == 1 ? fact.Fees[0].Amount : null,
        FeeCurrency = fact.Fees.Count == 1 ? fact.CurrencyOf(fact.Fees[0]) : null,
        Fees = fact.Fees.Count > 1 ? ByCurrency(fact) : null,
        Pnl = fact.Pnl?.Value,
    };

    /// <summary>The step as results have it.</summary>
    public TradeOrderStep ToStep() => new(Mark.Time, Action, Mark.Place)
    {
        Quantity = Quantity,
        Price = Price,
        Fees = AllFees(),
        Pnl = Pnl,
    };

    private IReadOnlyList<TradeOrderFee> AllFees() =>
        Fees ?? (Fee is { } fee ? [new TradeOrderFee(FeeCurrency ?? "", fee)] : []);

    private static IReadOnlyList<TradeOrderFee> ByCurrency(TradeFact fact) =>
    [
        .. fact.Fees.GroupBy(fact.CurrencyOf).Select(
            fees => new TradeOrderFee(fees.Key, fees.Sum(fee => fee.Amount))),
    ];
}
