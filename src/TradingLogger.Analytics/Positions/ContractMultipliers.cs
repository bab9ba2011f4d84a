using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;

namespace TradingLogging.Analytics.Positions;

/// <summary>What a price is multiplied by, beside the quantity, to be money, and whether it is money at all. It belongs
/// to a symbol's contract, so one event that names it is enough for all later ones of the symbol.</summary>
internal sealed class ContractMultipliers(TradeFindings findings)
{
    private readonly Dictionary<string, Contract> _contracts = new(StringComparer.Ordinal);
    private (string Symbol, Contract Contract) _last;

    /// <summary>The multiplier of a fill: its own, that of its order, that of its symbol, or 1.</summary>
    public decimal Of(TradeFact fact, OrderState? order)
    {
        decimal? named = fact.Multiplier ?? order?.Multiplier;
        Contract contract = ContractOf(fact.Symbol ?? "");
        if (named is { } own && own != contract.Multiplier)
            Change(contract, own, fact);
        contract.IsUsed = true;
        return contract.Multiplier ?? 1;
    }

    /// <summary>Whether an event is of an inverse contract.</summary>
    public bool IsInverse(TradeFact fact) => fact.Symbol is { } symbol && ContractOf(symbol).IsInverseAt(fact.Venue);

    private void Change(Contract contract, decimal named, TradeFact fact)
    {
        if (contract.IsUsed && (contract.Multiplier ?? 1) != named)
        {
            findings.Add(
                TradeFindingKind.ConflictingMembers,
                fact,
                FormattableString.Invariant(
                    $"The multiplier is {named}; fills before it were counted with {contract.Multiplier ?? 1}."));
        }

        contract.Multiplier = named;
    }

    private Contract ContractOf(string symbol)
    {
        if ((object)symbol == _last.Symbol)
            return _last.Contract;
        if (!_contracts.TryGetValue(symbol, out Contract? contract))
        {
            contract = new Contract(InverseContracts.Of(symbol));
            if (_contracts.Count < TradeActivityLimits.Positions)
                _contracts[symbol] = contract;
        }

        _last = (symbol, contract);
        return contract;
    }

    private sealed class Contract(InverseContract inverse)
    {
        // Venues of one log are shared: the same venue is the same object.
        private (string? Venue, bool IsInverse) _last = (null, inverse.IsAt(null));

        public bool IsInverseAt(string? venue)
        {
            if ((object?)venue != _last.Venue)
                _last = (venue, inverse.IsAt(venue));
            return _last.IsInverse;
        }

        public decimal? Multiplier { get; set; }

        public bool IsUsed { get; set; }
    }
}
