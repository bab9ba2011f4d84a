using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>Finds out whether an event repeats a name, for any number of names, without allocating for each event. Not
/// thread-safe.</summary>
internal sealed class UniqueNames
{
    private const ulong Prime = 0x9E3779B97F4A7C15;
    private const int Smallest = 64;

    private readonly Utf8Buffer _names = new();
    private Slot[] _slots = new Slot[Smallest];
    private int _event;
    private int _count;

    /// <summary>Begins with the next event.</summary>
    public void Clear()
    {
        _names.Truncate(0);
        _count = 0;
        if (++_event < 0 || _slots.Length > 64 * Smallest)
        {
            _slots = new Slot[Smallest];
            _event = 1;
        }
    }

    /// <summary>Notes a name.</summary>
    /// <returns>False when the event has had it.</returns>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public bool TryAdd(ReadOnlySpan<byte> name)
    {
        if (_count > _slots.Length / 2)
            Grow();
        uint hash = HashOf(name);
        int index = (int)(hash & (uint)(_slots.Length - 1));
        while (_slots[index].Event == _event)
        {
            ref Slot slot = ref _slots[index];
            if (slot.Hash == hash && ByteSearch.AreEqual(_names.Written.Slice(slot.Start, slot.Length), name))
                return false;
            index = (index + 1) & (_slots.Length - 1);
        }

        _slots[index] = new Slot(_event, hash, _names.Length, name.Length);
        _names.Write(name);
        _count++;
        return true;
    }

    private static uint HashOf(ReadOnlySpan<byte> name)
    {
        ulong hash = (ulong)name.Length * Prime;
        while (name.Length >= sizeof(ulong))
        {
            hash = Mix(hash, MemoryMarshal.Read<ulong>(name));
            name = name.Slice(sizeof(ulong));
        }

        ulong rest = 0;
        foreach (byte unit in name)
            rest = (rest << 8) | unit;
        return (uint)(Mix(hash, rest) >> 32);
    }

    private static ulong Mix(ulong hash, ulong next)
    {
        hash = (hash ^ next) * Prime;
        return hash ^ (hash >> 29);
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[2 * old.Length];
        foreach (Slot slot in old)
        {
            if (slot.Event != _event)
                continue;
            int index = (int)(slot.Hash & (uint)(_slots.Length - 1));
            while (_slots[index].Event == _event)
                index = (index + 1) & (_slots.Length - 1);
            _slots[index] = slot;
        }
    }

    private readonly record struct Slot(int Event, uint Hash, int Start, int Length);
}
