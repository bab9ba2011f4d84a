using TradingLogging.Text;

namespace TradingLogging.Encryption;

/// <summary>Builds the JSON pointer of a value (RFC 6901), from the outermost object inwards: <c>/legs/0/account</c>.
/// A step outwards is <see cref="Utf8Buffer.Truncate"/>.</summary>
internal static class JsonPointer
{
    private const int MostDigits = 10;

    /// <summary>Adds the name of a member.</summary>
    /// <param name="pointer">The pointer of its object.</param>
    /// <param name="name">The name, in UTF-8 and without the escapes of JSON.</param>
    public static void AddName(Utf8Buffer pointer, ReadOnlySpan<byte> name)
    {
        pointer.Write((byte)'/');
        for (int special = name.IndexOfAny((byte)'~', (byte)'/');
            special >= 0;
            special = name.IndexOfAny((byte)'~', (byte)'/'))
        {
            pointer.Write(name[..special]);
            pointer.Write(name[special] == '~' ? "~0"u8 : "~1"u8);
            name = name[(special + 1)..];
        }

        pointer.Write(name);
    }

    /// <summary>Adds the index of an element.</summary>
    /// <param name="pointer">The pointer of its list.</param>
    /// <param name="index">The index, from 0.</param>
    public static void AddIndex(Utf8Buffer pointer, int index)
    {
        pointer.Write((byte)'/');
        Span<byte> digits = pointer.GetSpan(MostDigits);
        System.Buffers.Text.Utf8Formatter.TryFormat(index, digits, out int length);
        pointer.Advance(length);
    }
}
