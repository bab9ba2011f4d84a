namespace TradingLogging.Json.Converters;

/// <summary>The usual event: a <see cref="Dictionary{TKey, TValue}"/> with string keys, written as it stands without an
/// allocation.</summary>
internal sealed class StringDictionaryConverter<TValue> : PairsConverter
{
    protected override void WritePairs(JsonLine line, object value)
    {
        var pairs = (Dictionary<string, TValue>)value;
        // A comparer of the caller's own may hold two equal names for different; those of .NET do not.
        if (!ReferenceEquals(pairs.Comparer, EqualityComparer<string>.Default) && pairs.Comparer is not StringComparer)
            line.CheckNames();
        foreach (KeyValuePair<string, TValue> pair in pairs)
        {
            line.Member(pair.Key, pair.Value);
            if (line.IsFull)
                break;
        }
    }
}
