using System.Runtime.CompilerServices;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Names as they stand in a line, <c>, "symbol": </c>. Most events repeat the same names, and a caller's
/// literals are the same string objects each time.</summary>
internal sealed class EncodedNames
{
    private const int Size = 64;

    /// <summary>The longest name that is remembered, in bytes.</summary>
    public const int LongestKept = 64;

    private readonly Known[] _known = new Known[Size];

    /// <summary>Writes a name that is remembered.</summary>
    public bool TryWrite(Utf8Buffer buffer, string name) => TryWrite(buffer, name, out _);

    /// <summary>Writes a name that is remembered, and tells whether its value is a secret.</summary>
    public bool TryWrite(Utf8Buffer buffer, string name, out bool isSecret)
    {
        bool isKnown = TryFormat(buffer.GetSpan(LongestKept), name, out int length, out isSecret);
        buffer.Advance(length);
        return isKnown;
    }

    /// <summary>Writes a name at the beginning of a span of <see cref="LongestKept"/> bytes or more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFormat(Span<byte> target, string name, out int length, out bool isSecret)
    {
        ref Known known = ref _known[Slot(name)];
        length = known.Length;
        isSecret = known.IsSecret;
        if (!ReferenceEquals(known.Name, name))
        {
            length = 0;
            return false;
        }

        // A copy of fixed size is a few instructions. What follows the name overwrites the surplus.
        known.Encoded.AsSpan(0, LongestKept).CopyTo(target);
        return true;
    }

    /// <summary>Remembers how a name was written.</summary>
    public void Remember(string name, ReadOnlySpan<byte> encoded, bool isSecret = false)
    {
        if (encoded.Length > LongestKept)
            return;
        ref Known known = ref _known[Slot(name)];
        known.Encoded ??= new byte[LongestKept];
        encoded.CopyTo(known.Encoded);
        (known.Name, known.Length, known.IsSecret) = (name, encoded.Length, isSecret);
    }

    /// <summary>Forgets all names.</summary>
    public void Clear() => Array.Clear(_known, 0, Size);

    private static int Slot(string name) =>
        name.Length == 0 ? 0 : (name.Length + (name[0] * 7) + (name[name.Length - 1] * 31)) & (Size - 1);

    private struct Known
    {
        public string? Name;
        public byte[]? Encoded;
        public int Length;
        public bool IsSecret;
    }
}
