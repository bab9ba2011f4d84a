using System.Collections;
using System.Collections.Specialized;

namespace TradingLogging.Json.Converters;

/// <summary>Which dictionaries give their pairs in an order that means nothing and changes from process to
/// process.</summary>
internal static class DictionaryOrder
{
    // By name: the core must not load these assemblies to ask.
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
