namespace TradingLogging.Analytics.Duplicates;

/// <summary>Remembers hashes of 64 bits, 8 bytes each, in two halves: when the newer half is full, the older one is
/// forgotten. It always knows at least the last <paramref name="half"/> of them.</summary>
/// <remarks>Two of n different things share a hash with a probability of about n² / 2⁶⁵: 1 in 3 million for 3.5
/// million things. The second one would then be taken for a repetition, which is a finding.</remarks>
/// <param name="half">How many hashes a half holds.</param>
internal sealed class HashWindow(int half)
{
    private HashTable _newer = new();
    private HashTable _older = new();

    /// <summary>Whether a hash is known.</summary>
    public bool Contains(ulong hash) =>
        _newer.Contains(Stored(hash)) || (_older.Count > 0 && _older.Contains(Stored(hash)));

    /// <summary>Remembers a hash.</summary>
    /// <returns>False when it was known.</returns>
    public bool Add(ulong hash)
    {
        if (_newer.Count == half)
        {
            if (Contains(hash))
                return false;
            (_older, _newer) = (_newer, new HashTable());
        }

        return !(_older.Count > 0 && _older.Contains(Stored(hash))) && _newer.Add(Stored(hash));
    }

    /// <summary>Brings where a hash is, or would be, into the processor's cache.</summary>
    /// <remarks>The processor fetches many of them at once in the time that one takes.</remarks>
    public void Touch(ulong hash)
    {
        _newer.Touch(hash);
        if (_older.Count > 0)
            _older.Touch(hash);
    }

    // 0 marks an empty slot.
    private static ulong Stored(ulong hash) => hash == 0 ? 1 : hash;

    /// <summary>A set with open addressing: the hash itself is the only thing stored.</summary>
    private sealed class HashTable
    {
        private const int SmallestSize = 1024;

        // The fuller a table is, the longer is the way to a slot. Only the largest one is filled for the sake of
        // memory.
        private const int LargestSize = 1 << 22;

        // Moving all hashes to a larger table takes long; a table that is still small grows in fewer steps.
        private const int QuicklyGrown = 1 << 20;

        private ulong[] _slots = new ulong[SmallestSize];
        private ulong _touched;

        public int Count { get; private set; }

        public bool Contains(ulong hash) => _slots[SlotOf(hash)] == hash;

        // The compiler leaves out a read that nobody uses, even a volatile one.
        public void Touch(ulong hash) => _touched ^= _slots[(int)hash & (_slots.Length - 1)];

        public bool Add(ulong hash)
        {
            ref ulong slot = ref _slots[SlotOf(hash)];
            if (slot == hash)
                return false;
            slot = hash;
            Count++;
            if (Count > (_slots.Length < LargestSize ? _slots.Length / 4 * 3 : _slots.Length / 8 * 7))
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
            _slots = new ulong[former.Length * (former.Length < QuicklyGrown ? 4 : 2)];
            foreach (ulong hash in former)
            {
                if (hash != 0)
                    _slots[SlotOf(hash)] = hash;
            }
        }
    }
}
