using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Converts amounts for which somebody gave a rate, and tells what was converted. All others stay in their
/// currency.</summary>
internal sealed class TradeRates
{
    private readonly Dictionary<string, decimal> _rates = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To, decimal Rate), decimal> _converted = [];
    private string? _target;

    /// <summary>Takes the rates.</summary>
    /// <param name="rates">What one unit of each currency is in the target's.</param>
    /// <param name="target">The currency to convert to; null when there is no rate.</param>
    public TradeRates(IReadOnlyDictionary<string, decimal> rates, string? target)
    {
        foreach (KeyValuePair<string, decimal> rate in rates)
            _rates[Currencies.Normalise(rate.Key)] = rate.Value;
        _target = target is null ? null : Currencies.Normalise(target);
    }

    /// <summary>The name under which amounts of the target currency are added up before it is known.</summary>
    public const string UnknownTarget = "=";

    /// <summary>The currency that amounts are converted to; null when no amount of it has been met.</summary>
    public string? TargetName => _target;

    private string Target => _rates.Count > 0 ? UnknownTarget : _target ?? "";

    /// <summary>What was converted, by currency and rate.</summary>
    public IReadOnlyList<TradeConversion> Conversions =>
    [
        .. _converted
            .OrderBy(pair => pair.Key.From, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Rate)
            .Select(pair => new TradeConversion(pair.Key.From, NameOf(pair.Key.To), pair.Key.Rate, pair.Value)),
    ];

    /// <summary>The name of a currency as results show it.</summary>
    public string NameOf(string currency) => currency == UnknownTarget ? _target ?? "" : currency;

    /// <summary>Converts an amount, if there is a rate for it.</summary>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="rate">The rate of the event, which wins; null for none.</param>
    /// <param name="quote">What the event's rate converts to.</param>
    /// <param name="isTold">Whether it is told; an amount that was told and is put right is not.</param>
    public (string Currency, decimal Amount) Convert(
        string currency, decimal amount, decimal? rate = null, string quote = "", bool isTold = true)
    {
        if (rate is { } own && quote.Length > 0)
            return Multiply(currency, quote, own, amount, isTold);
        if (_rates.Count == 0)
            return (currency, amount);
        if (_rates.TryGetValue(currency, out decimal known) && currency != _target)
            return Multiply(currency, Target, known, amount, isTold);
        if (_target is null && currency.Length > 0)
            _target = currency;
        return (currency == _target ? Target : currency, amount);
    }

    /// <summary>An amount in another currency, by the rates that were given; null where they do not give it.</summary>
    public decimal? InCurrency(string from, string to, decimal amount)
    {
        decimal? rate = RateOf(from), other = _target is null && !_rates.ContainsKey(to) ? 1 : RateOf(to);
        return rate is { } one && other is { } each && ExactNumber.Multiply(amount, one) is { } converted
            ? each == 1 ? converted : ExactNumber.Divide(converted, each)
            : null;
    }

    private decimal? RateOf(string currency) => currency == _target ? 1
        : _rates.TryGetValue(currency, out decimal rate) ? rate : null;

    private (string Currency, decimal Amount) Multiply(
        string from, string to, decimal rate, decimal amount, bool isTold)
    {
        if (ExactNumber.Multiply(amount, rate) is not { } converted)
            return (from, amount);
        if (amount != 0 && isTold)
        {
            _converted.TryGetValue((from, to, rate), out decimal sum);
            ExactNumber.TryAdd(ref sum, amount);
            _converted[(from, to, rate)] = sum;
        }

        return (to, converted);
    }
}

/// <summary>Amounts that were converted.</summary>
/// <param name="From">Their currency.</param>
/// <param name="To">The currency they were converted to.</param>
/// <param name="Rate">What one unit of the one is in the other.</param>
/// <param name="Amount">The sum of the amounts before conversion.</param>
public sealed record TradeConversion(string From, string To, decimal Rate, decimal Amount)
{
    /// <summary>The conversion in one line, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Amount} {From} at {Rate} {To}");
}
