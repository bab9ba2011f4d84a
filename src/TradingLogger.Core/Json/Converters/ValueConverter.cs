using System.Runtime.CompilerServices;
using TradingLogging.Logging;

namespace TradingLogging.Json.Converters;

/// <summary>How values of one type are written.</summary>
internal abstract class ValueConverter
{
    private const int MostWrappers = 16;

    private const int RecentSize = 16;

    private static readonly ConditionalWeakTable<Type, TypeShape> ByType = new();

    // The table looks at its entries with care for the garbage collector, and events are of few types. Measured: 0.03 x the cost
    // of one write(2) less an event.
    private static readonly TypeShape?[] Recent = new TypeShape?[RecentSize];

    /// <summary>Takes a value out of its host's wrappers.</summary>
    public static object? Unwrap(object? value)
    {
        IValueAdapter[] adapters = ValueAdapters.All;
        for (int i = 0; i < MostWrappers && TryUnwrap(adapters, ref value); i++)
        {
        }

        return value;
    }

    /// <summary>Finds the shape of a value that is in no wrapper.</summary>
    public static ValueConverter Of(object value)
    {
        ValueConverter shape = OfType(value);
        // A host is not even asked about what is a secret everywhere.
        return ReferenceEquals(shape, OpaqueConverter.Secret) ? shape : OfHost(value) ?? shape;
    }

    public static bool IsSecret(object value) => ReferenceEquals(Of(value), OpaqueConverter.Secret);

    /// <summary>Writes the value.</summary>
    public abstract void Write(JsonLine line, object value);

    /// <summary>The shape by which the value's members are written; null when it has none.</summary>
    public virtual ObjectConverter? AsObject(object value) => null;

    private static ValueConverter OfType(object value)
    {
        Type type = value.GetType();
        int slot = RuntimeHelpers.GetHashCode(type) & (RecentSize - 1);
        return Recent[slot] is { } recent && ReferenceEquals(recent.Type, type) ? recent.Shape : Find(type, slot);
    }

    private static ValueConverter Find(Type type, int slot)
    {
        TypeShape found = ByType.GetValue(type, static type => new TypeShape(type, ValueConverterFinder.Find(type)));
        Recent[slot] = found;
        return found.Shape;
    }

    private static bool TryUnwrap(IValueAdapter[] adapters, ref object? value)
    {
        if (value is null)
            return false;
        foreach (IValueAdapter adapter in adapters)
        {
            if (!adapter.TryUnwrap(value, out object? unwrapped))
                continue;
            value = unwrapped;
            return true;
        }

        return false;
    }

    private static ValueConverter? OfHost(object value)
    {
        foreach (IValueAdapter adapter in ValueAdapters.All)
        {
            if (adapter.IsSecret(value))
                return OpaqueConverter.Secret;
            if (adapter.TryGetError(value, out ErrorDetails? details))
                return new ErrorDetailsConverter(details);
            if (adapter.TryGetMembers(value, out IEnumerable<ValueMember>? members))
                return new HostObjectConverter(members);
        }

        return null;
    }

    private sealed record TypeShape(Type Type, ValueConverter Shape);
}
