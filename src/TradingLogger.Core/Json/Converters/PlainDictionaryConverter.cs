using System.Collections;

namespace TradingLogging.Json.Converters;

/// <summary>A dictionary without types: Hashtable, OrderedDictionary and their kin.</summary>
internal sealed class PlainDictionaryConverter(bool isUnordered) : PairsConverter
{
    protected override void WritePairs(JsonLine line, object value)
    {
        IDictionaryEnumerator pairs = ((IDictionary)value).GetEnumerator();
        using var disposal = pairs as IDisposable;
        if (isUnordered)
            WriteSorted(line, pairs);
        else
            WriteInTurn(line, pairs);
    }

    private static void WriteInTurn(JsonLine line, IDictionaryEnumerator pairs)
    {
        line.CheckNames();
        while (!line.IsFull && pairs.MoveNext())
            line.Member(KeyText.Of(pairs.Key), pairs.Value);
    }

    private static void WriteSorted(JsonLine line, IDictionaryEnumerator pairs)
    {
        using var sorted = new SortedPairs();
        while (pairs.MoveNext())
            sorted.Add(KeyText.Of(pairs.Key), pairs.Value);
        sorted.Write(line);
    }
}
