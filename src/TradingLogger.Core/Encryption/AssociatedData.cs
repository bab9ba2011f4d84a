using System.Buffers.Binary;
using TradingLogging.Text;

namespace TradingLogging.Encryption;

/// <summary>What the tag of an encrypted value binds it to: the time and the action of its line, its place in the line,
/// and its key. A value that was moved elsewhere does not open.</summary>
/// <remarks>Of each of the four parts its length, as 4 bytes big-endian, then its UTF-8.</remarks>
internal static class AssociatedData
{
    private const int LengthSize = 4;

    /// <summary>Writes the associated data of a value after the content of a buffer.</summary>
    /// <param name="buffer">Receives it.</param>
    /// <param name="timestamp">The text of the line's timestamp.</param>
    /// <param name="action">The text of its action, without escapes.</param>
    /// <param name="pointer">The JSON pointer of the member.</param>
    /// <param name="keyId">The id of the key.</param>
    public static void Write(
        Utf8Buffer buffer,
        ReadOnlySpan<byte> timestamp,
        ReadOnlySpan<byte> action,
        ReadOnlySpan<byte> pointer,
        ReadOnlySpan<byte> keyId)
    {
        WritePart(buffer, timestamp);
        WritePart(buffer, action);
        WritePart(buffer, pointer);
        WritePart(buffer, keyId);
    }

    private static void WritePart(Utf8Buffer buffer, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(LengthSize), part.Length);
        buffer.Advance(LengthSize);
        buffer.Write(part);
    }
}
