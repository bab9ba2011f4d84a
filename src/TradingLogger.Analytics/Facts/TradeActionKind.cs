namespace TradingLogging.Analytics.Facts;

/// <summary>What an event means for the ledger.</summary>
internal enum TradeActionKind
{
    /// <summary>An action that is counted. Only its fee is money.</summary>
    Other,

    /// <summary>A strategy wants to trade.</summary>
    Signal,

    /// <summary>An order was sent.</summary>
    OrderPlaced,

    /// <summary>The venue confirmed an order, often under another id.</summary>
    OrderAccepted,

    /// <summary>Quantity, price or id of an order changed.</summary>
    OrderReplaced,

    /// <summary>An order was executed, as a whole or with the quantity of the event.</summary>
    OrderFilled,

    /// <summary>A part of an order was executed.</summary>
    OrderPartlyFilled,

    /// <summary>An order was cancelled.</summary>
    OrderCancelled,

    /// <summary>An order was refused.</summary>
    OrderRejected,

    /// <summary>An order ran out.</summary>
    OrderExpired,

    /// <summary>A position was opened.</summary>
    PositionOpened,

    /// <summary>A position was closed, as a whole or with the quantity of the event.</summary>
    PositionClosed,
}

/// <summary>The actions that the ledger knows. Neither case nor <c>_</c>, <c>-</c>, <c>.</c> and spaces
/// count.</summary>
internal static class TradeActions
{
    private static readonly Dictionary<TradeActionKind, string[]> Names = new()
    {
        [TradeActionKind.Signal] = ["SIGNAL_GENERATED", "SIGNAL"],
        [TradeActionKind.OrderPlaced] = ["ORDER_PLACED", "ORDER_SUBMITTED", "ORDER_SENT", "ORDER_CREATED", "ORDER_NEW", "NEW_ORDER"],
        [TradeActionKind.OrderAccepted] = ["ORDER_ACCEPTED", "ORDER_ACKNOWLEDGED", "ORDER_ACK", "ORDER_CONFIRMED", "ORDER_OPENED"],
        [TradeActionKind.OrderReplaced] =
            ["ORDER_REPLACED", "ORDER_AMENDED", "ORDER_MODIFIED", "ORDER_UPDATED", "ORDER_CHANGED", "ORDER_EDITED"],
        [TradeActionKind.OrderFilled] =
        [
            "ORDER_FILLED", "ORDER_FILL", "ORDER_EXECUTED", "ORDER_TRADE", "FILL", "FILLED", "TRADE", "TRADE_EXECUTED",
                "EXECUTION",
        ],
        [TradeActionKind.OrderPartlyFilled] =
        [
            "ORDER_PARTIALLY_FILLED", "ORDER_PARTLY_FILLED", "ORDER_PARTIAL_FILL", "ORDER_PARTIAL_FILLED",
                "PARTIAL_FILL",
            "PARTIALLY_FILLED",
        ],
        [TradeActionKind.OrderCancelled] = ["ORDER_CANCELLED", "ORDER_CANCELED", "ORDER_CANCEL"],
        [TradeActionKind.OrderRejected] = ["ORDER_REJECTED", "ORDER_REFUSED", "ORDER_FAILED"],
        [TradeActionKind.OrderExpired] = ["ORDER_EXPIRED"],
        [TradeActionKind.PositionOpened] = ["POSITION_OPENED", "POSITION_OPEN", "POSITION_ENTERED", "TRADE_OPENED"],
        [TradeActionKind.PositionClosed] =
            ["POSITION_CLOSED", "POSITION_CLOSE", "POSITION_PARTIALLY_CLOSED", "POSITION_REDUCED", "POSITION_EXITED", "TRADE_CLOSED"],
    };

    private static readonly Dictionary<string, TradeActionKind> Known = Names
        .SelectMany(pair => pair.Value.Select(name => (Name: MemberNames.Normalise(name), pair.Key)))
        .ToDictionary(pair => pair.Name, pair => pair.Key, StringComparer.Ordinal);

    // Words of actions that are about money. A signal, an intent or a request is none yet.
    private static readonly HashSet<string> TradingWords = new(StringComparer.Ordinal)
    {
        "BUY", "BOUGHT", "SELL", "SOLD", "FILL", "FILLED", "EXECUTED", "EXECUTION", "TRADE", "TRADED", "CLOSE", "CLOSED",
        "EXIT", "EXITED", "COVER", "COVERED", "LIQUIDATION", "LIQUIDATED", "FUNDING", "DIVIDEND", "INTEREST", "SETTLEMENT",
        "SETTLED", "ASSIGNMENT", "EXERCISE",
    };

    private static readonly HashSet<string> PlanningWords = new(StringComparer.Ordinal)
    {
        "SIGNAL", "SIGNALS", "INTENT", "REQUEST", "REQUESTED", "PLANNED", "PLACED", "SUBMITTED", "SENT", "CREATED", "NEW",
        "PENDING", "CANCELLED", "CANCELED", "REJECTED", "SKIPPED", "BLOCKED", "BACKTEST",
    };

    private static readonly char[] WordBorders = ['_', '-', '.', ' '];

    /// <summary>Whether an event whose action is not known moves a quantity: by its execution, or by a word of its
    /// action.</summary>
    public static bool LooksLikeTrade(TradeFact fact)
    {
        if (fact.Quantity is null)
            return false;
        string[] words = fact.Action.ToUpperInvariant().Split(WordBorders);
        return (fact.ExecutionId is not null && fact.Side != TradeSide.None)
            || (words.Any(TradingWords.Contains) && !words.Any(PlanningWords.Contains));
    }

    /// <summary>The meaning of an action; <see cref="TradeActionKind.Other"/> for one that is not known.</summary>
    public static TradeActionKind Of(string action) =>
        Known.TryGetValue(MemberNames.Normalise(action), out TradeActionKind kind) ? kind : TradeActionKind.Other;
}
