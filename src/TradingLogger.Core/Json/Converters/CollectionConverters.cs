using System.Collections;
using System.Collections.Specialized;

namespace TradingLogging.Json.Converters;

/// <summary>Dictionaries and other sequences of names with values. Their pairs are the members. If the dictionary
/// throws, the error is noted after the members that were written.</summary>
internal abstract class PairsConverter : ObjectConverter
{
    public static PairsConverter? TryFind(Type type)
    {
        if (IsGeneric(type, typeof(Dictionary<,>)) && type.GenericTypeArguments[0] == typeof(string))
            return Make(typeof(StringDictionaryConverter<>), type.GenericTypeArguments[1]);

        bool isUnordered = DictionaryOrder.IsUnordered(type);
        if (FindPairType(type) is { } pair)
            return Make(typeof(GenericPairsConverter<,>), pair.GenericTypeArguments, isUnordered);
        return typeof(IDictionary).IsAssignableFrom(type) ? new PlainDictionaryConverter(isUnordered) : null;
    }

    public sealed override void WriteMembers(JsonLine line, object value)
    {
        try
        {
            WritePairs(line, value);
        }
        catch (Exception error) when (UserCodeBudget.IsOfTheCaller(error))
        {
            line.MembersEndedBy(error);
        }
    }

    protected abstract void WritePairs(JsonLine line, object value);

    private static PairsConverter Make(Type converter, Type argument) =>
        (PairsConverter)Activator.CreateInstance(converter.MakeGenericType(argument))!;

    private static PairsConverter Make(Type converter, Type[] arguments, bool isUnordered) =>
        (PairsConverter)Activator.CreateInstance(converter.MakeGenericType(arguments), args: [isUnordered])!;

    private static Type? FindPairType(Type type)
    {
        foreach (Type contract in type.GetInterfaces())
        {
            if (IsGeneric(contract, typeof(IReadOnlyDictionary<,>)) || IsGeneric(contract, typeof(IDictionary<,>)))
                return contract;
            if (IsGeneric(contract, typeof(IEnumerable<>)) && IsStringPair(contract.GenericTypeArguments[0]))
                return contract.GenericTypeArguments[0];
        }

        return null;
    }

    private static bool IsStringPair(Type type) =>
        IsGeneric(type, typeof(KeyValuePair<,>)) && type.GenericTypeArguments[0] == typeof(string);

    private static bool IsGeneric(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}

/// <summary>A <see cref="Dictionary{TKey, TValue}"/> with string keys, as most events are; written without an
/// allocation.</summary>
internal sealed class StringDictionaryConverter<TValue> : PairsConverter
{
    protected override void WritePairs(JsonLine line, object value)
    {
        var pairs = (Dictionary<string, TValue>)value;
        string[]? distinct = null;
        int index = 0;
        foreach (KeyValuePair<string, TValue> pair in pairs)
        {
            if (index == 0 && (distinct = DistinctNames.Find(pairs.Count, pair.Key)) is null)
                line.CheckNames();
            if (distinct is not null && !DistinctNames.IsNext(distinct, index, pair.Key))
            {
                line.CheckNames(distinct.AsSpan(0, index));
                distinct = null;
            }

            line.Member(pair.Key, pair.Value);
            index++;
            if (line.IsFull)
                return;
        }

        if (distinct is null)
            DistinctNames.Remember(pairs.Keys);
    }
}

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

/// <summary>A dictionary without type arguments, such as Hashtable and OrderedDictionary.</summary>
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

/// <summary>Names with one or several texts each, as in a query or in headers, in their order.</summary>
internal sealed class NameValueConverter : PairsConverter
{
    public static readonly NameValueConverter Instance = new();

    protected override void WritePairs(JsonLine line, object value)
    {
        var pairs = (NameValueCollection)value;
        line.CheckNames();
        for (int i = 0; i < pairs.Count && !line.IsFull; i++)
            line.Member(KeyText.Of(pairs.GetKey(i)), pairs.Get(i));
    }
}

/// <summary>Knows the dictionaries whose order means nothing and differs between processes.</summary>
internal static class DictionaryOrder
{
    // By name, so that the core does not load these assemblies to ask.
    private static readonly HashSet<string> UnorderedGenerics = new(StringComparer.Ordinal)
    {
        "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Immutable.ImmutableDictionary`2",
        "System.Collections.Immutable.ImmutableDictionary`2+Builder",
        "System.Collections.Frozen.FrozenDictionary`2",
    };

    public static bool IsUnordered(Type type)
    {
        if (typeof(Hashtable).IsAssignableFrom(type) || typeof(HybridDictionary).IsAssignableFrom(type))
            return true;
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (level.IsGenericType && UnorderedGenerics.Contains(level.GetGenericTypeDefinition().FullName!))
                return true;
        }

        return false;
    }
}

/// <summary>Sequences. Of an endless one the first elements are written. If the sequence throws, the error is noted
/// after the elements that were written.</summary>
internal sealed class ListConverter(bool isForeign) : ValueConverter
{
    public static readonly ListConverter Trusted = new(isForeign: false);
    private static readonly ListConverter Foreign = new(isForeign: true);

    public static ListConverter Of(Type type) => UserCodeBudget.IsForeign(type) ? Foreign : Trusted;

    public override void Write(JsonLine line, object value)
    {
        if (!line.TryOpen(value, '['))
            return;
        try
        {
            var elements = (IEnumerable)value;
            bool isSecret = false;
            foreach (object? element in isForeign ? line.UserCodeBudget.Of(elements.Cast<object?>()) : elements)
            {
                line.Element(element, isSecret);
                isSecret = line.IsSecretOption(element);
                if (line.IsFull)
                    break;
            }
        }
        catch (Exception error) when (UserCodeBudget.IsOfTheCaller(error))
        {
            line.ElementsEndedBy(error);
        }

        line.Close(']');
    }
}
