using System.Runtime.CompilerServices;

namespace TradingLogging.Formatting;

/// <summary>How values of one type are written.</summary>
internal abstract class ValueShape
{
    private const int MostWrappers = 16;

    private static readonly ConditionalWeakTable<Type, ValueShape> ByType = new();

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

    private static ValueShape OfType(object value) => ByType.GetValue(value.GetType(), ValueShapeFinder.Find);

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
}
