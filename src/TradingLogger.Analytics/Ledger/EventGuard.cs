using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Notices events that the log has twice: by their execution id, or because they equal an earlier one in all
/// that counts, the time to the tick included.</summary>
internal sealed class EventGuard
{
    private readonly RecentSet _executions = new(TradeActivityLimits.Executions);
    private readonly RecentSet _events = new(TradeActivityLimits.Executions);

    /// <summary>Remembers an event that carries money or quantity.</summary>
    /// <returns>Whether it is the first of its kind.</returns>
    public bool IsNew(TradeFact fact) => fact.ExecutionId is { } execution && fact.IsFill
        ? _executions.Add(Hash.Of(execution).With(fact.Symbol).With(fact.Account).With(fact.Venue).Value)
        : _events.Add(Signature(fact));

    private static long Signature(TradeFact fact)
    {
        Hash hash = Hash.Of(fact.Action).With(fact.Time.UtcTicks).With(fact.OrderId).With(fact.PositionId).With(
            fact.Symbol)
            .With(fact.Account).With(fact.Strategy).With(fact.SideText).With(fact.Quantity).With(fact.CumulativeQuantity)
            .With(fact.Price).With(fact.Pnl).With(fact.ExecutionId);
        foreach (TradeFee fee in fact.Fees)
            hash = hash.With(new Amount(fee.Amount, IsBinary: false)).With(fee.Currency);
        return hash.Value;
    }

    /// <summary>A hash of 64 bits, so that no two of the events that are remembered share one by chance.</summary>
    private readonly struct Hash
    {
        private const ulong Prime = 0x9E3779B97F4A7C15;

        private readonly ulong _value;

        private Hash(ulong value) => _value = value;

        public long Value => (long)_value;

        public static Hash Of(string text) => new Hash(Prime).With(text);

        public Hash With(string? text)
        {
            ulong value = Mix(_value, (ulong)(text?.Length ?? -1));
            foreach (char character in text ?? "")
                value = (value ^ character) * 0x100000001B3;
            return new Hash(Mix(value, 0));
        }

        public Hash With(long number) => new(Mix(_value, (ulong)number));

        public Hash With(Amount? amount)
        {
            if (amount is not { } known)
                return With(-1);
            return With(BitConverter.DoubleToInt64Bits((double)known.Value));
        }

        private static ulong Mix(ulong value, ulong part)
        {
            value = (value ^ part) * Prime;
            return value ^ (value >> 29);
        }
    }
}
