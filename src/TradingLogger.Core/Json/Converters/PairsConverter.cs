using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Json.Converters;

/// <summary>Dictionaries and other sequences of names with values, whose pairs are the members.</summary>
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

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What the caller's dictionary throws is noted where its members ended.")]
    public sealed override void WriteMembers(JsonLine line, object value)
    {
        try
        {
            WritePairs(line, value);
        }
        catch (Exception error)
        {
            line.MembersEndedBy(error);
        }
    }

    protected abstract void WritePairs(JsonLine line, object value);

    private static PairsConverter Make(Type shape, Type argument) =>
        (PairsConverter)Activator.CreateInstance(shape.MakeGenericType(argument))!;

    private static PairsConverter Make(Type shape, Type[] arguments, bool isUnordered) =>
        (PairsConverter)Activator.CreateInstance(shape.MakeGenericType(arguments), args: [isUnordered])!;

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
