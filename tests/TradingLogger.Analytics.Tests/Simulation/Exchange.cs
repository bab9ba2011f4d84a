namespace TradingLogging.Analytics.Tests.Simulation;

/// <summary>What an exchange knows at the end of a session, by its own books.</summary>
internal sealed class ExchangeLedger
{
    public decimal GrossPnl { get; set; }

    public decimal Turnover { get; set; }

    public SortedDictionary<string, decimal> Fees { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, decimal> Filled { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, decimal> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>How much is open, all positions together.</summary>
    public decimal OpenInAll { get; set; }

    public SortedDictionary<string, decimal> PnlByStrategy { get; } = new(StringComparer.Ordinal);

    public void AddFee(string currency, decimal fee) => Fees[currency] = Fees.GetValueOrDefault(currency) + fee;
}

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
    private readonly string _feeCurrency;
    private readonly string?[] _accounts;
    private readonly string[] _symbols;
    private readonly Dictionary<string, Book> _books = new(StringComparer.Ordinal);
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
    }

    public List<LogLine> Lines { get; } = [];

    public ExchangeLedger Ledger { get; } = new();

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

        Book[] open = [.. _books.Values.Where(
            book => book.Account == account && book.Symbol == symbol && book.Net != 0)];
        if (open.Length > 0 && Chance(2))
        {
            Book book = open[_random.Next(open.Length)];
            bool isFlip = !_isHedging && _logsExits && Chance(3);
            Exit(book, isFlip ? Math.Abs(book.Net) + Quantity() : Chance(2) ? Math.Abs(book.Net) : Math.Min(
                Math.Abs(book.Net), Quantity()));
            return;
        }

        Book target = _isHedging || open.Length == 0 ? NewBook(account, symbol) : open[0];
        int side = target.Net != 0 ? Math.Sign(target.Net) : Chance(2) ? 1 : -1;
        Order(target, side * Quantity(), isExit: false);
    }

    private void CloseAll()
    {
        foreach (Book book in _books.Values.Where(book => book.Net != 0).ToArray())
        {
            if (!Chance(6))
                Exit(book, Math.Abs(book.Net));
        }

        Ledger.OpenInAll = _books.Values.Sum(book => Math.Abs(book.Net));
        foreach (Book book in _books.Values.Where(book => book.Net != 0))
            Ledger.Open[$"{book.Account}/{book.Symbol}"] = Ledger.Open.GetValueOrDefault($"{book.Account}/{book.Symbol}") + book.Net;
    }

    private Book NewBook(string? account, string symbol)
    {
        string? id = _isHedging ? "p" + ++_positions : null;
        string key = $"{account}/{symbol}/{id}";
        if (!_books.TryGetValue(key, out Book? book))
            _books[key] = book = new Book(key, account, symbol, id, symbol == "BTCUSDT" ? "SMA" : "Break");
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

    private void Exit(Book book, decimal quantity)
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
        decimal pnl = book.Fill(side * closed, price, 0, Ledger, isLogged: false);
        Lines.Add(LogLine.Of(
            Tick(),
            "POSITION_CLOSED",
            ("symbol", book.Symbol),
            ("account", book.Account),
            ("position_id", book.Id),
            ("quantity", closed),
            ("exit_price", price),
            ("pnl", Math.Round(pnl, 8))));
        Ledger.GrossPnl += pnl;
        AddStrategyPnl(book, pnl);
    }

    private void AddStrategyPnl(Book book, decimal pnl) =>
        Ledger.PnlByStrategy[book.Strategy] = Ledger.PnlByStrategy.GetValueOrDefault(book.Strategy) + pnl;

    private void Order(Book book, decimal quantity, bool isExit)
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
            ("position_id", isExit ? book.Id : null)));
        decimal filled = 0, pnl = 0, fees = 0, closedFees = 0;
        int parts = 1 + _random.Next(3);
        for (int part = 0; part < parts; part++)
        {
            bool isLast = part == parts - 1;
            decimal share = isLast ? size - filled : Math.Round(size / (parts + 1), 4);
            if (share == 0 || (isLast && isCancelled))
                break;
            filled += share;
            decimal price = Price(), fee = _hasFees ? _random.Next(1, 50) / 100m : 0;
            var (gained, feeOfClosed) = book.FillWithFees(
                Math.Sign(quantity) * share, price, _feeCurrency == "USDT" ? fee : 0, Ledger);
            pnl += gained;
            closedFees += feeOfClosed;
            fees += fee;
            Ledger.Turnover += share * price;
            if (_hasFees)
                Ledger.AddFee(_feeCurrency, fee);
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
            Lines.Add(LogLine.Of(Tick(), "ORDER_CANCELLED", ("symbol", book.Symbol), ("account", book.Account), ("order_id", id), ("filled_quantity", filled)));
        if (!isExit)
            return;

        Ledger.GrossPnl += pnl;
        AddStrategyPnl(book, pnl);
        if (!_logsCloses)
            return;
        decimal logged = _logsNetPnl ? pnl - closedFees : pnl;
        bool isWhole = Math.Sign(book.Net) != Math.Sign(book.NetBefore) || book.Net == 0;
        Lines.Add(LogLine.Of(
            Tick(),
            "POSITION_CLOSED",
            ("symbol", book.Symbol),
            ("account", book.Account),
            ("position_id", book.Id),
            ("quantity", _namesQuantityOfCloses || !isWhole ? Math.Min(before, size) : null),
            ("pnl", Math.Round(logged, 8))));
    }

    /// <summary>A position by the books of the exchange.</summary>
    private sealed class Book(string key, string? account, string symbol, string? id, string strategy)
    {
        private decimal _cost;
        private decimal _fees;

        public string Key => key;

        public string? Account => account;

        public string Symbol => symbol;

        public string? Id => id;

        public string Strategy => strategy;

        public decimal Net { get; private set; }

        public decimal NetBefore { get; private set; }

        public decimal Fill(decimal change, decimal price, decimal fee, ExchangeLedger ledger, bool isLogged) =>
            FillWithFees(change, price, fee, ledger).Pnl;

        // Average cost: what is closed costs its share of what is open.
        public (decimal Pnl, decimal Fees) FillWithFees(
            decimal change, decimal price, decimal fee, ExchangeLedger ledger)
        {
            NetBefore = Net;
            decimal size = Math.Abs(change);
            decimal closed = Math.Sign(Net) * Math.Sign(change) < 0 ? Math.Min(size, Math.Abs(Net)) : 0;
            decimal pnl = 0, fees = 0;
            if (closed > 0)
            {
                decimal cost = _cost * closed / Math.Abs(Net), entryFees = _fees * closed / Math.Abs(Net);
                pnl = Math.Sign(Net) * ((closed * price) - cost);
                fees = entryFees + (fee * closed / size);
                _cost -= cost;
                _fees -= entryFees;
                Net += Math.Sign(change) * closed;
            }

            decimal opened = size - closed;
            Net += Math.Sign(change) * opened;
            _cost = Net == 0 ? 0 : _cost + (opened * price);
            _fees = Net == 0 ? 0 : _fees + (fee * opened / size);
            _ = ledger;
            return (pnl, fees);
        }
    }
}
