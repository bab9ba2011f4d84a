namespace TradingLogging.Analytics.Statements;

/// <summary>Whose statements are known by name.</summary>
public enum TradeStatementPreset
{
    /// <summary>None: columns are found by the names that events have, and by a map.</summary>
    None,

    /// <summary>Binance, spot trade history.</summary>
    Binance,

    /// <summary>Coinbase, fills.</summary>
    Coinbase,

    /// <summary>Kraken, trades.</summary>
    Kraken,

    /// <summary>Interactive Brokers, trades of a flex query.</summary>
    InteractiveBrokers,

    /// <summary>Alpaca, activities of the type FILL.</summary>
    Alpaca,
}

/// <summary>The columns of statements.</summary>
internal static class StatementPresets
{
    /// <summary>All columns that are read.</summary>
    public static IReadOnlyList<StatementColumn> Columns { get; } =
    [
        StatementColumn.Time, StatementColumn.ExecutionId, StatementColumn.OrderId, StatementColumn.Symbol,
            StatementColumn.Side,
        StatementColumn.Quantity, StatementColumn.Price, StatementColumn.Fee, StatementColumn.FeeCurrency,
    ];

    /// <summary>Columns that every statement has.</summary>
    public static IReadOnlyList<StatementColumn> Needed { get; } =
        [StatementColumn.Symbol, StatementColumn.Quantity, StatementColumn.Price];

    private static readonly Dictionary<StatementColumn, string[]> Usual = new()
    {
        [StatementColumn.Time] =
        [
            "time", "date", "timestamp", "event_time", "trade_time", "transaction_time", "executed_at", "datetime",
        ],
        [StatementColumn.ExecutionId] = ["execution_id", "exec_id", "trade_id", "fill_id", "deal_id", "match_id"],
        [StatementColumn.OrderId] = ["order_id", "ord_id", "order_no", "order_number", "exchange_order_id"],
        [StatementColumn.Symbol] = ["symbol", "pair", "market", "instrument", "ticker", "product"],
        [StatementColumn.Side] = ["side", "direction", "type", "buy_sell"],
        [StatementColumn.Quantity] = ["quantity", "qty", "size", "amount", "volume", "vol", "executed", "filled"],
        [StatementColumn.Price] = ["price", "px", "fill_price", "trade_price", "avg_price"],
        [StatementColumn.Fee] = ["fee", "fees", "commission"],
        [StatementColumn.FeeCurrency] =
            ["fee_currency", "fee_asset", "fee_coin", "commission_asset", "commission_currency"],
    };

    private static readonly Dictionary<TradeStatementPreset, Dictionary<StatementColumn, string[]>> Presets = new()
    {
        [TradeStatementPreset.Binance] = new()
        {
            [StatementColumn.Time] = ["Date(UTC)", "time"],
            [StatementColumn.ExecutionId] = ["Trade ID", "id"],
            [StatementColumn.OrderId] = ["Order ID", "OrderNo"],
            [StatementColumn.Symbol] = ["Pair", "Market", "symbol"],
            [StatementColumn.Side] = ["Side", "Type"],
            [StatementColumn.Quantity] = ["Executed", "qty", "Amount"],
            [StatementColumn.Price] = ["Price"],
            [StatementColumn.Fee] = ["Fee", "commission"],
            [StatementColumn.FeeCurrency] = ["Fee Coin", "commissionAsset"],
        },
        [TradeStatementPreset.Coinbase] = new()
        {
            [StatementColumn.Time] = ["created at"],
            [StatementColumn.ExecutionId] = ["trade id"],
            [StatementColumn.OrderId] = ["order id"],
            [StatementColumn.Symbol] = ["product"],
            [StatementColumn.Side] = ["side"],
            [StatementColumn.Quantity] = ["size"],
            [StatementColumn.Price] = ["price"],
            [StatementColumn.Fee] = ["fee"],
            [StatementColumn.FeeCurrency] = ["price/fee/total unit"],
        },
        [TradeStatementPreset.Kraken] = new()
        {
            [StatementColumn.Time] = ["time"],
            [StatementColumn.ExecutionId] = ["txid"],
            [StatementColumn.OrderId] = ["ordertxid"],
            [StatementColumn.Symbol] = ["pair"],
            [StatementColumn.Side] = ["type"],
            [StatementColumn.Quantity] = ["vol"],
            [StatementColumn.Price] = ["price"],
            [StatementColumn.Fee] = ["fee"],
        },
        [TradeStatementPreset.InteractiveBrokers] = new()
        {
            [StatementColumn.Time] = ["DateTime", "Date/Time", "TradeTime"],
            [StatementColumn.ExecutionId] = ["IBExecID", "ExecID", "TradeID"],
            [StatementColumn.OrderId] = ["IBOrderID", "OrderID"],
            [StatementColumn.Symbol] = ["Symbol"],
            [StatementColumn.Side] = ["Buy/Sell"],
            [StatementColumn.Quantity] = ["Quantity"],
            [StatementColumn.Price] = ["TradePrice", "T. Price", "Price"],
            [StatementColumn.Fee] = ["IBCommission", "Comm/Fee", "Commission"],
            [StatementColumn.FeeCurrency] = ["IBCommissionCurrency", "CommissionCurrency"],
        },
        [TradeStatementPreset.Alpaca] = new()
        {
            [StatementColumn.Time] = ["transaction_time"],
            [StatementColumn.ExecutionId] = ["id"],
            [StatementColumn.OrderId] = ["order_id"],
            [StatementColumn.Symbol] = ["symbol"],
            [StatementColumn.Side] = ["side"],
            [StatementColumn.Quantity] = ["qty"],
            [StatementColumn.Price] = ["price"],
        },
    };

    /// <summary>The columns of a preset, the most usual name of each first.</summary>
    public static IReadOnlyDictionary<StatementColumn, string[]> Of(TradeStatementPreset preset) =>
        Presets.TryGetValue(preset, out Dictionary<StatementColumn, string[]>? columns) ? columns : Usual;

    /// <summary>Whether a statement shows what a trade cost as a negative number.</summary>
    public static bool HasNegativeFees(TradeStatementPreset preset) =>
        preset == TradeStatementPreset.InteractiveBrokers;

    /// <summary>Whether times without an offset are in universal time.</summary>
    public static bool IsUniversal(TradeStatementPreset preset) =>
        preset is TradeStatementPreset.Binance or TradeStatementPreset.Coinbase or TradeStatementPreset.Kraken
            or TradeStatementPreset.Alpaca;
}

/// <summary>What a column of a statement means.</summary>
internal enum StatementColumn
{
    Time,
    ExecutionId,
    OrderId,
    Symbol,
    Side,
    Quantity,
    Price,
    Fee,
    FeeCurrency,
}
