using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Ledger;

/// <summary>What the fills of one account usually name. A fill that lacks what the others have is incomplete.</summary>
internal sealed class FillHabits
{
    private readonly Dictionary<(string?, string?), FillHabits> _accounts = [];
    private (string? Account, string? Venue) _lastKey;
    private FillHabits? _last;

    /// <summary>The habits of each account.</summary>
    public IEnumerable<FillHabits> Accounts => _accounts.Values;

    /// <summary>Which fills name a fee.</summary>
    public Presence Fees { get; } = new();

    /// <summary>Which fills of all accounts that name a fee name its currency.</summary>
    public Presence FeeCurrencies { get; } = new();

    /// <summary>Which fills name a price.</summary>
    public Presence Prices { get; } = new();

    /// <summary>Which fills name a position, themselves or by their order.</summary>
    public Presence PositionIds { get; } = new();

    /// <summary>Which fees are costs; the others are negative, as rebates are and costs of some brokers.</summary>
    public Presence Costs { get; } = new();

    /// <summary>Which fees of closes are costs. Nobody is paid for a close.</summary>
    public Presence CostsOfCloses { get; } = new();

    /// <summary>Notes a fee.</summary>
    public void AddFee(TradeFact fact, TradeFee fee)
    {
        if (fee.Amount == 0 || fee.IsRebate)
            return;
        FillHabits account = Of(fact.Account, fact.Venue);
        if (fact.IsFill)
            account.Costs.Add(fact, fee.Amount > 0);
        else if (fact.Kind == TradeActionKind.PositionClosed)
            account.CostsOfCloses.Add(fact, fee.Amount > 0);
    }

    /// <summary>Notes what a fill names.</summary>
    /// <param name="fact">The fill.</param>
    /// <param name="hasPrice">Whether it, or its order, has a price.</param>
    /// <param name="hasPositionId">Whether it, or its order, has a position; null when its order is not placed
    /// yet.</param>
    public void Add(TradeFact fact, bool hasPrice, bool? hasPositionId)
    {
        FillHabits account = Of(fact.Account, fact.Venue);
        account.Fees.Add(fact, fact.Fees.Count > 0);
        if (fact.Fees.Count > 0)
            FeeCurrencies.Add(fact, fact.Fees.TrueForAll(fee => fee.Currency is not null));
        account.Prices.Add(fact, hasPrice);
        if (hasPositionId is { } isThere)
            account.PositionIds.Add(fact, isThere);
    }

    private FillHabits Of(string? account, string? venue)
    {
        // Texts of one log are shared: the same account is the same object.
        if (_last is not null && (object?)account == _lastKey.Account && (object?)venue == _lastKey.Venue)
            return _last;
        _lastKey = (account, venue);
        if (!_accounts.TryGetValue(_lastKey, out _last))
            _accounts[_lastKey] = _last = new FillHabits();
        return _last;
    }
}

/// <summary>How many fills have a member, and which have not.</summary>
internal sealed class Presence
{
    private const int MostMarks = 10;

    /// <summary>Fills that have it.</summary>
    public long With { get; private set; }

    /// <summary>Fills that have it not.</summary>
    public long Without { get; private set; }

    /// <summary>The first fills that have it not.</summary>
    public List<EventMark> Missing { get; } = [];

    /// <summary>Notes a fill.</summary>
    public void Add(TradeFact fact, bool isThere)
    {
        if (isThere)
        {
            With++;
            return;
        }

        Without++;
        if (Missing.Count < MostMarks)
            Missing.Add(EventMark.Of(fact));
    }
}
