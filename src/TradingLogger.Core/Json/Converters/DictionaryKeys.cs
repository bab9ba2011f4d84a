using System.Buffers;
using System.Globalization;
using System.Text;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>The text of a dictionary's key, the same on every machine. Simple keys are written as Python's json writes
/// them. A key without a text must not cost the other members.</summary>
internal static class KeyText
{
    public static string Of(object? key)
    {
        if (key is string text)
            return text;
        return ValueConverter.Unwrap(key) switch
        {
            null => "null",
            string inner => inner,
            char letter => letter.ToString(),
            Enum name => EnumConverter.TextOf(name),
            { } other =>
                ValueConverter.OfType(other) is ScalarConverter scalar ? OfScalar(scalar, other) : OfObject(other),
        };
    }

    private static string OfScalar(ScalarConverter converter, object key)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            converter.Write(buffer, key);
            return Encoding.UTF8.GetString(buffer.Written).Trim('"');
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }

    private static string OfObject(object key)
    {
        if (ValueConverter.IsSecret(key))
            return SecretMask.Mark;
        try
        {
            return (key is IFormattable formattable
                ? formattable.ToString(null, CultureInfo.InvariantCulture)
                : key.ToString()) ?? string.Empty;
        }
        catch (Exception error) when (UserCodeBudget.IsOfTheCaller(error))
        {
            return ErrorText.NoteOf(error);
        }
    }
}

/// <summary>Remembers the names of dictionaries that have no two names that differ in case only, in their order. Most
/// events repeat the same names, which then need no check.</summary>
internal static class DistinctNames
{
    private const int Size = 32;
    private const int MostNames = 64;

    private static readonly string[]?[] Known = new string[]?[Size];

    /// <summary>The remembered names of a dictionary with this many names and this first one; null when there are
    /// none.</summary>
    public static string[]? Find(int count, string first)
    {
        string[]? names = Known[Slot(count, first)];
        return names?.Length == count ? names : null;
    }

    /// <summary>Whether a dictionary has a name where the remembered one has it.</summary>
    public static bool IsNext(string[] names, int index, string name) =>
        index < names.Length
            && (ReferenceEquals(names[index], name) || string.Equals(names[index], name, StringComparison.Ordinal));

    /// <summary>Remembers names, if no two of them differ in case only.</summary>
    public static void Remember(ICollection<string> names)
    {
        if (names.Count is 0 or > MostNames)
            return;
        string[] copy = [.. names];
        if (new HashSet<string>(copy, StringComparer.OrdinalIgnoreCase).Count == copy.Length)
            Known[Slot(copy.Length, copy[0])] = copy;
    }

    private static int Slot(int count, string first) =>
        first.Length == 0 ? 0 : ((count * 5) + (first.Length * 3) + first[0]) & (Size - 1);
}

/// <summary>The pairs of a dictionary without an order, sorted by name in pooled arrays, so that the same event gives
/// the same line in every process.</summary>
internal ref struct SortedPairs
{
    private const int InitialSize = 16;
    private const int ComparedCount = 16;

    private string[] _names = ArrayPool<string>.Shared.Rent(InitialSize);
    private object?[] _values = ArrayPool<object?>.Shared.Rent(InitialSize);
    private int _count;

    public SortedPairs()
    {
    }

    public void Add(string name, object? value)
    {
        if (_count == Math.Min(_names.Length, _values.Length))
        {
            Grow(ref _names);
            Grow(ref _values);
        }

        _names[_count] = name;
        _values[_count++] = value;
    }

    public readonly void Write(JsonLine line)
    {
        Array.Sort(_names, _values, 0, _count, StringComparer.Ordinal);
        if (HasTwins())
            line.CheckNames();
        for (int i = 0; i < _count && !line.IsFull; i++)
            line.Member(_names[i], _values[i]);
    }

    public readonly void Dispose()
    {
        Array.Clear(_names, 0, _count);
        Array.Clear(_values, 0, _count);
        ArrayPool<string>.Shared.Return(_names);
        ArrayPool<object?>.Shared.Return(_values);
    }

    // Keys of different types (1 and "1") may have the same text, and others may differ in case only. The names of
    // short dictionaries are compared with each other; those of long ones are checked as they are written.
    private readonly bool HasTwins()
    {
        for (int i = 1; i < _count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (_count > ComparedCount || string.Equals(_names[i], _names[j], StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }

    private readonly void Grow<T>(ref T[] array)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(_count * 2);
        Array.Copy(array, larger, _count);
        Array.Clear(array, 0, _count);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
