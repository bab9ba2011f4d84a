namespace TradingLogging.Json.Converters;

/// <summary>Any other sequence of pairs with types.</summary>
internal sealed class GenericPairsConverter<TKey, TValue>(bool isUnordered) : PairsConverter
{
    protected override void WritePairs(JsonLine line, object value)
    {
        var pairs = (IEnumerable<KeyValuePair<TKey, TValue>>)value;
        if (isUnordered)
            WriteSorted(line, pairs);
        else
            WriteInTurn(line, UserCodeBudget.IsForeign(value.GetType()) ? line.UserCodeBudget.Of(pairs) : pairs);
    }

    private static void WriteInTurn(JsonLine line, IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        line.CheckNames();
        foreach (KeyValuePair<TKey, TValue> pair in pairs)
        {
            line.Member(KeyText.Of(pair.Key), pair.Value);
            if (line.IsFull)
                break;
        }
    }

    private static void WriteSorted(JsonLine line, IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        using var sorted = new SortedPairs();
        foreach (KeyValuePair<TKey, TValue> pair in pairs)
            sorted.Add(KeyText.Of(pair.Key), pair.Value);
        sorted.Write(line);
    }
}
