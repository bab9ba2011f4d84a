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

    /// <summary>An execution was taken back or corrected.</summary>
    ExecutionCorrected,

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
        [TradeActionKind.OrderPlaced] =
            ["ORDER_PLACED", "ORDER_SUBMITTED", "ORDER_SENT", "ORDER_CREATED", "ORDER_NEW", "NEW_ORDER"],
        [TradeActionKind.OrderAccepted] =
            ["ORDER_ACCEPTED", "ORDER_ACKNOWLEDGED", "ORDER_ACK", "ORDER_CONFIRMED", "ORDER_OPENED"],
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
        [TradeActionKind.ExecutionCorrected] =
        [
            "TRADE_BUST", "TRADE_BUSTED", "TRADE_CANCEL", "TRADE_CANCELLED", "TRADE_CANCELED", "TRADE_CORRECT",
            "TRADE_CORRECTED", "TRADE_CORRECTION", "TRADE_REVERSED", "FILL_BUSTED", "FILL_CANCELLED",
            "FILL_CANCELED", "FILL_CORRECTED", "FILL_REVERSED", "EXECUTION_BUSTED", "EXECUTION_CANCELLED",
            "EXECUTION_CANCELED", "EXECUTION_CORRECTED", "EXECUTION_CORRECTION", "EXECUTION_REVERSED",
        ],
        [TradeActionKind.PositionOpened] = ["POSITION_OPENED", "POSITION_OPEN", "POSITION_ENTERED", "TRADE_OPENED"],
        [TradeActionKind.PositionClosed] =
        [
            "POSITION_CLOSED", "POSITION_CLOSE", "POSITION_PARTIALLY_CLOSED", "POSITION_REDUCED", "POSITION_EXITED",
            "TRADE_CLOSED",
        ],
    };

    private static readonly Dictionary<string, TradeActionKind> Known = Names
        .SelectMany(pair => pair.Value.Select(name => (Name: MemberNames.Normalise(name), pair.Key)))
        .ToDictionary(pair => pair.Name, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Whether the name of a close says that it is of a part of the position.</summary>
    public static bool IsPartOfClose(string action) =>
        MemberNames.Normalise(action) is "positionpartiallyclosed" or "positionreduced";

    /// <summary>The meaning of an action; <see cref="TradeActionKind.Other"/> for one that is not known.</summary>
    public static TradeActionKind Of(string action) =>
        Known.TryGetValue(MemberNames.Normalise(action), out TradeActionKind kind) ? kind : TradeActionKind.Other;
}

/// <summary>The words for what has become of an order, and those of FIX tag 39.</summary>
internal static class OrderStatusWords
{
    private static readonly Dictionary<string, TradeActionKind> Kinds = new(StringComparer.Ordinal)
    {
        ["1"] = TradeActionKind.OrderPartlyFilled,
        ["partiallyfilled"] = TradeActionKind.OrderPartlyFilled,
        ["partlyfilled"] = TradeActionKind.OrderPartlyFilled,
        ["partialfill"] = TradeActionKind.OrderPartlyFilled,
        ["2"] = TradeActionKind.OrderFilled,
        ["filled"] = TradeActionKind.OrderFilled,
        ["closed"] = TradeActionKind.OrderFilled,
        ["executed"] = TradeActionKind.OrderFilled,
        ["4"] = TradeActionKind.OrderCancelled,
        ["canceled"] = TradeActionKind.OrderCancelled,
        ["cancelled"] = TradeActionKind.OrderCancelled,
        ["8"] = TradeActionKind.OrderRejected,
        ["rejected"] = TradeActionKind.OrderRejected,
        ["failed"] = TradeActionKind.OrderRejected,
        ["3"] = TradeActionKind.OrderExpired,
        ["c"] = TradeActionKind.OrderExpired,
        ["expired"] = TradeActionKind.OrderExpired,
        ["doneforday"] = TradeActionKind.OrderExpired,
    };

    /// <summary>What has become of the order; null where it is only open.</summary>
    public static TradeActionKind? Of(string status) =>
        Kinds.TryGetValue(MemberNames.Normalise(status), out TradeActionKind kind) ? kind : null;
}

/// <summary>What an execution report is by its type: FIX tags 150 and 20, and the words that venues write for
/// them.</summary>
internal static class ExecutionTypes
{
    private static readonly Dictionary<string, TradeActionKind> Kinds = new(StringComparer.Ordinal)
    {
        ["0"] = TradeActionKind.OrderAccepted,
        ["A"] = TradeActionKind.OrderAccepted,
        ["D"] = TradeActionKind.OrderAccepted,
        ["E"] = TradeActionKind.OrderAccepted,
        ["I"] = TradeActionKind.OrderAccepted,
        ["6"] = TradeActionKind.OrderAccepted,
        ["7"] = TradeActionKind.OrderAccepted,
        ["9"] = TradeActionKind.OrderAccepted,
        ["new"] = TradeActionKind.OrderAccepted,
        ["pendingnew"] = TradeActionKind.OrderAccepted,
        ["pendingcancel"] = TradeActionKind.OrderAccepted,
        ["pendingreplace"] = TradeActionKind.OrderAccepted,
        ["orderstatus"] = TradeActionKind.OrderAccepted,
        ["status"] = TradeActionKind.OrderAccepted,
        ["restated"] = TradeActionKind.OrderAccepted,
        ["suspended"] = TradeActionKind.OrderAccepted,
        ["3"] = TradeActionKind.OrderExpired,
        ["C"] = TradeActionKind.OrderExpired,
        ["expired"] = TradeActionKind.OrderExpired,
        ["doneforday"] = TradeActionKind.OrderExpired,
        ["4"] = TradeActionKind.OrderCancelled,
        ["canceled"] = TradeActionKind.OrderCancelled,
        ["cancelled"] = TradeActionKind.OrderCancelled,
        ["5"] = TradeActionKind.OrderReplaced,
        ["replaced"] = TradeActionKind.OrderReplaced,
        ["replace"] = TradeActionKind.OrderReplaced,
        ["amended"] = TradeActionKind.OrderReplaced,
        ["8"] = TradeActionKind.OrderRejected,
        ["rejected"] = TradeActionKind.OrderRejected,
        ["G"] = TradeActionKind.ExecutionCorrected,
        ["H"] = TradeActionKind.ExecutionCorrected,
        ["tradecorrect"] = TradeActionKind.ExecutionCorrected,
        ["tradecancel"] = TradeActionKind.ExecutionCorrected,
        ["tradebust"] = TradeActionKind.ExecutionCorrected,
        ["bust"] = TradeActionKind.ExecutionCorrected,
        ["funding"] = TradeActionKind.Other,
        ["fundingfee"] = TradeActionKind.Other,
        ["settle"] = TradeActionKind.Other,
    };

    /// <summary>What an event is whose action is that of a fill: its type may say that it is none.</summary>
    public static TradeActionKind KindOf(TradeFact fact)
    {
        switch (fact[MemberField.TransactionType]?.ToUpperInvariant())
        {
            case "1" or "2" or "CANCEL" or "CORRECT":
                return TradeActionKind.ExecutionCorrected;
            case "3" or "STATUS":
                return TradeActionKind.OrderAccepted;
        }

        if (fact[MemberField.ExecutionType]?.Trim() is not { Length: > 0 } type)
            return fact.Kind;
        string written = type.Length == 1 ? type.ToUpperInvariant() : MemberNames.Normalise(type);
        return Kinds.TryGetValue(written, out TradeActionKind kind) ? kind : fact.Kind;
    }
}
