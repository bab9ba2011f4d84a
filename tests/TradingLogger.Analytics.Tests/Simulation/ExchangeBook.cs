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

    /// <summary>What the orders earned that opened what was closed.</summary>
    public SortedDictionary<string, decimal> PnlByOrder { get; } = new(StringComparer.Ordinal);

    public static void Add(SortedDictionary<string, decimal> sums, string key, decimal amount) =>
        sums[key] = sums.GetValueOrDefault(key) + amount;
}

/// <summary>A position by the books of the exchange.</summary>
internal sealed class ExchangeBook(
    string? account, string symbol, string? id, string strategy, CostMethod method, ExchangeLedger ledger)
{
    private readonly List<Lot> _lots = [];
    private decimal _cost;
    private decimal _fees;

    public string? Account => account;

    public string Symbol => symbol;

    public string? Id => id;

    public string Strategy => strategy;

    public decimal Net { get; private set; }

    public decimal NetBefore { get; private set; }

    /// <summary>Adds a fill.</summary>
    /// <returns>What it gained by what it closed, and the fees of that.</returns>
    public (decimal Pnl, decimal Fees) Fill(string order, decimal change, decimal price, decimal fee)
    {
        NetBefore = Net;
        decimal size = Math.Abs(change);
        decimal closed = Math.Sign(Net) * Math.Sign(change) < 0 ? Math.Min(size, Math.Abs(Net)) : 0;
        var (pnl, fees) = closed > 0 ? Close(closed, price) : (0, 0);
        Net += Math.Sign(change) * closed;
        decimal opened = size - closed, feeOfOpened = fee * opened / size;
        if (opened > 0)
            _lots.Add(new Lot(order, opened, price, feeOfOpened / opened));
        Net += Math.Sign(change) * opened;
        _cost = Net == 0 ? 0 : _cost + (opened * price);
        _fees = Net == 0 ? 0 : _fees + feeOfOpened;
        return (pnl, fees + (fee * closed / size));
    }

    // The oldest lots are closed first: at what each cost, or at the average of all.
    private (decimal Pnl, decimal Fees) Close(decimal closed, decimal price)
    {
        decimal average = _cost / Math.Abs(Net), averageFee = _fees / Math.Abs(Net);
        decimal pnl = 0, fees = 0;
        for (decimal left = closed; left > 0;)
        {
            Lot lot = _lots[0];
            decimal taken = Math.Min(left, lot.Quantity);
            decimal gained = Math.Sign(Net) * taken * (price - (method == CostMethod.Fifo ? lot.Price : average));
            ExchangeLedger.Add(ledger.PnlByOrder, $"{account}/{symbol}/{lot.Order}", gained);
            pnl += gained;
            fees += taken * (method == CostMethod.Fifo ? lot.Fee : averageFee);
            left -= taken;
            _lots[0] = lot with { Quantity = lot.Quantity - taken };
            if (_lots[0].Quantity == 0)
                _lots.RemoveAt(0);
        }

        _cost -= average * closed;
        _fees -= averageFee * closed;
        ExchangeLedger.Add(ledger.PnlByStrategy, strategy, pnl);
        ledger.GrossPnl += pnl;
        return (pnl, fees);
    }

    private readonly record struct Lot(string Order, decimal Quantity, decimal Price, decimal Fee);
}
