using System.Runtime.CompilerServices;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Lines;

/// <summary>Steps through the text of a JSON object that has been found valid, without making anything of it and
/// without checking it again.</summary>
internal static class JsonScan
{
    /// <summary>The byte at an index.</summary>
    /// <exception cref="FormatException">The text has ended.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte At(ReadOnlySpan<byte> json, int index)
    {
        if ((uint)index >= (uint)json.Length)
            ThrowBroken(index);
        return json[index];
    }

    /// <summary>Steps over white space, and over a character if it is the next one.</summary>
    /// <returns>Whether it was.</returns>
    /// <exception cref="FormatException">The text has ended.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryTake(ReadOnlySpan<byte> json, ref int index, byte wanted)
    {
        SkipSpace(json, ref index);
        if (json[index] != wanted)
            return false;
        index++;
        return true;
    }

    /// <summary>Steps over white space and a character.</summary>
    /// <exception cref="FormatException">Another one is there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(ReadOnlySpan<byte> json, ref int index, byte wanted)
    {
        if (!TryTake(json, ref index, wanted))
            ThrowBroken(index);
    }

    /// <summary>Steps over white space.</summary>
    /// <exception cref="FormatException">The text has ended.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SkipSpace(ReadOnlySpan<byte> json, ref int index)
    {
        while (At(json, index) <= ' ')
            index++;
    }

    /// <summary>Steps over a text, whose opening quote is the next character.</summary>
    /// <param name="json">The object.</param>
    /// <param name="index">The index of the quote; then the one behind the closing quote.</param>
    /// <param name="isEscaped">Whether it has escapes.</param>
    /// <returns>What stands between the quotes.</returns>
    /// <exception cref="FormatException">It is no text, or has no end.</exception>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public static ReadOnlySpan<byte> ReadText(ReadOnlySpan<byte> json, ref int index, out bool isEscaped)
    {
        if (At(json, index) != '"')
            ThrowBroken(index);
        int start = index + 1;
        isEscaped = false;
        int end = ByteSearch.IndexOfQuote(json, start);
        if (end < 0)
            end = EndOfText(json, start, ref isEscaped);
        index = end + 1;
        return json.Slice(start, end - start);
    }

    /// <summary>Steps over a number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> ReadWord(ReadOnlySpan<byte> json, ref int index)
    {
        int start = index;
        while ((uint)index < (uint)json.Length
            && json[index] is not ((byte)',' or (byte)'}' or (byte)']' or <= (byte)' '))
        {
            index++;
        }

        return json.Slice(start, index - start);
    }

    /// <summary>Steps over any value.</summary>
    /// <exception cref="FormatException">It has no end.</exception>
    public static ReadOnlySpan<byte> SkipValue(ReadOnlySpan<byte> json, ref int index)
    {
        int start = index;
        if (At(json, index) is not ((byte)'{' or (byte)'[' or (byte)'"'))
            return ReadWord(json, ref index);
        int depth = 0;
        do
        {
            switch (At(json, index))
            {
                case (byte)'"':
                    ReadText(json, ref index, out _);
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
            }

            index++;
        }
        while (depth > 0);
        return json.Slice(start, index - start);
    }

    private static int EndOfText(ReadOnlySpan<byte> json, int index, ref bool isEscaped)
    {
        while (true)
        {
            int found = ByteSearch.IndexOfEither(json.Slice(Math.Min(index, json.Length)), (byte)'"', (byte)'\\');
            if (found < 0)
                ThrowBroken(json.Length);
            index += found;
            if (json[index] == '"')
                return index;
            isEscaped = true;
            index += 2;
        }
    }

    private static void ThrowBroken(int index) =>
        throw new FormatException(FormattableString.Invariant($"The line breaks at byte {index + 1}."));
}
