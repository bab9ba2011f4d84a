using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Writes the values that nearly all events consist of: short numbers and plain strings. All other values take
/// the longer way through <see cref="Converters.ConverterTable"/>.</summary>
internal static class ShortValue
{
    /// <summary>The most bytes that such a value takes.</summary>
    public const int Longest = ShortDecimal.Longest;

    /// <summary>Writes a value of a type that is known when the code is compiled, or of one that is not.</summary>
    /// <param name="target">Receives the value; has <see cref="Longest"/> bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="length">The number of bytes that were written.</param>
    /// <returns>False when it is another kind of value; the target is then undefined.</returns>
    /// <remarks>For a value type the JIT decides the comparisons and one branch is left.</remarks>
    public static bool TryFormat<T>(Span<byte> target, T value, out int length)
    {
        if (typeof(T) == typeof(decimal))
            return ShortDecimal.TryFormat(target, (decimal)(object)value!, out length);
        if (typeof(T) == typeof(double))
            return ShortDecimal.TryFormat(target, (double)(object)value!, out length);
        if (typeof(T) == typeof(int))
            length = NumberText.Format(target, (int)(object)value!);
        else if (typeof(T) == typeof(long))
            length = NumberText.Format(target, (long)(object)value!);
        else
            return TryFormatObject(target, typeof(T).IsValueType ? null : value, out length);
        return true;
    }

    private static bool TryFormatObject(Span<byte> target, object? value, out int length)
    {
        switch (value)
        {
            case string text: return PlainText.TryFormat(target, text.AsSpan(), out length);
            case double number: return ShortDecimal.TryFormat(target, number, out length);
            case decimal number: return ShortDecimal.TryFormat(target, number, out length);
            case int number: length = NumberText.Format(target, number); return true;
            case long number: length = NumberText.Format(target, number); return true;
            default: length = 0; return false;
        }
    }
}

/// <summary>Writes short plain strings, such as symbols, sides and order numbers, in one pass. Nothing in them needs an
/// escape, and they are too short to hold a secret.</summary>
internal static class PlainText
{
    // Shorter than any secret without one of the signs.
    private const int Longest = 19;

    private static readonly bool[] Plain = FindPlain();

    /// <summary>Writes a text with its quotes.</summary>
    /// <param name="target">Receives the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="length">The number of bytes that were written.</param>
    /// <returns>False when the text needs a closer look or more room.</returns>
    public static bool TryFormat(Span<byte> target, ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (text.Length > Longest || text.Length + 2 > target.Length)
            return false;
        bool[] plain = Plain;
        target[0] = (byte)'"';
        for (int index = 0; index < text.Length; index++)
        {
            char c = text[index];
            if (c >= plain.Length || !plain[c])
                return false;
            target[index + 1] = (byte)c;
        }

        target[text.Length + 1] = (byte)'"';
        length = text.Length + 2;
        return true;
    }

    private static bool[] FindPlain()
    {
        bool[] plain = new bool[128];
        for (char c = ' '; c <= '~'; c++)
            plain[c] = c is not ('"' or '\\') && SecretMask.Signs.IndexOf(c) < 0;
        return plain;
    }
}
