using System.Runtime.CompilerServices;

namespace TradingLogging.Formatting;

/// <summary>How values of one type are written.</summary>
internal abstract class ValueShape
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
    public static ValueShape Of(object value)
    {
        ValueShape shape = OfType(value);
        // A host is not even asked about what is a secret everywhere.
        return ReferenceEquals(shape, NotedShape.Secret) ? shape : OfHost(value) ?? shape;
    }

    public static bool IsSecret(object value) => ReferenceEquals(Of(value), NotedShape.Secret);

    /// <summary>Writes the value.</summary>
    public abstract void Write(JsonLine line, object value);

    /// <summary>The shape by which the value's members are written; null when it has none.</summary>
    public virtual ObjectShape? AsObject(object value) => null;

    private static ValueShape OfType(object value)
    {
        Type type = value.GetType();
        int slot = RuntimeHelpers.GetHashCode(type) & (RecentSize - 1);
        return Recent[slot] is { } recent && ReferenceEquals(recent.Type, type) ? recent.Shape : Find(type, slot);
    }

    private static ValueShape Find(Type type, int slot)
    {
        TypeShape found = ByType.GetValue(type, static type => new TypeShape(type, ValueShapeFinder.Find(type)));
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

    private static ValueShape? OfHost(object value)
    {
        foreach (IValueAdapter adapter in ValueAdapters.All)
        {
            if (adapter.IsSecret(value))
                return NotedShape.Secret;
            if (adapter.TryGetError(value, out ErrorDetails? details))
                return new ErrorDetailsShape(details);
            if (adapter.TryGetMembers(value, out IEnumerable<ValueMember>? members))
                return new HostObjectShape(members);
        }

        return null;
    }

    private sealed record TypeShape(Type Type, ValueShape Shape);
}
