namespace TradingLogging.Analytics.Facts;

/// <summary>Finds the money in events whose action the ledger does not know. Market data, plans and transfers between
/// accounts are no money of trading.</summary>
internal static class UnknownActions
{
    // Words of actions that move a quantity.
    private static readonly HashSet<string> TradingWords = new(StringComparer.Ordinal)
    {
        "BUY", "BOUGHT", "SELL", "SOLD", "FILL", "FILLED", "EXECUTED", "EXECUTION", "TRADE", "TRADED", "CLOSE",
        "CLOSED", "EXIT", "EXITED", "COVER", "COVERED", "LIQUIDATION", "LIQUIDATED", "SETTLEMENT", "SETTLED",
        "ASSIGNMENT", "ASSIGNED", "EXERCISE", "EXERCISED", "DELIVERY", "ADL", "COMPLETE", "COMPLETED", "MATCH",
        "MATCHED", "DEAL", "OUT", "DELEVERAGE", "DELEVERAGED", "DELEVERAGING", "SCALE", "SCALED", "REDUCE", "REDUCED",
        "HIT", "FLAT", "FLATTEN", "FLATTENED", "UNWIND", "UNWOUND", "SQUARE", "SQUARED", "ROLL", "ROLLED", "ENTRY",
        "ENTERED", "EXPIRY", "EXPIRATION", "CONVERT", "CONVERSION", "CONVERTED", "REDEMPTION", "REDEEMED", "STOPPED",
        "SALE", "PURCHASE", "PURCHASED", "ACQUIRED", "DISPOSED", "EXPIRED", "ENTER", "INCREASE", "INCREASED",
    };

    // Words of actions that are paid or received without a trade.
    private static readonly HashSet<string> CashWords = new(StringComparer.Ordinal)
    {
        "FUNDING", "DIVIDEND", "DIVIDENDS", "DIV", "INTEREST", "FINANCING", "ROLLOVER", "SWAP", "COUPON", "INCOME",
        "FEE", "FEES", "COMMISSION", "REBATE", "TAX", "ADJUSTMENT", "SETTLEMENT", "REWARD", "REWARDS", "STAKING",
        "AIRDROP", "OVERNIGHT", "BONUS", "CREDIT", "DEBIT", "WITHHOLDING", "CASHBACK", "REFUND", "DISTRIBUTION",
        "CHARGE", "CHARGED", "LEVY", "PAYOUT", "REFERRAL", "COMPENSATION", "CARRY", "PENALTY", "REALIZED", "REALISED",
    };

    // Words of actions after which a quantity or a price is another one.
    private static readonly HashSet<string> CorporateWords = new(StringComparer.Ordinal)
    {
        "SPLIT", "MERGER", "SPINOFF", "CORPORATE",
    };

    // A signal, an intent or a request is no money yet.
    private static readonly HashSet<string> PlanningWords = new(StringComparer.Ordinal)
    {
        "SIGNAL", "SIGNALS", "INTENT", "REQUEST", "REQUESTED", "PLANNED", "PLACED", "SUBMITTED", "SENT", "CREATED",
        "NEW", "PENDING", "CANCELLED", "CANCELED", "REJECTED", "SKIPPED", "BLOCKED", "BACKTEST", "RATE", "RATES",
        "TIER", "SCHEDULE", "PREDICTED", "ESTIMATE", "ESTIMATED", "NEXT", "WARNING", "CHECK", "CHECKED", "TIMED",
        "LIMIT",
    };

    // Words of actions that sum up, and of those that tell how things stand.
    private static readonly HashSet<string> SummingWords = new(StringComparer.Ordinal)
    {
        "SUMMARY", "TOTAL", "TOTALS", "STATS", "STATISTICS", "RECAP", "OVERVIEW",
    };

    private static readonly HashSet<string> StateWords = new(StringComparer.Ordinal)
    {
        "HEARTBEAT", "STATUS", "SNAPSHOT", "REPORT", "SESSION", "EOD", "DAILY", "WEEKLY", "MONTHLY", "BALANCE",
        "EQUITY", "PERFORMANCE", "METRICS", "SHUTDOWN",
    };

    private static readonly char[] WordBorders = ['_', '-', '.', ' '];

    /// <summary>What an event leaves out, as the object of a sentence; null for nothing.</summary>
    /// <remarks>What names an order, a quantity, a price and a fee is a trade, whatever its action is
    /// called.</remarks>
    public static string? LeftOut(TradeFact fact)
    {
        if (fact.Pnl is not null)
            return "pnl";
        string[] words = WordsOf(fact.Action);
        bool isPlan = words.Any(PlanningWords.Contains);
        bool isCash = !isPlan && words.Any(CashWords.Contains);
        bool isTrade = (!isPlan && words.Any(TradingWords.Contains))
            || (fact.ExecutionId is not null && fact.Side != TradeSide.None)
            || (fact is { OrderId: not null, Fees.Count: > 0 } && (fact.Price ?? fact.AveragePrice) is not null);
        if ((fact.Quantity ?? fact.CumulativeQuantity) is not null && (isTrade || isCash))
            return "quantity";
        return isCash && fact.HasOtherAmount && fact.Fees.Count == 0 ? "amount" : null;
    }

    /// <summary>Whether an action changes the quantities or the prices of a symbol, such as a split of
    /// shares.</summary>
    public static bool IsCorporate(string action)
    {
        string[] words = WordsOf(action);
        return words.Any(CorporateWords.Contains) && !words.Contains("ORDER") && !words.Any(PlanningWords.Contains);
    }

    /// <summary>Whether the fees of an event are no new ones: it sums up what other events have cost, or it only plans.
    /// </summary>
    public static bool HasNoNewFees(TradeFact fact)
    {
        if (fact.Kind == TradeActionKind.Signal)
            return true;
        // That of a trade is told with its quantity.
        if (fact.ExecutionId is not null || (fact.Price ?? fact.AveragePrice) is not null)
            return false;
        string[] words = WordsOf(fact.Action);
        return words.Any(SummingWords.Contains) || words.Any(PlanningWords.Contains)
            || (words.Any(StateWords.Contains) && !words.Any(CashWords.Contains) && !words.Any(TradingWords.Contains))
            || fact.Fees.Exists(fee => MemberNames.Normalise(fee.Name) is "totalfee" or "totalfees");
    }

    private static string[] WordsOf(string action) => action.ToUpperInvariant().Split(WordBorders);
}
