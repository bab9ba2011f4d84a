using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Orders;

/// <summary>What an order has cost, by currency. Nearly all orders pay their fees in one currency, so the first one
/// needs no list.</summary>
internal struct OrderFees
{
    private string? _currency;
    private decimal _amount;
    private List<(string Currency, decimal Amount)>? _others;

    /// <summary>The sums in the order in which their currencies were met.</summary>
    public readonly IReadOnlyList<TradeOrderFee> Sums => _currency is null ? []
        : [new(_currency, _amount), .. (_others ?? []).Select(fee => new TradeOrderFee(fee.Currency, fee.Amount))];

    /// <summary>Adds a cost.</summary>
    /// <exception cref="OverflowException">No decimal holds the sum.</exception>
    public void Add(string currency, decimal fee)
    {
        _currency ??= currency;
        if (_currency == currency)
        {
            ExactNumber.Add(ref _amount, fee);
            return;
        }

        _others ??= [];
        int index = IndexOf(currency);
        decimal sum = index < 0 ? 0 : _others[index].Amount;
        ExactNumber.Add(ref sum, fee);
        if (index < 0)
            _others.Add((currency, sum));
        else
            _others[index] = (currency, sum);
    }

    /// <summary>Whether there is a sum in another currency.</summary>
    public readonly bool HasBeside(string currency) => (_currency ?? currency) != currency || _others is not null;

    /// <summary>The sum in a currency.</summary>
    public readonly decimal In(string currency) => currency == _currency ? _amount
        : _others is not null && IndexOf(currency) is >= 0 and var index ? _others[index].Amount : 0;

    private readonly int IndexOf(string currency) => _others!.FindIndex(known => known.Currency == currency);
}
