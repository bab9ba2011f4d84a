namespace System.Buffers;

// netstandard2.0 lacks this. Only ASCII characters are searched for.
internal sealed class SearchValues<T>(bool[] values)
{
    public bool Contains(char value) => value < values.Length && values[value];
}

// netstandard2.0 lacks these.
internal static class SearchValues
{
    public static SearchValues<char> Create(string values)
    {
        bool[] table = new bool[128];
        foreach (char value in values)
            table[value] = true;
        return new SearchValues<char>(table);
    }

    public static int IndexOfAny(this ReadOnlySpan<char> span, SearchValues<char> values)
    {
        for (int index = 0; index < span.Length; index++)
        {
            if (values.Contains(span[index]))
                return index;
        }

        return -1;
    }
}
