using System.Text;
using TradingLogging.Formatting;

namespace TradingLogging.Analytics.Facts;

/// <summary>The names under which events carry what the ledger reads: one table, which docs/trade-activity.md shows.
/// Neither case nor <c>_</c>, <c>-</c>, <c>.</c> and spaces count: <c>orderId</c> is <c>order_id</c>.</summary>
internal sealed class MemberNames
{
    /// <summary>The table. The first name of a row is the canonical one, which wins over the others.</summary>
    public static IReadOnlyList<(MemberField Field, string[] Names)> Table { get; } =
    [
        (MemberField.EventTime, [.. TradeLineFormat.EventTimes]),
        (MemberField.Symbol,
            ["symbol", "ticker", "instrument", "pair", "market", "product_id", "contract", "security"]),
        (MemberField.Strategy, ["strategy", "strategy_id", "strategy_name", "algo", "bot"]),
        (MemberField.Account, ["account", "account_id", "account_name", "acct", "portfolio", "sub_account"]),
        (MemberField.Venue, ["venue", "exchange", "broker", "exch"]),
        (MemberField.Side, ["side", "direction", "buy_sell", "order_side", "trade_side"]),
        (MemberField.PositionSide, ["position_side", "pos_side"]),
        (MemberField.OrderId,
        [
            "order_id", "exchange_order_id", "broker_order_id", "ord_id", "order_no", "order_number", "order_ref",
            "order_tx_id", "oid",
        ]),
        (MemberField.ClientOrderId,
            ["client_order_id", "cl_ord_id", "client_oid", "local_order_id", "temp_order_id", "user_ref"]),
        (MemberField.OriginalOrderId,
        [
            "original_order_id", "orig_order_id", "orig_client_order_id", "orig_cl_ord_id", "old_order_id",
                "previous_order_id",
        ]),
        (MemberField.NewOrderId, ["new_order_id", "new_client_order_id"]),
        (MemberField.ExecutionId, ["execution_id", "exec_id", "trade_id", "fill_id", "deal_id", "match_id", "tx_id"]),
        (MemberField.ExecutionReference, ["exec_ref_id", "execution_ref_id", "original_execution_id", "orig_exec_id"]),
        (MemberField.ExecutionType, ["exec_type", "execution_type"]),
        (MemberField.TransactionType, ["exec_trans_type"]),
        (MemberField.ReduceOnly, ["reduce_only", "close_position", "is_reduce_only"]),
        (MemberField.PositionEffect, ["position_effect", "pos_effect", "open_close", "offset"]),
        (MemberField.Status, ["status", "order_status", "ord_status", "state", "order_state"]),
        (MemberField.PositionId, ["position_id", "pos_id", "position_ticket"]),
        (MemberField.Quantity,
        [
            "quantity", "qty", "size", "amount", "volume", "vol", "shares", "contracts", "units", "last_qty",
            "last_quantity", "last_shares", "last_filled_qty", "last_filled_quantity", "last_executed_qty",
            "last_executed_quantity", "fill_qty", "fill_quantity", "fill_size", "exec_qty", "trade_qty", "base_qty",
            "base_quantity", "base_amount", "base_size", "fill_sz", "last_sz", "last_size", "match_size", "trade_size",
            "trade_volume", "exec_size", "num_shares",
        ]),
        (MemberField.CumulativeQuantity,
        [
            "cum_qty", "cum_quantity", "cumulative_quantity", "cum_exec_qty", "filled_quantity", "filled_qty",
                "filled_size",
            "filled_amount", "filled", "executed_qty", "executed_quantity", "total_filled", "acc_fill_sz",
            "executed_volume", "exec_volume", "vol_exec", "filled_volume", "deal_size", "deal_volume", "units_filled",
            "shares_filled", "filled_shares",
        ]),
        (MemberField.LeavesQuantity,
            ["leaves_qty", "leaves_quantity", "remaining", "remaining_qty", "remaining_quantity"]),
        (MemberField.OrderQuantity,
            ["order_qty", "order_quantity", "orig_qty", "orig_quantity", "total_qty", "total_quantity", "sz"]),
        (MemberField.Price,
        [
            "price", "px", "fill_price", "last_px", "last_price", "last_filled_price", "last_executed_price",
            "exec_price", "execution_price", "trade_price", "fill_px", "exec_px", "executed_price", "filled_price",
            "traded_price", "match_price", "deal_price",
        ]),
        (MemberField.AveragePrice,
        [
            "avg_price", "average_price", "avg_px", "average", "avg", "avg_fill_price", "filled_avg_price",
            "avg_exec_price", "avg_filled_price", "average_executed_price",
        ]),
        (MemberField.LimitPrice, ["limit_price", "lmt_price"]),
        (MemberField.EntryPrice, ["entry_price", "avg_entry_price", "open_price"]),
        (MemberField.ExitPrice, ["exit_price", "avg_exit_price", "close_price"]),
        (MemberField.Pnl,
        [
            "pnl", "realized_pnl", "realised_pnl", "profit", "profit_loss", "realized_profit", "realised_profit",
                "realized_pl", "pl",
        ]),
        (MemberField.GrossPnl, ["gross_pnl", "gross_profit"]),
        (MemberField.NetPnl, ["net_pnl", "net_profit"]),
        (MemberField.Fee,
        [
            "fee", "fees", "commission", "commissions", "fee_amount", "fee_cost", "commission_amount", "trading_fee",
                "exec_fee",
            "total_fee", "total_fees", "fee_paid", "taker_fee", "maker_fee", "exchange_fee", "clearing_fee",
                "regulatory_fee",
        ]),
        (MemberField.Rebate, ["rebate", "maker_rebate"]),
        (MemberField.FeeCurrency,
        [
            "fee_currency", "fee_asset", "fee_ccy", "fee_coin", "fees_currency", "commission_currency",
                "commission_asset",
        ]),
        (MemberField.PnlCurrency, ["pnl_currency", "pnl_asset"]),
        (MemberField.Currency, ["currency", "quote_currency", "quote_asset", "settlement_currency", "ccy"]),
        (MemberField.Rate, ["fx_rate", "conversion_rate", "exchange_rate"]),
        (MemberField.Multiplier, ["multiplier", "contract_size", "contract_multiplier", "point_value"]),
    ];

    /// <summary>Names that look like money or quantity and by rule are neither.</summary>
    public static IReadOnlyList<string> Ignored { get; } =
    [
        "pnl_percent", "pnl_pct", "pnl_ratio", "roi_pnl", "unrealized_pnl", "unrealised_pnl", "unrealized_profit",
        "total_pnl", "daily_pnl", "cum_pnl", "cumulative_pnl", "take_profit", "profit_target", "profit_factor",
        "stop_profit", "expected_profit", "fee_rate", "fee_percent", "fee_pct", "fee_bps", "fee_tier", "fee_type",
        "commission_rate", "funding_rate", "swap_rate", "financing_rate", "tax_rate", "funding_time",
        "next_funding_time", "estimated_fee", "expected_fee", "max_fee", "quote_qty", "quote_quantity",
        "quote_order_qty", "cum_quote", "cum_quote_qty", "cummulative_quote_qty", "last_quote_qty", "min_qty",
        "max_qty", "max_quantity", "min_quantity", "min_size", "max_size", "step_size", "tick_size", "lot_size",
        "position_size", "risk_amount", "open_interest", "interest_rate", "gas_price", "gas_limit", "display_qty",
        "realized_volatility", "realised_volatility", "visible_qty", "side_effect_type", "fee_note", "pnl_note",
        "pnl_source",
    ];

    private static readonly Dictionary<string, MemberField> Known = Table
        .SelectMany(row => row.Names.Select(name => (Name: Normalise(name), row.Field)))
        .ToDictionary(pair => pair.Name, pair => pair.Field, StringComparer.Ordinal);

    private static readonly HashSet<string> Canonical = new(
        Table.Select(row => Normalise(row.Names[0])), StringComparer.Ordinal);

    private static readonly HashSet<string> ExactNames = new(
        Table.SelectMany(row => row.Names), StringComparer.Ordinal);

    private static readonly HashSet<string> IgnoredNames = new(Ignored.Select(Normalise), StringComparer.Ordinal);

    // What the logger itself writes into each line says nothing of money.
    private static readonly HashSet<string> NamesOfTheLine = new(StringComparer.Ordinal)
    {
        TradeLineFormat.Timestamp, TradeLineFormat.Action, TradeLineFormat.Seq, TradeLineFormat.Prev,
    };

    private readonly Dictionary<string, MemberField> _own = new(StringComparer.Ordinal);

    /// <summary>Makes the table with names of one's own.</summary>
    /// <param name="map">Canonical names with the names to be read for them; null for none.</param>
    /// <exception cref="ArgumentException">A key is no name of the table, or a name is empty.</exception>
    public MemberNames(IReadOnlyDictionary<string, IReadOnlyList<string>>? map)
    {
        map ??= new Dictionary<string, IReadOnlyList<string>>();
        foreach (KeyValuePair<string, IReadOnlyList<string>> entry in map)
        {
            if (!Known.TryGetValue(Normalise(entry.Key), out MemberField field))
            {
                throw new ArgumentException(
                    $"'{entry.Key}' is no member that is read. "
                        + $"Known are {string.Join(", ", Table.Select(row => row.Names[0]))}.");
            }

            foreach (string name in entry.Value)
            {
                if (Normalise(name).Length == 0)
                    throw new ArgumentException($"'{name}' is no name of a member for {entry.Key}.");
                _own[Normalise(name)] = field;
            }
        }
    }

    /// <summary>What a name means.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="lastMet">Shared by names that differ by case only.</param>
    public MemberName Resolve(string name, MemberName.Counter lastMet)
    {
        string normalised = Normalise(name);
        bool isExact = ExactNames.Contains(name);
        if (_own.TryGetValue(normalised, out MemberField own))
            return new MemberName(name, own, isCanonical: true, isExact, MemberField.None, lastMet);
        if (Known.TryGetValue(normalised, out MemberField field))
            return new MemberName(name, field, Canonical.Contains(normalised), isExact, MemberField.None, lastMet);
        bool isIgnored = IgnoredNames.Contains(normalised) || NamesOfTheLine.Contains(name);
        MemberField likeness = isIgnored ? MemberField.None : MemberLikeness.Of(name);
        return new MemberName(name, MemberField.None, isCanonical: false, isExact, likeness, lastMet)
        {
            IsIgnored = isIgnored,
        };
    }

    /// <summary>Whether a name is one of an order's id.</summary>
    public static bool IsOrderId(string name) => Known.TryGetValue(Normalise(name), out MemberField field)
        && field is >= MemberField.OrderId and <= MemberField.NewOrderId;

    /// <summary>The name without what does not count.</summary>
    public static string Normalise(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char character in name)
        {
            if (character is not ('_' or '-' or '.' or ' '))
                text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}

/// <summary>A member's name as it was met in a log.</summary>
/// <param name="name">The name as written.</param>
/// <param name="meaning">What it means; none when it is not read.</param>
/// <param name="isCanonical">Whether it is the name that wins over the others of its row.</param>
/// <param name="isExact">Whether it is written as the table writes it.</param>
/// <param name="likeness">What an unknown name looks like; none for nothing.</param>
/// <param name="lastMet">Shared by names that differ by case only.</param>
internal sealed class MemberName(
    string name, MemberField meaning, bool isCanonical, bool isExact, MemberField likeness, MemberName.Counter lastMet)
{
    public string Name => name;

    public MemberField Field => meaning;

    public bool IsCanonical => isCanonical;

    public bool IsExact => isExact;

    public MemberField Likeness => likeness;

    public Counter LastMet => lastMet;

    /// <summary>Whether it is no money by rule, though it looks like money.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>The name with its quotes, the colon and the blank, as the writer writes it; of a name that JSON does
    /// not escape.</summary>
    public byte[] NameAndColon { get; } = Encoding.UTF8.GetBytes($"\"{name}\": ");

    /// <summary>The name that followed it last. Events of one action have the same members in the same order.</summary>
    public MemberName? Follower { get; set; }

    /// <summary>The number of the event in which a name was met last.</summary>
    internal sealed class Counter
    {
        public long Event { get; set; }
    }
}
