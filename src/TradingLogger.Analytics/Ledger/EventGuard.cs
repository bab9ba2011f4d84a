using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Notices events that the log has twice: by their execution id, or because they equal an earlier one in all
/// that counts, the time to the tick included.</summary>
internal sealed class EventGuard
{
    private readonly HashWindow _executions = new(TradeActivityLimits.Executions);
    private readonly HashWindow _events = new(TradeActivityLimits.Executions);
    private readonly SameTextCache<ulong> _hashes = new(HashOf);

    /// <summary>Remembers an event that carries money or quantity.</summary>
    /// <returns>Whether it is the first of its kind.</returns>
    public bool IsNew(TradeFact fact) => fact.ExecutionId is { } execution && fact.IsFill
        ? _executions.Add(With(With(With(HashOf(execution), fact.Symbol), fact.Account), fact.Venue))
        : _events.Add(Signature(fact));

    private ulong Signature(TradeFact fact)
    {
        ulong hash = Mix(With(0, fact.Action), (ulong)fact.Time.UtcTicks);
        hash = Mix(hash, fact.OrderId is { } order ? HashOf(order) : 0);
        hash = Mix(hash, fact.PositionId is { } position ? HashOf(position) : 0);
        hash = Mix(hash, fact.ExecutionId is { } execution ? HashOf(execution) : 0);
        hash = With(With(With(With(hash, fact.Symbol), fact.Account), fact.Strategy), fact.SideText);
        hash = With(With(With(With(hash, fact.Quantity), fact.CumulativeQuantity), fact.Price), fact.Pnl);
        foreach (TradeFee fee in fact.Fees)
            hash = With(With(hash, new Amount(fee.Amount, IsBinary: false)), fee.Currency);
        return hash;
    }

    private ulong With(ulong hash, string? repeatedText) =>
        Mix(hash, repeatedText is null ? 0 : _hashes.Of(repeatedText));

    // 1.50 and 1.5 are one number.
    private static ulong With(ulong hash, Amount? amount) =>
        Mix(hash, amount is { } known ? (ulong)BitConverter.DoubleToInt64Bits((double)known.Value) : 1);

    private static ulong HashOf(string text)
    {
        ulong hash = (ulong)text.Length;
        foreach (char character in text)
            hash = (hash ^ character) * 0x100000001B3;
        return Mix(hash, 0);
    }

    private static ulong Mix(ulong value, ulong part)
    {
        value = (value ^ part) * 0x9E3779B97F4A7C15;
        return value ^ (value >> 29);
    }
}

/// <summary>Remembers hashes of 64 bits, 8 bytes each, in two halves: when the newer half is full, the older one is
/// forgotten. It always knows at least the last <paramref name="half"/> of them.</summary>
/// <remarks>Two of n different things share a hash with a probability of about n² / 2⁶⁵: 1 in 3 million for 3.5
/// million things. The second one would then be taken for a repetition, which is a finding.</remarks>
/// <param name="half">How many hashes a half holds.</param>
internal sealed class HashWindow(int half)
{
    private HashTable _newer = new();
    private HashTable _older = new();

    /// <summary>Remembers a hash.</summary>
    /// <returns>False when it was known.</returns>
    public bool Add(ulong hash)
    {
        // 0 marks an empty slot.
        hash = hash == 0 ? 1 : hash;
        if (_older.Count > 0 && _older.Contains(hash))
            return false;
        if (_newer.Count == half)
            (_older, _newer) = (_newer, new HashTable());
        return _newer.Add(hash);
    }

    /// <summary>A set with open addressing: the hash itself is the only thing stored.</summary>
    private sealed class HashTable
    {
        private const int SmallestSize = 1024;

        private ulong[] _slots = new ulong[SmallestSize];

        public int Count { get; private set; }

        public bool Contains(ulong hash) => _slots[SlotOf(hash)] == hash;

        public bool Add(ulong hash)
        {
            int slot = SlotOf(hash);
            if (_slots[slot] == hash)
                return false;
            _slots[slot] = hash;
            Count++;
            if (Count > _slots.Length / 8 * 7)
                Grow();
            return true;
        }

        // Where the hash is, or would be.
        private int SlotOf(ulong hash)
        {
            int last = _slots.Length - 1;
            int slot = (int)hash & last;
            while (_slots[slot] != 0 && _slots[slot] != hash)
                slot = (slot + 1) & last;
            return slot;
        }

        private void Grow()
        {
            ulong[] former = _slots;
            _slots = new ulong[former.Length * 2];
            foreach (ulong hash in former)
            {
                if (hash != 0)
                    _slots[SlotOf(hash)] = hash;
            }
        }
    }
}
