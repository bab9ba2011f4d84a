namespace TradingLogging.Analytics.Tests.Simulation;

/// <summary>An exchange that trades a random session, keeps its own ledger, and writes the log that a bot
/// would.</summary>
internal sealed class Exchange
{
    private readonly Random _random;
    private readonly bool _isHedging;
    private readonly bool _logsCloses;
    private readonly bool _logsExits;
    private readonly bool _logsNetPnl;
    private readonly bool _hasExecutionIds;
    private readonly bool _hasFees;
    private readonly bool _namesQuantityOfCloses;
    private readonly bool _namesExits;
    private readonly string _feeCurrency;
    private readonly string?[] _accounts;
    private readonly string[] _symbols;
    private readonly bool _hasSeveralStrategies;
    private readonly Dictionary<string, ExchangeBook> _books = new(StringComparer.Ordinal);
    private DateTimeOffset _time = new(2025, 12, 18, 9, 0, 0, TimeSpan.FromHours(1));
    private int _orders;
    private int _executions;
    private int _positions;

    private Exchange(int seed)
    {
        _random = new Random(seed);
        _isHedging = Chance(3);
        _logsCloses = !Chance(4);
        _logsExits = !_logsCloses || !Chance(4);
        _hasFees = !Chance(4);
        _feeCurrency = Chance(3) ? "BNB" : "USDT";
        _logsNetPnl = _logsExits && Chance(3);
        _hasExecutionIds = Chance(2);
        _namesQuantityOfCloses = Chance(2);
        _accounts = Chance(3) ? ["main", "sub"] : [null];
        _symbols = Chance(2) ? ["BTCUSDT", "ETHUSDT"] : ["BTCUSDT"];
        _hasSeveralStrategies = Chance(3);
        _namesExits = Chance(3);
        CostMethod = Chance(2) ? CostMethod.Fifo : CostMethod.Average;
    }

    public List<LogLine> Lines { get; } = [];

    public ExchangeLedger Ledger { get; } = new();

    /// <summary>The cost that the exchange takes for what is closed.</summary>
    public CostMethod CostMethod { get; }

    /// <summary>Trades a session; the same for the same seed.</summary>
    public static Exchange Trade(int seed)
    {
        var exchange = new Exchange(seed);
        int trades = 1 + exchange._random.Next(5);
        for (int i = 0; i < trades; i++)
            exchange.TradeOnce();
        exchange.CloseAll();
        return exchange;
    }

    private bool Chance(int of) => _random.Next(of) == 0;

    private DateTimeOffset Tick() => _time += TimeSpan.FromMilliseconds(20 + _random.Next(4_000));

    private decimal Quantity() => (1 + _random.Next(40)) / (Chance(2) ? 10m : 8m);

    private decimal Price() => 90 + (_random.Next(2_000) / 100m);

    private void TradeOnce()
    {
        string? account = _accounts[_random.Next(_accounts.Length)];
        string symbol = _symbols[_random.Next(_symbols.Length)];
        if (Chance(8))
        {
            Refuse(account, symbol);
            return;
        }

        ExchangeBook[] open = [.. _books.Values.Where(
            book => book.Account == account && book.Symbol == symbol && book.Net != 0)];
        if (open.Length > 0 && Chance(2))
        {
            ExchangeBook book = open[_random.Next(open.Length)];
            bool isFlip = !_isHedging && _logsExits && Chance(3);
            Exit(book, isFlip ? Math.Abs(book.Net) + Quantity() : Chance(2) ? Math.Abs(book.Net) : Math.Min(
                Math.Abs(book.Net), Quantity()));
            return;
        }

        bool isNew = _isHedging || open.Length == 0 || (_hasSeveralStrategies && Chance(2));
        ExchangeBook target = isNew ? NewBook(account, symbol) : open[0];
        int side = target.Net != 0 ? Math.Sign(target.Net) : Chance(2) ? 1 : -1;
        Order(target, side * Quantity(), isExit: false);
    }

    private void CloseAll()
    {
        foreach (ExchangeBook book in _books.Values.Where(book => book.Net != 0).ToArray())
        {
            if (!Chance(6))
                Exit(book, Math.Abs(book.Net));
        }

        Ledger.OpenInAll = _books.Values.Sum(book => Math.Abs(book.Net));
        foreach (ExchangeBook book in _books.Values.Where(book => book.Net != 0))
            ExchangeLedger.Add(Ledger.Open, $"{book.Account}/{book.Symbol}", book.Net);
    }

    private ExchangeBook NewBook(string? account, string symbol)
    {
        string? id = _isHedging ? "p" + ++_positions : null;
        bool isSma = _hasSeveralStrategies ? Chance(2) : symbol == "BTCUSDT";
        string strategy = isSma ? "SMA" : "Break", key = $"{account}/{symbol}/{id}/{strategy}";
        if (!_books.TryGetValue(key, out ExchangeBook? book))
            _books[key] = book = new ExchangeBook(account, symbol, id, strategy, CostMethod, Ledger);
        return book;
    }

    private void Refuse(string? account, string symbol)
    {
        string id = NextOrder();
        Lines.Add(LogLine.Of(
            Tick(), "ORDER_PLACED", ("symbol", symbol), ("account", account), ("order_id", id), ("side", "BUY"), (
                "quantity", Quantity()), ("price", Price())));
        Lines.Add(
            LogLine.Of(
                Tick(), Chance(2) ? "ORDER_REJECTED" : "ORDER_CANCELLED", ("symbol", symbol), ("account", account), (
                    "order_id", id)));
    }

    private string NextOrder() => "o" + ++_orders;

    private void Exit(ExchangeBook book, decimal quantity)
    {
        int side = -Math.Sign(book.Net);
        decimal closed = Math.Min(Math.Abs(book.Net), quantity);
        if (_logsExits)
        {
            Order(book, side * quantity, isExit: true);
            return;
        }

        // The specification's example closes without an exit order: the close names the exit price.
        decimal price = Price();
        decimal pnl = book.Fill("", side * closed, price, 0).Pnl;
        Lines.Add(LogLine.Of(
            Tick(),
            "POSITION_CLOSED",
            ("symbol", book.Symbol),
            ("account", book.Account),
            ("position_id", book.Id),
            ("strategy", _hasSeveralStrategies ? book.Strategy : null),
            ("quantity", closed),
            ("exit_price", price),
            ("pnl", Math.Round(pnl, 8))));
    }

    private void Order(ExchangeBook book, decimal quantity, bool isExit)
    {
        string id = NextOrder();
        decimal size = Math.Abs(quantity), before = Math.Abs(book.Net);
        bool isCancelled = !isExit && Chance(6);
        string side = quantity > 0 ? "BUY" : before == 0 && Chance(4) ? "SELL_SHORT" : "SELL";
        Lines.Add(LogLine.Of(
            Tick(),
            "ORDER_PLACED",
            ("symbol", book.Symbol),
            ("account", book.Account),
            ("strategy", book.Strategy),
            ("order_id", id),
            ("side", side),
            ("quantity", size),
            ("price", Price()),
            ("position_id", isExit ? book.Id : null),
            ("reduce_only", _namesExits && isExit && size <= before ? "true" : null)));
        decimal filled = 0, pnl = 0, closedFees = 0;
        int parts = 1 + _random.Next(3);
        for (int part = 0; part < parts; part++)
        {
            bool isLast = part == parts - 1;
            decimal share = isLast ? size - filled : Math.Round(size / (parts + 1), 4);
            if (share == 0 || (isLast && isCancelled))
                break;
            filled += share;
            decimal price = Price(), fee = _hasFees ? _random.Next(1, 50) / 100m : 0;
            var (gained, feeOfClosed) = book.Fill(
                id, Math.Sign(quantity) * share, price, _feeCurrency == "USDT" ? fee : 0);
            pnl += gained;
            closedFees += feeOfClosed;
            Ledger.Turnover += share * price;
            if (_hasFees)
                ExchangeLedger.Add(Ledger.Fees, _feeCurrency, fee);
            Lines.Add(LogLine.Of(
                Tick(),
                isLast && !isCancelled ? "ORDER_FILLED" : "ORDER_PARTIALLY_FILLED",
                ("symbol", book.Symbol),
                ("account", book.Account),
                ("order_id", id),
                ("side", side),
                ("quantity", share),
                ("price", price),
                ("fee", _hasFees ? fee : null),
                ("fee_currency", _hasFees ? _feeCurrency : null),
                ("exec_id", _hasExecutionIds ? "x" + ++_executions : null),
                ("position_id", book.Id)));
        }

        Ledger.Filled[$"{book.Account}/{book.Symbol}/{id}"] = filled;
        if (isCancelled)
        {
            Lines.Add(LogLine.Of(
                Tick(),
                "ORDER_CANCELLED",
                ("symbol", book.Symbol),
                ("account", book.Account),
                ("order_id", id),
                ("filled_quantity", filled)));
        }

        if (!isExit || !_logsCloses)
            return;
        decimal logged = _logsNetPnl ? pnl - closedFees : pnl;
        bool isWhole = Math.Sign(book.Net) != Math.Sign(book.NetBefore) || book.Net == 0;
        Lines.Add(LogLine.Of(
            Tick(),
            "POSITION_CLOSED",
            ("symbol", book.Symbol),
            ("account", book.Account),
            ("position_id", book.Id),
            ("strategy", _hasSeveralStrategies ? book.Strategy : null),
            ("quantity", _namesQuantityOfCloses || !isWhole ? Math.Min(before, size) : null),
            ("pnl", Math.Round(logged, 8))));
    }
}
