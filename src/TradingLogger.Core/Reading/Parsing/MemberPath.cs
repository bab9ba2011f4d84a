using System.Runtime.CompilerServices;
using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>The names that a line has up to one of its members. Lines of one action nearly always have the same names
/// in the same order: to compare with the name that came there before costs less than to find where a name ends and
/// whether the line has had it. Not thread-safe.</summary>
internal sealed class MemberPath
{
    // Lines whose names are new again and again must not fill the memory.
    private const int MostPaths = 1024;
    private const int LongestName = 128;

    private readonly MemberPath _root;
    private readonly MemberPath? _before;
    private readonly int _depth;
    private readonly byte[] _written;
    private MemberPath? _next;
    private MemberPath? _other;
    private int _made;

    /// <summary>Begins a line, behind its action.</summary>
    public MemberPath()
    {
        _root = this;
        _written = [];
    }

    private MemberPath(MemberPath before, ReadOnlySpan<byte> name)
    {
        _root = before._root;
        _depth = before._depth + 1;
        _before = _depth > SeenNames.Most ? null : before;
        _written = [.. PlainJson.BeforeName, .. name, .. PlainJson.BehindName];
        MayRepeatNames = before.MayRepeatNames || _depth > SeenNames.Most || before.Has(name);
        IsSymbol = name.SequenceEqual(TradeLineScanner.SymbolName);
        IsOtherSymbol = !IsSymbol && TradeLineFormat.IsSameName(name, TradeLineScanner.SymbolName);
    }

    /// <summary>How many names it has.</summary>
    public int Count => _depth;

    /// <summary>Whether all names of the line are known: of too many the later ones are not.</summary>
    public bool HasAllNames => _depth <= SeenNames.Most;

    /// <summary>The length of the last name with all that stands between the value before it and its own.</summary>
    public int Length => _written.Length;

    /// <summary>Whether a name may stand in the line twice.</summary>
    public bool MayRepeatNames { get; }

    /// <summary>Whether the last name is that of the symbol.</summary>
    public bool IsSymbol { get; }

    /// <summary>Whether the last name differs from that of the symbol only in its case.</summary>
    public bool IsOtherSymbol { get; }

    /// <summary>What the one who processes the lines has made of the names; kept as long as they are known.</summary>
    public object? Prepared { get; set; }

    private ReadOnlySpan<byte> Name => _written.AsSpan()[PlainJson.BeforeName.Length..^PlainJson.AfterName];

    /// <summary>The names of a line, in their order, if all are known.</summary>
    public IReadOnlyList<byte[]> Names()
    {
        var names = new Stack<byte[]>();
        for (MemberPath path = this; path._before is not null; path = path._before)
            names.Push(path.Name.ToArray());
        return [.. names];
    }

    /// <summary>The path with the name that follows, if it is one of the two that came here last.</summary>
    /// <param name="bytes">The line.</param>
    /// <param name="index">Behind the last value.</param>
    /// <returns>Null for another name, or where the line ends with the name.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MemberPath? Follow(ReadOnlySpan<byte> bytes, int index)
    {
        MemberPath? next = _next;
        return next is not null && next.IsAt(bytes, index) ? next : FollowOther(bytes, index);
    }

    /// <summary>The path with a further name.</summary>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public MemberPath Add(ReadOnlySpan<byte> name)
    {
        bool isBeyond = _depth > SeenNames.Most;
        if (isBeyond && !IsSymbol && !IsOtherSymbol && name.Length != TradeLineScanner.SymbolName.Length)
            return this;
        var path = new MemberPath(this, name);
        if (isBeyond || name.Length > LongestName)
            return path;
        if (++_root._made > MostPaths)
        {
            _root._made = 0;
            _root._next = _root._other = null;
        }

        (_next, _other) = (path, _next);
        return path;
    }

    private MemberPath? FollowOther(ReadOnlySpan<byte> bytes, int index)
    {
        if (_other is not { } other || !other.IsAt(bytes, index))
            return null;
        (_next, _other) = (other, _next);
        return other;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsAt(ReadOnlySpan<byte> bytes, int index) =>
        bytes.Length - index > _written.Length && ByteSearch.AreEqual(bytes.Slice(index, _written.Length), _written);

    private bool Has(ReadOnlySpan<byte> name)
    {
        for (MemberPath path = this; path._before is not null; path = path._before)
        {
            if (name.SequenceEqual(path.Name))
                return true;
        }

        return false;
    }
}
