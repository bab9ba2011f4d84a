using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Writes the values that nearly all events consist of, short numbers and plain strings, each by itself and with no look
/// at the line around it.</summary>
internal static class ShortValue
{
    /// <summary>How many bytes such a value may take.</summary>
    public const int Longest = ShortDecimal.Longest;

    /// <summary>Writes a value of a type that is known when the code is compiled, or of one that is not.</summary>
    /// <param name="target">Where it goes; <see cref="Longest"/> bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="length">How many bytes it took.</param>
    /// <returns>False when the value is no such value; what stands in the target is then worth nothing.</returns>
    /// <remarks>For a value type the comparisons are decided by the JIT and one branch is left.</remarks>
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
